package dev.steergraph.core.feature;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.RowCodes;
import dev.steergraph.core.run.DocumentTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The documents on which each feature of a set fires most strongly, one entry a document. */
public final class TopContexts {

    /** Documents kept for a feature. */
    public static final int MOST = FeatureStatistics.MOST;

    private final FeatureStatistics statistics;
    private final RowCodes codes;
    private final DocumentTokens documents;

    /**
     * @param statistics of the codes
     * @param documents whose rows they are
     */
    public TopContexts(FeatureStatistics statistics, RowCodes codes, DocumentTokens documents) {
        this.statistics = statistics;
        this.codes = codes;
        this.documents = documents;
    }

    /** Those of codes in memory. */
    public static TopContexts of(Codes codes, DocumentTokens tokens) {
        int[] documents = new int[codes.rows()];
        for (int document = 0; document < tokens.documents(); document++) {
            Arrays.fill(documents, tokens.firstRow(document), tokens.firstRow(document + 1), document);
        }
        StatisticsBuilder builder = new StatisticsBuilder(codes.dSae());
        builder.add(codes, documents);
        return new TopContexts(builder.build(), codes, tokens);
    }

    /** How many features there are. */
    public int features() {
        return statistics.features();
    }

    /** How a feature's values are distributed over all rows. */
    public ActivationHistogram activations(int feature) {
        return statistics.activations(feature);
    }

    /** How many firings a feature has here. */
    public int size(int feature) {
        return statistics.topSize()[feature];
    }

    /** A feature's firings, strongest first; empty if it never fires. */
    public List<ContextActivation> of(int feature) {
        List<ContextActivation> firings = new ArrayList<>();
        for (int i = 0; i < size(feature); i++) {
            int at = feature * MOST + i;
            int document = statistics.topDocument()[at];
            firings.add(new ContextActivation(
                    i + 1,
                    document,
                    statistics.topValue()[at],
                    documents.place((int) statistics.topRow()[at]),
                    activations(feature, document)));
        }
        return firings;
    }

    private float[] activations(int feature, int document) {
        float[] activations = new float[documents.length(document)];
        for (int row = documents.firstRow(document); row < documents.firstRow(document + 1); row++) {
            activations[documents.place(row)] = codes.value(row, feature);
        }
        return activations;
    }
}
