package dev.steergraph.analytics.exchange.delphi;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * {@code config.json} beside delphi's cached latents.
 *
 * @param nTokens tokens of all sequences, padding included
 * @param nSplits files of latents
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonPropertyOrder(alphabetic = true)
record DelphiConfig(
        int batchSize,
        int cacheCtxLen,
        int ctxLen,
        String datasetColumn,
        String datasetName,
        String datasetRepo,
        String datasetSplit,
        String modelName,
        int nSplits,
        long nTokens) {

    /**
     * Which model read which texts.
     *
     * @param model as transformers finds it
     * @param corpus name of the data set
     * @param column of its texts
     */
    record Origin(String model, String corpus, String column) {}

    static DelphiConfig of(Origin origin, SequenceLayout layout, int splits) {
        return new DelphiConfig(
                1,
                layout.context(),
                layout.context(),
                origin.column(),
                "",
                origin.corpus(),
                "train",
                origin.model(),
                splits,
                layout.sequences() * (long) layout.context());
    }
}
