package dev.steergraph.ingest.extract;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusReader;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.corpus.batch.TextParts;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.extract.check.Circumstances;
import dev.steergraph.ingest.extract.check.FitCheck;
import dev.steergraph.ingest.extract.check.Hooks;
import dev.steergraph.ingest.extract.check.ModelRows;
import dev.steergraph.ingest.extract.check.RowsAt;
import dev.steergraph.ingest.extract.row.OutlierLimits;
import dev.steergraph.ingest.extract.row.SampleRows;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.sae.run.CodeSet;
import dev.steergraph.ingest.sae.run.OwnSae;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rows on which SAEs are looked at before they encode: the first {@link FitCheck#ROWS} of the run. */
final class SaeSample {

    /** Outliers may be among them, and special tokens. */
    static final TextParts.Size SIZE = new TextParts.Size(FitCheck.ROWS + 64, 4 * FitCheck.ROWS);

    private static final int BATCH_TOKENS = 2_048;

    private final RunDirectory run;
    private final Progress progress;

    SaeSample(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /** Rows are tokens here, also of a run in which they are documents: no SAE was trained on means. */
    static RowSpec rows(RowSpec spec) {
        return new RowSpec(
                spec.pooled() ? Long.MAX_VALUE : spec.maxTokens(),
                spec.maxDocuments(),
                spec.context(),
                spec.bos(),
                spec.layout(),
                Pool.TOKEN,
                spec.keepOutliers());
    }

    /**
     * Looks at SAEs that are to encode activations that the run has stored. Where a transcoder predicts what is not stored, the
     * model makes it.
     *
     * @return by id of the set; empty if activations that are to be read are not there any more
     * @throws UserError if one does not fit the activations
     */
    Map<String, SaeCheck> check(List<CodeSet> sets, boolean acceptsMismatch, NDManager manager) throws IOException {
        StoredRows stored = StoredRows.of(run);
        if (!sets.stream().allMatch(set -> stored.hooks().contains(set.hook()))) {
            return Map.of();
        }
        Set<HookPoint> needed = new TreeSet<>();
        sets.forEach(set -> needed.addAll(Hooks.of(set)));
        boolean means = settings().pool().equals(Pool.MEAN.name());
        if (!means && !stored.hooks().containsAll(needed)) {
            return made(sets, needed, stored, acceptsMismatch, manager);
        }
        return check(sets, stored, true, means, acceptsMismatch, manager);
    }

    /** @param bos false if sequences begin without one; true also where that is not known */
    private Map<String, SaeCheck> check(
            List<CodeSet> sets, RowsAt rows, boolean bos, boolean means, boolean acceptsMismatch, NDManager manager)
            throws IOException {
        Circumstances circumstances = new Circumstances(run.model().id(), bos, means);
        return new FitCheck(circumstances, acceptsMismatch, manager, progress)
                .of(sets, set -> OwnSae.isOne(run, set.place()), rows);
    }

    private Map<String, SaeCheck> made(
            List<CodeSet> sets, Set<HookPoint> needed, StoredRows stored, boolean acceptsMismatch, NDManager manager)
            throws IOException {
        ExtractSettings settings = settings();
        ModelSpec spec = ModelSpec.of(settings);
        ModelSource source;
        try {
            source = spec.source(progress);
        } catch (UserError e) {
            progress.note("What transcoders predict is not stored in the run, and the model cannot be asked, so that"
                    + " their FVU is not known: " + e.getMessage());
            return check(sets, stored, true, false, acceptsMismatch, manager);
        }
        int blocks = Math.min(
                source.info().layers(),
                1 + needed.stream().mapToInt(HookPoint::layer).max().orElse(0));
        ExtractResult extracted = run.finished(Stages.EXTRACT).result();
        Outliers outliers = extracted.outliers();
        try (Tokenizer tokenizer = new Tokenizer(
                        spec.tokenizer(source),
                        settings.context(),
                        Bos.valueOf(settings.bos()),
                        source.info().bosToken());
                Transformer model = source.loadBlocks(manager.getDevice(), spec.dtype(), blocks)) {
            TextPart text = new TextParts(
                            new CorpusReader(RunTokens.documents(run).iterator()),
                            tokenizer,
                            rows(new RowSpec(
                                    settings.maxTokens(),
                                    settings.maxDocuments(),
                                    settings.context(),
                                    Bos.valueOf(settings.bos()),
                                    Layout.valueOf(settings.layout()),
                                    Pool.TOKEN,
                                    settings.keepOutliers())),
                            SIZE,
                            outliers != null && outliers.firstPosition())
                    .next();
            if (text == null) {
                return Map.of();
            }
            List<HookPoint> hooks = extracted.hooks();
            OutlierLimits limits = outliers == null ? OutlierLimits.none(hooks) : OutlierLimits.of(hooks, outliers);
            SampleRows rows = new SampleRows(model, text, limits, FitCheck.ROWS, BATCH_TOKENS);
            return check(
                    sets,
                    new ModelRows(source.info(), blocks, rows),
                    tokenizer.before() > 0,
                    false,
                    acceptsMismatch,
                    manager);
        }
    }

    private ExtractSettings settings() {
        return run.finished(Stages.EXTRACT).settings();
    }
}
