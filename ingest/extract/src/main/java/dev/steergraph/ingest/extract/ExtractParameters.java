package dev.steergraph.ingest.extract;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import java.util.List;
import java.util.Optional;

/**
 * What {@code extract} is to do.
 *
 * @param hooks where activations are read; nothing for where the SAEs read
 * @param device {@code auto}, {@code cpu}, {@code gpu:N}, or several, which share the documents: {@code gpu:0,gpu:1}
 * @param batchTokens tokens that go through the model at once; 0 for what suits the device
 * @param saes encode the activations while the model runs; with {@link SaeSpec#NONE} activations are all that is written
 * @param keepActivations whether they are written also where they are encoded at once
 * @param acceptsSize whether it begins even where the disk is surely too small
 */
public record ExtractParameters(
        ModelSpec model,
        Optional<HookSpec> hooks,
        CorpusSpec corpus,
        RowSpec rows,
        String device,
        int batchTokens,
        SaeSpec saes,
        boolean keepActivations,
        boolean acceptsSize) {

    /** Where the disk must be large enough. */
    public ExtractParameters(
            ModelSpec model,
            Optional<HookSpec> hooks,
            CorpusSpec corpus,
            RowSpec rows,
            String device,
            int batchTokens,
            SaeSpec saes,
            boolean keepActivations) {
        this(model, hooks, corpus, rows, device, batchTokens, saes, keepActivations, false);
    }

    /** The same, begun even where the disk is surely too small. */
    public ExtractParameters acceptingSize(boolean accepted) {
        return new ExtractParameters(model, hooks, corpus, rows, device, batchTokens, saes, keepActivations, accepted);
    }

    /** Activations alone. */
    public ExtractParameters(
            ModelSpec model, HookSpec hooks, CorpusSpec corpus, RowSpec rows, String device, int batchTokens) {
        this(model, Optional.of(hooks), corpus, rows, device, batchTokens, SaeSpec.NONE, true);
    }

    boolean keepsActivations() {
        return saes.isEmpty() || keepActivations;
    }

    /**
     * Everything that decides the result; device and batches are left out, so that a run can move to another machine.
     *
     * @param context as resolved for the model
     */
    ExtractSettings settings(String corpusName, List<HookPoint> hookPoints, int context) {
        return new ExtractSettings(
                model.name(),
                model.revision(),
                model.tokenizer(),
                model.dtype().toString(),
                hookPoints,
                corpusName,
                corpus.field(),
                corpus.categoryField(),
                corpus.wholeFiles(),
                rows.maxTokens(),
                rows.maxDocuments(),
                context,
                rows.bos().name(),
                rows.layout().name(),
                rows.pool().name(),
                corpus.seed(),
                rows.keepOutliers());
    }
}
