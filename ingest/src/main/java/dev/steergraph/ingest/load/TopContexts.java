package dev.steergraph.ingest.load;

import dev.steergraph.ingest.store.Codes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The documents on which each feature of a hook point fires most strongly, one entry a document. Memory is that of the
 * result: {@value #MOST} places for each feature.
 */
public final class TopContexts {

    /** Documents kept for a feature. */
    public static final int MOST = 10;

    private final Codes codes;
    private final int[] documentStart;
    private final float[] values;
    private final int[] documents;
    private final int[] tokens;
    private final int[] sizes;

    private TopContexts(Codes codes, int[] documentStart) {
        this.codes = codes;
        this.documentStart = documentStart;
        values = new float[codes.dSae() * MOST];
        documents = new int[codes.dSae() * MOST];
        tokens = new int[codes.dSae() * MOST];
        sizes = new int[codes.dSae()];
    }

    /**
     * @param documentStart int[documents + 1], first row of each document
     */
    public static TopContexts of(Codes codes, int[] documentStart) {
        TopContexts top = new TopContexts(codes, documentStart);
        float[] best = new float[codes.dSae()];
        int[] bestToken = new int[codes.dSae()];
        int[] touched = new int[codes.dSae()];
        for (int document = 0; document + 1 < documentStart.length; document++) {
            int n = 0;
            for (int row = documentStart[document]; row < documentStart[document + 1]; row++) {
                for (int e = codes.start(row); e < codes.start(row + 1); e++) {
                    int feature = codes.indices()[e];
                    float value = codes.values()[e];
                    if (best[feature] == 0) {
                        touched[n++] = feature;
                    }
                    if (best[feature] == 0 || value > best[feature]) {
                        best[feature] = value;
                        bestToken[feature] = row - documentStart[document];
                    }
                }
            }
            for (int i = 0; i < n; i++) {
                top.offer(touched[i], document, best[touched[i]], bestToken[touched[i]]);
                best[touched[i]] = 0;
            }
        }
        return top;
    }

    /** Keeps the places of a feature in falling order; of equal values the earlier document stays first. */
    private void offer(int feature, int document, float value, int token) {
        int base = feature * MOST;
        int at = base + sizes[feature];
        while (at > base && values[at - 1] < value) {
            at--;
        }
        if (at == base + MOST) {
            return;
        }
        int moved = Math.min(base + sizes[feature], base + MOST - 1) - at;
        System.arraycopy(values, at, values, at + 1, moved);
        System.arraycopy(documents, at, documents, at + 1, moved);
        System.arraycopy(tokens, at, tokens, at + 1, moved);
        values[at] = value;
        documents[at] = document;
        tokens[at] = token;
        sizes[feature] = Math.min(MOST, sizes[feature] + 1);
    }

    /** How many firings a feature has here. */
    int size(int feature) {
        return sizes[feature];
    }

    /** A feature's firings, strongest first; empty if it never fires. */
    public List<Firing> of(int feature) {
        List<Firing> firings = new ArrayList<>();
        for (int i = 0; i < sizes[feature]; i++) {
            int at = feature * MOST + i;
            firings.add(new Firing(i + 1, documents[at], values[at], tokens[at], activations(feature, documents[at])));
        }
        return firings;
    }

    private float[] activations(int feature, int document) {
        int first = documentStart[document];
        float[] activations = new float[documentStart[document + 1] - first];
        for (int t = 0; t < activations.length; t++) {
            int e = Arrays.binarySearch(codes.indices(), codes.start(first + t), codes.start(first + t + 1), feature);
            activations[t] = e >= 0 ? codes.values()[e] : 0;
        }
        return activations;
    }
}
