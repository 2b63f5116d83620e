package dev.steergraph.ingest.sae;

/** The two loops over rows of float matrices that training spends its time in, with plain arrays. The JIT vectorises axpy; dot it does not, so its eight sums keep the additions independent. */
public final class Vectors {

    private Vectors() {}

    /** Σ a[i]·b[i] over n elements, in eight partial sums that are added in a fixed order. */
    public static float dot(float[] a, int aStart, float[] b, int bStart, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (; i + 8 <= n; i += 8) {
            int p = aStart + i;
            int q = bStart + i;
            s0 += a[p] * b[q];
            s1 += a[p + 1] * b[q + 1];
            s2 += a[p + 2] * b[q + 2];
            s3 += a[p + 3] * b[q + 3];
            s4 += a[p + 4] * b[q + 4];
            s5 += a[p + 5] * b[q + 5];
            s6 += a[p + 6] * b[q + 6];
            s7 += a[p + 7] * b[q + 7];
        }
        float sum = (s0 + s1) + (s2 + s3) + ((s4 + s5) + (s6 + s7));
        for (; i < n; i++) {
            sum += a[aStart + i] * b[bStart + i];
        }
        return sum;
    }

    /** y += s·x over n elements. */
    public static void axpy(float s, float[] x, int xStart, float[] y, int yStart, int n) {
        for (int i = 0; i < n; i++) {
            y[yStart + i] += s * x[xStart + i];
        }
    }
}
