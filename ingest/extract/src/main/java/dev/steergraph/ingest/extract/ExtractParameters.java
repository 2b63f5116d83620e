package dev.steergraph.ingest.extract;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code extract} is to do.
 *
 * @param device {@code auto}, {@code cpu}, {@code gpu:N}, or several, which share the documents: {@code gpu:0,gpu:1}
 * @param batchTokens tokens that go through the model at once; 0 for what suits the device
 * @param saes encode the activations while the model runs; with {@link SaeSpec#NONE} activations are all that is written
 * @param keepActivations whether they are written also where they are encoded at once
 */
public record ExtractParameters(
        ModelSpec model,
        HookSpec hooks,
        CorpusSpec corpus,
        RowSpec rows,
        String device,
        int batchTokens,
        SaeSpec saes,
        boolean keepActivations) {

    /** Activations alone. */
    public ExtractParameters(
            ModelSpec model, HookSpec hooks, CorpusSpec corpus, RowSpec rows, String device, int batchTokens) {
        this(model, hooks, corpus, rows, device, batchTokens, SaeSpec.NONE, true);
    }

    boolean keepsActivations() {
        return saes.isEmpty() || keepActivations;
    }

    /**
     * Everything that decides the result; device and batches are left out, so that a run can move to another machine.
     *
     * @param context as resolved for the model
     */
    Map<String, String> settings(String corpusName, List<HookPoint> hookPoints, int context) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("model", model.name());
        if (model.revision() != null) {
            settings.put("revision", model.revision());
        }
        settings.put("dtype", model.dtype().toString());
        settings.put("hooks", hookPoints.toString());
        settings.put("corpus", corpusName);
        settings.put("field", corpus.field());
        settings.put("categoryField", String.valueOf(corpus.categoryField()));
        settings.put("wholeFiles", Boolean.toString(corpus.wholeFiles()));
        settings.put("maxTokens", Long.toString(rows.maxTokens()));
        settings.put("maxDocuments", Long.toString(rows.maxDocuments()));
        settings.put("context", Integer.toString(context));
        settings.put("bos", rows.bos().name());
        settings.put("layout", rows.layout().name());
        settings.put("pool", rows.pool().name());
        settings.put("seed", Long.toString(corpus.seed()));
        return settings;
    }
}
