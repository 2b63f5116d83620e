package dev.steergraph.ingest.load;

import dev.steergraph.core.Progress;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.stage.effect.EffectsResult;
import dev.steergraph.core.stage.effect.EffectsSettings;
import dev.steergraph.core.table.EffectFile;
import dev.steergraph.core.table.EffectList;
import dev.steergraph.core.table.EffectToken;
import dev.steergraph.core.table.EffectTokenFile;
import dev.steergraph.core.table.FeatureSpace;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What steering a run's features did.
 *
 * @param fingerprint of the files that tell it
 * @param effects pairs, also those that do not move
 * @param steered strength with which each feature was steered, by the features' numbers
 * @param tokens whose logits rise and fall, by the steered features' numbers
 */
record MeasuredEffects(
        String fingerprint,
        EffectList effects,
        SortedMap<Integer, Double> steered,
        Map<Integer, List<EffectToken>> tokens) {

    private static final List<String> READ = List.of(PartPaths.EFFECT_TABLE, PartPaths.EFFECT_TOKENS);

    /**
     * Nothing if they are not measured, not wholly, or of other correlations.
     *
     * @param space numbers the features, as of the feature table
     * @param progress is told of effects that are left out
     * @throws dev.steergraph.core.UserError if their files are damaged
     */
    static Optional<MeasuredEffects> of(RunDirectory run, FeatureSpace space, Progress progress) throws IOException {
        Optional<StageState<EffectsSettings, EffectsResult>> measured =
                run.stage(Stages.EFFECTS).filter(StageState::finished);
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        StageState<EffectsSettings, EffectsResult> stage = measured.orElseThrow();
        if (!stage.settings().correlations().equals(run.fingerprint(Stages.CORRELATE, PartPaths.CORRELATIONS))) {
            progress.note("The effects are of earlier correlations of this run and are left out; "
                    + "measure the effects again to have them in the graph.");
            return Optional.empty();
        }
        EffectList effects = EffectFile.read(run.file(Stages.EFFECTS, PartPaths.EFFECT_TABLE), space);
        List<EffectToken> tokens = run.has(Stages.EFFECTS, PartPaths.EFFECT_TOKENS)
                ? EffectTokenFile.read(run.file(Stages.EFFECTS, PartPaths.EFFECT_TOKENS), space)
                : List.of();
        String fingerprint = stage.parts().stream()
                .filter(part -> READ.contains(part.path()))
                .map(Part::sha256)
                .collect(Collectors.joining(" "));
        return Optional.of(of(fingerprint, effects, tokens, stage.settings().strength()));
    }

    /** @param strength of features of which tokens are told, but no pairs */
    static MeasuredEffects of(String fingerprint, EffectList effects, List<EffectToken> tokens, double strength) {
        TreeMap<Integer, Double> steered = new TreeMap<>();
        tokens.forEach(token -> steered.put(token.source(), strength));
        for (int e = 0; e < effects.size(); e++) {
            steered.put(effects.source()[e], effects.strength()[e]);
        }
        return new MeasuredEffects(
                fingerprint, effects, steered, tokens.stream().collect(Collectors.groupingBy(EffectToken::source)));
    }

    /** Places in the list of the pairs that move, by source. */
    int[] moving() {
        return IntStream.range(0, effects.size())
                .filter(e -> effects.moves()[e] == 1)
                .toArray();
    }

    /** Texts of the tokens whose logits rise most, or fall most, the strongest first; null of a feature of which none is told. */
    @Nullable
    List<String> texts(int feature, boolean rising) {
        // The character that neo4j-admin's files have between tokens is in none of them.
        List<String> texts = tokens.getOrDefault(feature, List.of()).stream()
                .filter(token -> token.rank() > 0 == rising)
                .sorted(Comparator.comparingInt(token -> Math.abs(token.rank())))
                .map(token -> token.text().replace(AdminCsv.BETWEEN, '\uFFFD'))
                .toList();
        return texts.isEmpty() ? null : texts;
    }

    /** Of a pair: effect, z, se, documents, strength. */
    List<Object> properties(int e) {
        return List.of(
                effects.effect()[e],
                effects.z(e),
                effects.se()[e],
                (long) effects.documents()[e],
                effects.strength()[e]);
    }
}
