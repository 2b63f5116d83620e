package dev.steergraph.ingest.sae.training;

/**
 * Codes of a batch in compressed rows, and the same entries listed by feature.
 *
 * @param indptr int[B + 1]
 * @param features int[nnz], ascending in each row
 * @param values float[nnz]
 */
record SparseBatch(int[] indptr, int[] features, float[] values) {

    /** Joins rows. */
    static SparseBatch of(int[][] features, float[][] values) {
        int[] indptr = new int[features.length + 1];
        for (int r = 0; r < features.length; r++) {
            indptr[r + 1] = indptr[r] + features[r].length;
        }
        int[] flatFeatures = new int[indptr[features.length]];
        float[] flatValues = new float[flatFeatures.length];
        for (int r = 0; r < features.length; r++) {
            System.arraycopy(features[r], 0, flatFeatures, indptr[r], features[r].length);
            System.arraycopy(values[r], 0, flatValues, indptr[r], values[r].length);
        }
        return new SparseBatch(indptr, flatFeatures, flatValues);
    }

    int rows() {
        return indptr.length - 1;
    }

    int size() {
        return features.length;
    }

    /**
     * The entries of each feature in row order.
     *
     * @param start int[d_sae + 1]
     * @param rows int[nnz]
     * @param entries int[nnz], positions in the batch's arrays
     */
    record ByFeature(int[] start, int[] rows, int[] entries) {}

    /** A counting sort by feature; stable, so rows stay in order. */
    ByFeature byFeature(int dSae) {
        int[] start = new int[dSae + 1];
        for (int feature : features) {
            start[feature + 1]++;
        }
        for (int f = 0; f < dSae; f++) {
            start[f + 1] += start[f];
        }
        int[] next = start.clone();
        int[] rows = new int[features.length];
        int[] entries = new int[features.length];
        for (int row = 0; row < rows(); row++) {
            for (int e = indptr[row]; e < indptr[row + 1]; e++) {
                int at = next[features[e]]++;
                rows[at] = row;
                entries[at] = e;
            }
        }
        return new ByFeature(start, rows, entries);
    }
}
