package dev.steergraph.ingest.extract.evaluate;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.SaeTarget;
import dev.steergraph.ingest.extract.train.HeldOut;
import dev.steergraph.ingest.extract.train.OutlierRows;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.engine.Devices;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.run.OwnSae;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * @param reconstruction of rows that are no outliers; null if the run's activations were dropped after encoding
     * @param withOutliers of all rows; null if none is an outlier
     * @param crossEntropy null if the model predicts no text, or rows are means over documents
     */
    public record Result(
            String hook,
            @Nullable Evaluation reconstruction,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Evaluation withOutliers,

            @Nullable CrossEntropy crossEntropy) {}

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
     * @param saes folders by layer; others take the SAE trained in the run
     * @param tokens at least so many are predicted, if the held-out documents have them
     * @throws UserError if an SAE is not trained to the end, is damaged, or does not fit the model
     */
    public List<Result> execute(Map<Integer, Path> saes, long tokens, String device) throws IOException {
        ExtractSettings settings = run.finished(Stages.EXTRACT).settings();
        Map<HookPoint, Path> folders = new TreeMap<>();
        for (HookPoint hook : run.finished(Stages.EXTRACT).result().hooks()) {
            Path given = saes.get(hook.layer());
            folders.put(hook, given == null ? OwnSae.folder(run, hook) : given);
        }
        ModelSpec choice = new ModelSpec(
                settings.model(), settings.revision(), Precision.parse(settings.dtype()), settings.tokenizer());
        ModelSource source = choice.source(progress);
        RunTokens rows = RunTokens.read(run);
        List<Document> documents = heldOut(rows);
        List<Result> results = new ArrayList<>();
        try (Tokenizer tokenizer = new Tokenizer(
                        choice.tokenizer(source),
                        settings.context(),
                        Bos.valueOf(settings.bos()),
                        source.info().bosToken());
                Transformer model = source.load(Devices.parse(device), choice.dtype())) {
            Map<HookPoint, Sae> read = new LinkedHashMap<>();
            for (HookPoint hook : run.finished(Stages.EXTRACT).result().hooks()) {
                read.put(hook, fitting(hook, SaeFolder.read(Objects.requireNonNull(folders.get(hook))), model));
            }
            Map<HookPoint, Reconstruction> reconstructions = new HashMap<>();
            for (Map.Entry<HookPoint, Sae> entry : read.entrySet()) {
                HookPoint hook = entry.getKey();
                reconstructions.put(hook, reconstruction(hook, entry.getValue(), rows, model.manager()));
            }
            Spared spared = Spared.of(run.finished(Stages.EXTRACT).result().outliers());
            Map<HookPoint, CrossEntropy> predictions = model.predictsText() && !rows.pooled()
                    ? new SplicePass(model, tokenizer, spared, progress).run(read, documents, tokens)
                    : Map.of();
            for (HookPoint hook : read.keySet()) {
                Reconstruction found = Objects.requireNonNull(reconstructions.get(hook));
                results.add(new Result(hook.toString(), found.ordinary(), found.withOutliers(), predictions.get(hook)));
            }
        }
        return results;
    }

    private static Sae fitting(HookPoint hook, Sae sae, Transformer model) {
        return SaeTarget.of(model.info()).fitted(sae, hook, "The SAE for " + hook);
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

    /** Both null where activations were dropped; the second where no row is an outlier. */
    private record Reconstruction(
            @Nullable Evaluation ordinary, @Nullable Evaluation withOutliers) {}

    private Reconstruction reconstruction(HookPoint hook, Sae sae, RunTokens tokens, NDManager manager)
            throws IOException {
        if (!Activations.kept(run, hook)) {
            return new Reconstruction(null, null);
        }
        ActivationRows all = Activations.open(run, hook);
        int[] heldOut = HeldOut.of(tokens).heldOut();
        int[] ordinary = OutlierRows.of(run, hook, all).ordinary(heldOut);
        progress.begin("reconstruct " + hook, heldOut.length, "rows");
        Evaluation without = Evaluation.of(sae, all.only(ordinary), manager);
        Evaluation with = ordinary.length == heldOut.length ? null : Evaluation.of(sae, all.only(heldOut), manager);
        progress.end("");
        return new Reconstruction(without, with);
    }
}
