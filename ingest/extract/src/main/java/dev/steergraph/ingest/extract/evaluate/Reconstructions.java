package dev.steergraph.ingest.extract.evaluate;

import dev.steergraph.core.Progress;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.CorpusReader;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.corpus.batch.TextParts;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.extract.check.Hooks;
import dev.steergraph.ingest.extract.row.OutlierLimits;
import dev.steergraph.ingest.extract.row.SampleRows;
import dev.steergraph.ingest.extract.train.HeldOut;
import dev.steergraph.ingest.extract.train.OutlierRows;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well SAEs reconstruct what they read, and transcoders what they predict, on the rows of held-out documents. Those of
 * autoencoders are stored in the run; of what a transcoder predicts a run has rows only if it was extracted, too, and
 * otherwise the model makes them.
 */
final class Reconstructions {

    private static final int BATCH_TOKENS = 2_048;

    /** Rows that a model makes are in memory together. */
    private static final long MAX_BYTES = 512L << 20;

    private final RunDirectory run;
    private final RunTokens tokens;
    private final List<Document> documents;
    private final Transformer model;
    private final Tokenizer tokenizer;
    private final long most;
    private final Progress progress;

    /**
     * @param documents those that are held out
     * @param most rows that the model makes at most
     */
    Reconstructions(
            RunDirectory run,
            RunTokens tokens,
            List<Document> documents,
            Transformer model,
            Tokenizer tokenizer,
            long most,
            Progress progress) {
        this.run = run;
        this.tokens = tokens;
        this.documents = documents;
        this.model = model;
        this.tokenizer = tokenizer;
        this.most = most;
        this.progress = progress;
    }

    /**
     * What was found.
     *
     * @param ordinary of rows that are no outliers; null where activations were dropped
     * @param withOutliers of all; null where no row is an outlier
     */
    record Found(@Nullable Evaluation ordinary, @Nullable Evaluation withOutliers) {}

    Found of(CodeSet set) throws IOException {
        Optional<HookPoint> predicted = Hooks.predicted(set.sae());
        return predicted.isEmpty() || Activations.kept(run, set.hook()) && Activations.kept(run, predicted.get())
                ? ofStored(set, predicted.orElse(set.hook()))
                : ofMade(set, predicted.get());
    }

    private Found ofStored(CodeSet set, HookPoint target) throws IOException {
        HookPoint hook = set.hook();
        Sae sae = set.sae();
        if (!Activations.kept(run, hook)) {
            return new Found(null, null);
        }
        ActivationRows all = Activations.open(run, hook);
        ActivationRows targets = target.equals(hook) ? all : Activations.open(run, target);
        int[] heldOut = HeldOut.of(tokens).heldOut();
        int[] ordinary = OutlierRows.of(run, hook, all).ordinary(heldOut);
        progress.begin("reconstruct " + set.id(), heldOut.length, "rows");
        Evaluation without = evaluation(sae, all, targets, ordinary);
        Evaluation with = ordinary.length == heldOut.length ? null : evaluation(sae, all, targets, heldOut);
        progress.end("");
        return new Found(without, with);
    }

    private Evaluation evaluation(Sae sae, ActivationRows all, ActivationRows targets, int... rows) throws IOException {
        ActivationRows read = all.only(rows);
        return Evaluation.of(sae, read, targets == all ? read : targets.only(rows), model.manager());
    }

    private Found ofMade(CodeSet set, HookPoint target) throws IOException {
        ExtractSettings settings = run.finished(Stages.EXTRACT).settings();
        ExtractResult extracted = run.finished(Stages.EXTRACT).result();
        Outliers outliers = extracted.outliers();
        long fitting = MAX_BYTES / Float.BYTES / (set.sae().dIn() + set.sae().dOut());
        int rows = (int) Math.max(1, Math.min(most, fitting));
        TextPart text = new TextParts(
                        new CorpusReader(documents.iterator()),
                        tokenizer,
                        new RowSpec(
                                rows,
                                Long.MAX_VALUE,
                                settings.context(),
                                Bos.valueOf(settings.bos()),
                                Layout.valueOf(settings.layout()),
                                Pool.TOKEN,
                                settings.keepOutliers()),
                        new TextParts.Size(rows, Integer.MAX_VALUE),
                        outliers != null && outliers.firstPosition())
                .next();
        if (text == null) {
            return new Found(null, null);
        }
        OutlierLimits limits = outliers == null
                ? OutlierLimits.none(extracted.hooks())
                : OutlierLimits.of(extracted.hooks(), outliers);
        progress.begin("reconstruct " + set.id(), rows, "rows");
        Map<HookPoint, ActivationRows> made = new SampleRows(model, text, limits, rows, BATCH_TOKENS).at(Hooks.of(set));
        Evaluation found = Evaluation.of(
                set.sae(),
                Objects.requireNonNull(made.get(set.hook())),
                Objects.requireNonNull(made.get(target)),
                model.manager());
        progress.end("");
        return new Found(found, null);
    }
}
