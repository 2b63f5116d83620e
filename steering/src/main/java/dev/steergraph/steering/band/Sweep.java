package dev.steergraph.steering.band;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.steering.band.BandStrength;
import dev.steergraph.core.steering.band.BandsFile;
import dev.steergraph.core.steering.band.FeatureBand;
import dev.steergraph.core.steering.band.FluencyLimits;
import dev.steergraph.core.steering.band.TargetToken;
import dev.steergraph.core.steering.band.TextQuality;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.statistics.DocumentHalves;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.steering.edit.Applied;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.feature.SteeringSaes;
import dev.steergraph.steering.half.HalfTexts;
import dev.steergraph.steering.half.HalfTexts.Half;
import dev.steergraph.steering.measure.CodeSets;
import dev.steergraph.steering.measure.SharedPass;
import dev.steergraph.steering.measure.TextBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures the usable band of features: target tokens on one half of a run's documents, everything else on the other, and on
 * texts that the steered model writes. What features of a layer share, such as the blocks below it, is computed once.
 */
public final class Sweep {

    /** Tokens of each half that are measured: some fifty short documents, and a gain that is there shows in them. */
    private static final int TOKENS = 768;

    private static final int BATCH_TOKENS = 512;
    private static final int FEWEST_DOCUMENTS = 8;

    private final RunDirectory run;
    private final TextModel text;
    private final SteeringSaes saes;
    private final Unsteered unsteered;
    private final SweepRequest request;
    private final Progress progress;
    private final long seed;

    /** @param text stays the caller's */
    public Sweep(
            RunDirectory run,
            TextModel text,
            SteeringSaes saes,
            Unsteered unsteered,
            SweepRequest request,
            Progress progress) {
        this.run = run;
        this.text = text;
        this.saes = saes;
        this.unsteered = unsteered;
        this.request = request;
        this.progress = progress;
        seed = request.manner().seed();
    }

    /** What a sweep of one feature has found so far. */
    private record Measured(SweptFeature feature, List<TargetToken> targets, List<HeldOut> heldOut) {}

    /**
     * Measures all features and adds their bands to the run.
     *
     * @return bands, in the order that was asked for
     * @throws UserError if a feature or its SAE is not there, the model predicts no text, or a prompt is too long
     */
    public List<FeatureBand> execute() throws IOException {
        if (!text.model().predictsText()) {
            throw new UserError(text.model().info().id()
                    + " predicts no text, so that nothing says what steering does to" + " it; use a language model.");
        }
        List<SweptFeature> features = new ArrayList<>();
        for (FeatureAddress address : request.features()) {
            SweptFeature feature = SweptFeature.of(run, address, saes, seed);
            if (features.stream().noneMatch(other -> other.id().equals(feature.id()))) {
                features.add(feature);
            }
        }
        DocumentHalves halves = halves();
        HalfTexts calibration = draw(halves, Half.FIRST);
        HalfTexts heldOut = draw(halves, Half.SECOND);
        SweepWriting writing = SweepWriting.of(text, request, heldOut);
        SweepClock clock = new SweepClock(
                progress, features.size(), request.strengths().k().size());
        clock.begin();
        writing.unsteered(clock);
        Map<SweptFeature, FeatureBand> bands = new LinkedHashMap<>();
        for (List<SweptFeature> together : byBlock(features).values()) {
            List<Measured> measured = measure(together, calibration, heldOut, clock);
            for (Measured one : measured) {
                FeatureBand band = band(one, writing, heldOut, clock);
                BandsFile.add(run, band);
                bands.put(one.feature, band);
            }
        }
        clock.end();
        return features.stream().map(bands::get).toList();
    }

    private static Map<Integer, List<SweptFeature>> byBlock(List<SweptFeature> features) {
        Map<Integer, List<SweptFeature>> blocks = new TreeMap<>();
        features.forEach(feature -> blocks.computeIfAbsent(feature.block(), block -> new ArrayList<>())
                .add(feature));
        return blocks;
    }

    /** The halves that correlations are compared between, if there are some. */
    private DocumentHalves halves() throws IOException {
        RunTokens tokens = RunTokens.read(run);
        if (tokens.pooled()) {
            throw new UserError("The rows of run " + run.root() + " are means over documents, which no SAE reads while"
                    + " a model runs; sweep features of a run with a row for each token.");
        }
        long drawn = run.stage(Stages.CORRELATE)
                .map(correlated -> correlated.settings().seed())
                .orElse(0L);
        return DocumentHalves.draw(Documents.of(tokens.document()), drawn);
    }

    private HalfTexts draw(DocumentHalves halves, Half half) throws IOException {
        HalfTexts texts = HalfTexts.draw(run, halves, half, text.tokenizer(), unsteered, TOKENS, seed);
        if (texts.size() < FEWEST_DOCUMENTS) {
            throw new UserError("Of half of the documents of run " + run.root() + " " + texts.size()
                    + " can be measured, and a sweep takes " + FEWEST_DOCUMENTS
                    + " at least; use a run of more documents.");
        }
        return texts;
    }

    private List<Measured> measure(
            List<SweptFeature> features, HalfTexts calibration, HalfTexts heldOut, SweepClock clock)
            throws IOException {
        List<Sae> distinct = features.stream().map(SweptFeature::sae).distinct().toList();
        List<CodeSets.Read> reads = new ArrayList<>();
        for (int place = 0; place < distinct.size(); place++) {
            Sae sae = distinct.get(place);
            SweptFeature of = features.stream()
                    .filter(one -> one.sae() == sae)
                    .findFirst()
                    .orElseThrow();
            reads.add(new CodeSets.Read(place, of.along().one().reads(), sae));
        }
        Transformer model = text.model();
        int block = features.get(0).block();
        try (CodeSets sets = new CodeSets(reads, model.manager());
                CodeSets none = new CodeSets(List.of(), model.manager())) {
            List<TargetSearch> searches = new ArrayList<>();
            features.forEach(feature -> searches.add(new TargetSearch(unsteered)));
            for (TextBatch batch : TextBatch.of(calibration.ids(), unsteered, BATCH_TOKENS)) {
                try (SharedPass pass = new SharedPass(model, batch, block, none, true)) {
                    for (int i = 0; i < searches.size(); i++) {
                        searches.get(i)
                                .add(
                                        pass,
                                        model,
                                        features.get(i).along(),
                                        features.get(i).random());
                        clock.passes(1 + SweptFeature.RANDOM, batch.rows().length);
                    }
                }
            }
            List<Measured> measured = new ArrayList<>();
            for (int i = 0; i < searches.size(); i++) {
                measured.add(prepared(features.get(i), searches.get(i), heldOut));
            }
            clock.estimate(TOKENS);
            for (TextBatch batch : TextBatch.of(heldOut.ids(), unsteered, BATCH_TOKENS)) {
                try (SharedPass pass = new SharedPass(model, batch, block, sets, true)) {
                    for (Measured one : measured) {
                        int place = distinct.indexOf(one.feature.sae());
                        add(pass, one, place, clock);
                    }
                }
            }
            return measured;
        }
    }

    private Measured prepared(SweptFeature feature, TargetSearch search, HalfTexts heldOut) {
        List<TargetToken> targets = search.found(token -> text.tokenizer().decode(new int[] {token}));
        long[] ids = targets.stream().mapToLong(TargetToken::id).toArray();
        List<HeldOut> strengths = new ArrayList<>();
        for (double k : request.strengths().k()) {
            strengths.add(new HeldOut(feature.along(), feature.random(), k, ids, heldOut.size()));
        }
        return new Measured(feature, targets, strengths);
    }

    private void add(SharedPass pass, Measured one, int place, SweepClock clock) throws IOException {
        long[] targets = one.targets.stream().mapToLong(TargetToken::id).toArray();
        var before = pass.predictions(targets);
        for (HeldOut strength : one.heldOut) {
            strength.add(pass, text.model(), unsteered, place, one.feature.id().index(), before);
            clock.passes(1 + SweptFeature.RANDOM, pass.texts().rows().length);
        }
    }

    private FeatureBand band(Measured one, SweepWriting writing, HalfTexts heldOut, SweepClock clock)
            throws IOException {
        FluencyLimits limits = writing.limits();
        double max = one.feature.along().one().max();
        List<BandStrength> strengths = new ArrayList<>();
        for (HeldOut found : one.heldOut) {
            try (Steering steering =
                    new Steering(text.model(), List.of(one.feature.along().at(found.k())), unsteered)) {
                TextQuality written = writing.steered(steering, clock);
                List<Applied> applied = writing.verify(steering);
                strengths.add(strength(found, max, written, limits, ratio(applied)));
            }
        }
        BandRule rule = new BandRule(strengths, writing.quality(), limits);
        return new FeatureBand(
                one.feature.id().toString(),
                one.feature.set(),
                one.feature.id().index(),
                one.feature.sha256(),
                max,
                boxed(rule.low()),
                boxed(rule.high()),
                boxed(rule.breaks()),
                one.targets,
                strengths,
                writing.quality(),
                limits,
                heldOut.size(),
                Arrays.stream(heldOut.ids().toArray(int[][]::new))
                        .mapToInt(ids -> ids.length)
                        .sum(),
                seed);
    }

    private static double ratio(List<Applied> applied) {
        Double ratio = applied.isEmpty() ? null : applied.get(0).ratio();
        return ratio == null ? 0 : ratio;
    }

    private static BandStrength strength(
            HeldOut found, double max, TextQuality written, FluencyLimits limits, double ratio) {
        return new BandStrength(
                found.k(),
                ratio,
                found.rise() / max,
                found.gain(),
                found.gainError(),
                found.randomGain(),
                found.z(),
                found.kl(),
                found.nllChange(),
                written,
                limits.hold(written));
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
