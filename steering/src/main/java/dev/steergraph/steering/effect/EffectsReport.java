package dev.steergraph.steering.effect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunContexts;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.effect.EffectsResult;
import dev.steergraph.core.table.EffectFile;
import dev.steergraph.core.table.EffectList;
import dev.steergraph.core.table.EffectToken;
import dev.steergraph.core.table.EffectTokenFile;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.text.Vocabulary;
import dev.steergraph.steering.half.FeatureLabels;
import dev.steergraph.steering.half.FirstHalf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The files of {@code effects/}. */
final class EffectsReport {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final double[] LEVELS = {0.3, 0.5, 0.7, 0.9};
    private static final String SUMMARY = PartPaths.EFFECTS + "/summary.json";
    private static final String PAGE = PartPaths.EFFECTS + "/report.html";

    private final RunDirectory run;
    private final FirstHalf half;
    private final FeatureSpace space;
    private final List<FeatureEffects> all;
    private final Comparison comparison;
    private final EffectsRequest request;
    private final EffectsResult result;

    EffectsReport(
            RunDirectory run, FirstHalf half, List<FeatureEffects> all, Comparison comparison, EffectsRequest request) {
        this.run = run;
        this.half = half;
        this.space = half.space();
        this.all = all;
        this.comparison = comparison;
        this.request = request;
        result = result(all, comparison);
    }

    private static EffectsResult result(List<FeatureEffects> all, Comparison comparison) {
        RankCorrelations ranks = RankCorrelations.of(
                comparison.edges().stream().map(Comparison.Compared::edge).toList());
        List<EffectsResult.Level> levels = new ArrayList<>();
        for (double level : LEVELS) {
            List<Comparison.Compared> above = comparison.edges().stream()
                    .filter(compared -> Math.abs(compared.edge().r()) > level)
                    .toList();
            levels.add(new EffectsResult.Level(
                    level,
                    moved(above, Comparison.Compared::edge),
                    moved(above, Comparison.Compared::matched),
                    moved(above, Comparison.Compared::sameCosine)));
        }
        return new EffectsResult(
                all.size(),
                all.stream().mapToInt(FeatureEffects::texts).max().orElse(0),
                all.stream().mapToLong(FeatureEffects::rows).max().orElse(0),
                comparison.pairs().size(),
                comparison.pairs().stream().filter(EffectPair::moves).count(),
                levels,
                known(ranks.r()),
                known(ranks.cosine()),
                known(ranks.partialR()),
                known(ranks.partialCosine()));
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static EffectsResult.Moved moved(
            List<Comparison.Compared> compared, Function<Comparison.Compared, @Nullable EffectPair> which) {
        long pairs = 0;
        long moving = 0;
        double sum = 0;
        for (Comparison.Compared one : compared) {
            EffectPair pair = which.apply(one);
            if (pair != null) {
                double sign = Math.signum(one.edge().r());
                pairs++;
                moving += pair.movesAs(sign) ? 1 : 0;
                sum += pair.effect() * sign;
            }
        }
        return new EffectsResult.Moved(pairs, moving, pairs == 0 ? 0 : sum / pairs);
    }

    EffectsResult result() {
        return result;
    }

    /** Paths in the run. */
    List<String> write() throws IOException {
        write(PartPaths.EFFECT_TABLE, file -> EffectFile.write(file, list()));
        List<EffectToken> tokens = tokens(RunContexts.vocabulary(run));
        write(PartPaths.EFFECT_TOKENS, file -> EffectTokenFile.write(file, space, tokens));
        byte[] json = JSON.writeValueAsBytes(result);
        AtomicFile.write(run.root().resolve(SUMMARY), out -> out.write(json));
        EffectsPage.write(
                run.root().resolve(PAGE),
                run.model().id(),
                request,
                result,
                comparison,
                space,
                FeatureLabels.of(run, half.sets(), half.space()));
        return List.of(PartPaths.EFFECT_TABLE, PartPaths.EFFECT_TOKENS, SUMMARY, PAGE);
    }

    private interface Writer {
        void to(Path file);
    }

    private void write(String path, Writer writer) throws IOException {
        Path file = run.root().resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        writer.to(file);
    }

    private EffectList list() {
        List<EffectPair> pairs = comparison.pairs();
        EffectList list = EffectList.ofSize(space, pairs.size());
        for (int e = 0; e < pairs.size(); e++) {
            EffectPair pair = pairs.get(e);
            list.source()[e] = pair.source();
            list.target()[e] = pair.target();
            list.effect()[e] = pair.effect();
            list.se()[e] = pair.error();
            list.documents()[e] = pair.texts();
            list.r()[e] = pair.r();
            list.cosine()[e] = pair.cosine();
            list.strength()[e] = request.strength();
            list.moves()[e] = pair.moves() ? 1 : 0;
        }
        return list;
    }

    private List<EffectToken> tokens(Vocabulary vocabulary) {
        List<EffectToken> tokens = new ArrayList<>();
        for (FeatureEffects effects : all) {
            int half = effects.token().length / 2;
            for (int k = 0; k < effects.token().length; k++) {
                int id = effects.token()[k];
                tokens.add(new EffectToken(
                        effects.source(),
                        k < half ? k + 1 : half - 1 - k,
                        id,
                        vocabulary.text(id),
                        effects.change()[k]));
            }
        }
        return tokens;
    }
}
