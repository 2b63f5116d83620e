package dev.steergraph.ingest.corpus.batch;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.corpus.tokenizer.Bos;

/**
 * How documents become sequences and rows.
 *
 * @param maxTokens rows wanted; whole documents are taken until there are that many
 * @param maxDocuments documents wanted at most
 * @param context longest sequence, special tokens included; 0 for the usual one
 * @param keepOutliers whether tokens of extraordinary norm are rows, or parts of means, all the same
 */
public record RowSpec(
        long maxTokens, long maxDocuments, int context, Bos bos, Layout layout, Pool pool, boolean keepOutliers) {

    private static final int DEFAULT_CONTEXT = 256;
    private static final int MIN_CONTEXT = 8;

    /** How documents lie in sequences. */
    public enum Layout {
        /** Each document is a sequence, cut where it is longer than the context. */
        CUT,
        /** Each document is a sequence, or several where it is longer than the context. */
        SPLIT,
        /** Documents follow each other in sequences that are as long as the context. */
        PACK
    }

    /** What becomes a row. */
    public enum Pool {
        TOKEN,
        MEAN
    }

    /** @throws UserError if a number is out of range, or the choices exclude each other */
    public RowSpec {
        if (maxTokens < 1 || maxDocuments < 1) {
            throw new UserError("The numbers of tokens and documents must be at least 1.").in("tokens", "documents");
        }
        if (layout == Layout.PACK && pool == Pool.MEAN) {
            throw new UserError(
                            "Packing documents and pooling them exclude each other: a mean is over a document by itself.")
                    .in("pack", "pool");
        }
    }

    /** Without outliers. */
    public RowSpec(long maxTokens, long maxDocuments, int context, Bos bos, Layout layout, Pool pool) {
        this(maxTokens, maxDocuments, context, bos, layout, pool, false);
    }

    /** One row per token, documents apart. */
    public static RowSpec tokens(long maxTokens) {
        return new RowSpec(maxTokens, Long.MAX_VALUE, 0, Bos.AUTO, Layout.CUT, Pool.TOKEN);
    }

    public boolean pooled() {
        return pool == Pool.MEAN;
    }

    /**
     * The longest sequence for a model.
     *
     * @param modelContext tokens that the model can read at once
     * @throws UserError if the model cannot read that many tokens
     */
    public int context(String model, int modelContext) {
        int chosen = context == 0 ? Math.min(DEFAULT_CONTEXT, modelContext) : context;
        if (chosen < Math.min(MIN_CONTEXT, modelContext) || chosen > modelContext) {
            throw new UserError("A context of " + chosen + " tokens is out of range: " + model + " reads " + MIN_CONTEXT
                            + " to " + modelContext + " tokens.")
                    .in("context");
        }
        return chosen;
    }
}
