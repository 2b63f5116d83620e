package dev.steergraph.steering.measure;

/**
 * What a model predicts after each of n rows, p unsteered and q steered, in nats.
 *
 * @param kl double[n], KL(p‖q)
 * @param nll double[n], −log q of the token that follows; NaN where none does
 * @param target double[n], log q of some tokens together
 */
public record Predictions(double[] kl, double[] nll, double[] target) {

    private static final int COLUMNS = 3;

    /** @param found float[n·3] @param next -1 where no token follows */
    static Predictions of(float[] found, int[] next) {
        int n = next.length;
        Predictions made = new Predictions(new double[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++) {
            made.kl[i] = found[i * COLUMNS];
            made.nll[i] = next[i] < 0 ? Double.NaN : found[i * COLUMNS + 1];
            made.target[i] = found[i * COLUMNS + 2];
        }
        return made;
    }
}
