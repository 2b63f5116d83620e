package dev.steergraph.ingest.extract.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.EvaluateResult;
import dev.steergraph.core.stage.EvaluateSettings;
import dev.steergraph.core.stage.EvaluatedSae;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.RunSets;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.SaeTarget;
import dev.steergraph.ingest.extract.check.Hooks;
import dev.steergraph.ingest.extract.train.HeldOut;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.engine.Devices;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How good a run's SAEs are on the documents that training holds out: how well they reconstruct, and, of a language model,
 * how much of its prediction survives their reconstructions.
 */
public final class EvaluateSae {

    private final RunDirectory run;
    private final Progress progress;

    /**
     * @param hook the hook point; of a second SAE on it, that and its name
     * @param reconstruction of rows that are no outliers; null if the run's activations were dropped after encoding
     * @param withOutliers of all rows; null if none is an outlier
     * @param crossEntropy null if the model predicts no text, or rows are means over documents
     */
    public record Result(
            String hook,
            @Nullable Evaluation reconstruction,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Evaluation withOutliers,

            @Nullable CrossEntropy crossEntropy) {

        private EvaluatedSae recorded() {
            if (reconstruction == null) {
                throw new UserError("The run has no activations of " + hook
                        + " any more, on which SAEs are evaluated; extract again with the same options.");
            }
            Evaluation found = reconstruction;
            return new EvaluatedSae(
                    found.l0(),
                    found.explainedVariance(),
                    found.silentFraction(),
                    crossEntropy == null
                            ? null
                            : new EvaluatedSae.Prediction(
                                    crossEntropy.clean(),
                                    crossEntropy.spliced(),
                                    crossEntropy.zeroed(),
                                    crossEntropy.recovered(),
                                    crossEntropy.tokens()));
        }
    }

    /**
     * Of the model's predictions, nats a token.
     *
     * @param clean of the model as it is
     * @param spliced with reconstructions in place of the activations
     * @param zeroed with zeros
     * @param recovered ce_loss_score, (zeroed − spliced) / (zeroed − clean)
     * @param tokens predicted
     * @param tokensPerSecond tokens of the documents times hook points that share the pass, by its time: what one hook point
     *     has of it
     */
    public record CrossEntropy(
            double clean, double spliced, double zeroed, double recovered, long tokens, double tokensPerSecond) {

        static CrossEntropy of(Splice.Losses sums, double tokensPerSecond) {
            double clean = sums.clean() / sums.tokens();
            double spliced = sums.spliced() / sums.tokens();
            double zeroed = sums.zeroed() / sums.tokens();
            return new CrossEntropy(
                    clean, spliced, zeroed, (zeroed - spliced) / (zeroed - clean), sums.tokens(), tokensPerSecond);
        }
    }

    public EvaluateSae(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /**
     * @param saes hook points that are not named take the SAE that was trained in the run
     * @param tokens at least so many are predicted, if the held-out documents have them
     * @throws UserError if an SAE is not trained to the end, is damaged, or does not fit the model
     */
    public List<Result> execute(SaeSpec saes, long tokens, String device) throws IOException {
        ModelSource source = model().source(progress);
        List<CodeSet> sets = RunSets.of(run, SaeTarget.of(source.info()), saes, progress);
        for (CodeSet set : sets) {
            obstacle(set, source.info()).ifPresent(why -> {
                throw new UserError(set.place() + " is a transcoder from " + set.hook() + " to "
                        + Objects.requireNonNull(set.sae().transcoding()).hook() + ", " + why + "; leave it out.");
            });
        }
        return evaluate(source, sets, tokens, device);
    }

    /** Why what a transcoder predicts cannot be put in its place. */
    private static Optional<String> obstacle(CodeSet set, ModelInfo info) {
        if (set.sae().transcoding() == null) {
            return Optional.empty();
        }
        HookPoint predicted = Hooks.predicted(set.sae()).orElse(null);
        if (predicted == null) {
            return Optional.of("which is no single hook point, so that there is nothing to compare it with");
        }
        if (!info.has(predicted)) {
            return Optional.of("which " + info.id() + " does not have");
        }
        return HookPoint.IN_DEPTH.compare(set.hook(), predicted) < 0
                ? Optional.empty()
                : Optional.of("which comes no later in a pass, so that nothing can be predicted");
    }

    /**
     * The same as a stage of the run, for which the activations that autoencoders read must still be there; skipped if that
     * was done. Transcoders that cannot be evaluated are passed over.
     */
    public void record(SaeSpec saes, long tokens, String device) throws IOException {
        ModelSource source = model().source(progress);
        List<CodeSet> sets = RunSets.of(run, SaeTarget.of(source.info()), saes, progress).stream()
                .filter(set -> obstacle(set, source.info()).isEmpty())
                .toList();
        Map<String, String> weights = new TreeMap<>();
        sets.forEach(set -> weights.put(set.id(), set.sha256()));
        EvaluateSettings settings =
                new EvaluateSettings(run.finished(Stages.EXTRACT).result().tokens(), tokens, weights);
        if (run.isFinished(Stages.EVALUATE_SAE, settings)) {
            return;
        }
        run.begin(Stages.EVALUATE_SAE, settings);
        Stopwatch clock = new Stopwatch();
        Map<String, EvaluatedSae> found = new TreeMap<>();
        for (Result result : evaluate(source, sets, tokens, device)) {
            found.put(result.hook(), result.recorded());
        }
        run.finish(Stages.EVALUATE_SAE, clock.lap(), new EvaluateResult(found));
    }

    private ModelSpec model() {
        return ModelSpec.of(run.finished(Stages.EXTRACT).settings());
    }

    private List<Result> evaluate(ModelSource source, List<CodeSet> sets, long tokens, String device)
            throws IOException {
        ExtractSettings settings = run.finished(Stages.EXTRACT).settings();
        RunTokens rows = RunTokens.read(run);
        List<Document> documents = heldOut(rows);
        List<Result> results = new ArrayList<>();
        try (Tokenizer tokenizer = new Tokenizer(
                        model().tokenizer(source),
                        settings.context(),
                        Bos.valueOf(settings.bos()),
                        source.info().bosToken());
                Transformer model = source.load(Devices.parse(device), model().dtype())) {
            Spared spared = Spared.of(run.finished(Stages.EXTRACT).result().outliers());
            SplicePass splice = new SplicePass(model, tokenizer, spared, progress);
            Reconstructions reconstruct = new Reconstructions(run, rows, documents, model, tokenizer, tokens, progress);
            boolean predicts = model.predictsText() && !rows.pooled();
            for (List<CodeSet> round : rounds(sets)) {
                Map<HookPoint, Sae> saes = new LinkedHashMap<>();
                Map<HookPoint, Reconstructions.Found> reconstructions = new HashMap<>();
                for (CodeSet set : round) {
                    saes.put(set.hook(), set.sae());
                    reconstructions.put(set.hook(), reconstruct.of(set));
                }
                Map<HookPoint, CrossEntropy> predictions = predicts ? splice.run(saes, documents, tokens) : Map.of();
                for (CodeSet set : round) {
                    Reconstructions.Found found = Objects.requireNonNull(reconstructions.get(set.hook()));
                    results.add(
                            new Result(set.id(), found.ordinary(), found.withOutliers(), predictions.get(set.hook())));
                }
            }
        }
        return results;
    }

    /** The first sets of all hook points, then the second ones, and so on. */
    private static List<List<CodeSet>> rounds(List<CodeSet> sets) {
        List<List<CodeSet>> rounds = new ArrayList<>();
        Map<HookPoint, Integer> before = new HashMap<>();
        for (CodeSet set : sets) {
            int round = before.merge(set.hook(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(set);
        }
        return rounds;
    }

    private List<Document> heldOut(RunTokens rows) throws IOException {
        List<Document> all = RunTokens.documents(run);
        List<Document> heldOut = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (HeldOut.contains(i, rows.documentCount())) {
                heldOut.add(all.get(i));
            }
        }
        return heldOut;
    }
}
