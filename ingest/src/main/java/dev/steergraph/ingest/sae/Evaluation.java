package dev.steergraph.ingest.sae;

import java.io.IOException;

/**
 * How well an SAE does on rows it was not trained on.
 *
 * @param l0 mean number of active features a row
 * @param explainedVariance 1 − E‖x − x̂‖² / Σ_d Var(x_d)
 * @param rows evaluated
 */
public record Evaluation(double l0, double explainedVariance, int rows) {

    /** Decodes codes of rows {@code from}.. and compares them with the activations. */
    public static Evaluation of(Sae sae, ActivationRows rows, int from, SaeEncoder.Codes codes) throws IOException {
        SaeDecoder decoder = new SaeDecoder(sae);
        int d = sae.dIn();
        int n = codes.indptr().length - 1;
        float[] x = new float[d];
        float[] decoded = new float[d];
        double[] sum = new double[d];
        double[] squares = new double[d];
        double error = 0;
        for (int r = 0; r < n; r++) {
            rows.copy(from + r, x, 0);
            decoder.decode(codes, r, x, decoded);
            for (int i = 0; i < d; i++) {
                double difference = x[i] - decoded[i];
                error += difference * difference;
                sum[i] += x[i];
                squares[i] += (double) x[i] * x[i];
            }
        }
        double variance = 0;
        for (int i = 0; i < d; i++) {
            variance += squares[i] - sum[i] * sum[i] / n;
        }
        return new Evaluation((double) codes.features().length / n, 1 - error / variance, n);
    }
}
