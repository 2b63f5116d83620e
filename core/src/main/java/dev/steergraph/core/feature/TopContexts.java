package dev.steergraph.core.feature;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.RowCodes;
import java.util.ArrayList;
import java.util.List;

/** The documents on which each feature of a set fires most strongly, one entry a document. */
public final class TopContexts {

    /** Documents kept for a feature. */
    public static final int MOST = FeatureStatistics.MOST;

    private final FeatureStatistics statistics;
    private final RowCodes codes;
    private final int[] documentStart;

    /**
     * @param statistics of the codes
     * @param documentStart int[documents + 1], first row of each document
     */
    public TopContexts(FeatureStatistics statistics, RowCodes codes, int[] documentStart) {
        this.statistics = statistics;
        this.codes = codes;
        this.documentStart = documentStart;
    }

    /** Those of codes in memory. */
    public static TopContexts of(Codes codes, int[] documentStart) {
        int[] documents = new int[codes.rows()];
        for (int document = 0; document + 1 < documentStart.length; document++) {
            for (int row = documentStart[document]; row < documentStart[document + 1]; row++) {
                documents[row] = document;
            }
        }
        StatisticsBuilder builder = new StatisticsBuilder(codes.dSae());
        builder.add(codes, documents);
        return new TopContexts(builder.build(), codes, documentStart);
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
            int first = documentStart[document];
            firings.add(new ContextActivation(
                    i + 1,
                    document,
                    statistics.topValue()[at],
                    statistics.topRow()[at] - first,
                    activations(feature, document)));
        }
        return firings;
    }

    private float[] activations(int feature, int document) {
        int first = documentStart[document];
        float[] activations = new float[documentStart[document + 1] - first];
        for (int t = 0; t < activations.length; t++) {
            activations[t] = codes.value(first + t, feature);
        }
        return activations;
    }
}
