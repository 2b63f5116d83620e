package dev.steergraph.ingest.sae;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steergraph.core.codes.ActivationRows;
import java.io.IOException;

/**
 * How well an SAE does on rows, best those it was not trained on. Of a transcoder x is what it predicts.
 *
 * @param l0 mean number of active features a row
 * @param explainedVariance 1 − E‖x − x̂‖² / Σ_d Var(x_d)
 * @param reconstructionBias E‖x̂‖² / E[x·x̂]: below 1 where reconstructions are too short
 * @param silentFraction of all features, those that are active on none of the rows; {@code silentShare} in files
 * @param rows evaluated
 */
public record Evaluation(
        double l0,
        double explainedVariance,
        double reconstructionBias,
        @JsonProperty("silentShare") double silentFraction,
        int rows) {

    private static final int BLOCK = 8192;

    /** Encodes and decodes rows and compares. */
    public static Evaluation of(Sae sae, ActivationRows rows, NDManager manager) throws IOException {
        return of(sae, rows, rows, manager);
    }

    /**
     * The same where what is made of rows is compared with others, as with what a transcoder predicts.
     *
     * @param rows that are encoded
     * @param targets one for each
     */
    public static Evaluation of(Sae sae, ActivationRows rows, ActivationRows targets, NDManager manager)
            throws IOException {
        int n = rows.rows();
        int d = sae.dOut();
        SaeDecoder decoder = new SaeDecoder(sae);
        Preparation asSeen =
                new Preparation(targets == rows && sae.preparation().centered(), 1);
        float[] read = new float[sae.dIn()];
        float[] x = new float[d];
        float[] decoded = new float[d];
        double[] sum = new double[d];
        double[] squares = new double[d];
        boolean[] fired = new boolean[sae.dSae()];
        double error = 0;
        double length = 0;
        double product = 0;
        long active = 0;
        try (SaeEncoder encoder = new SaeEncoder(sae, manager)) {
            for (int start = 0; start < n; start += BLOCK) {
                SaeEncoder.Codes codes = encoder.encode(rows, start, Math.min(n, start + BLOCK));
                active += codes.features().length;
                for (int feature : codes.features()) {
                    fired[feature] = true;
                }
                for (int r = 0; r < codes.indptr().length - 1; r++) {
                    rows.copy(start + r, read, 0);
                    targets.copy(start + r, x, 0);
                    decoder.decode(codes, r, read, decoded);
                    // What the SAE does not see is not its to reconstruct.
                    asSeen.apply(x);
                    for (int i = 0; i < d; i++) {
                        double difference = x[i] - decoded[i];
                        error += difference * difference;
                        length += (double) decoded[i] * decoded[i];
                        product += (double) x[i] * decoded[i];
                        sum[i] += x[i];
                        squares[i] += (double) x[i] * x[i];
                    }
                }
            }
        }
        double variance = 0;
        for (int i = 0; i < d; i++) {
            variance += squares[i] - sum[i] * sum[i] / n;
        }
        int silent = 0;
        for (boolean feature : fired) {
            silent += feature ? 0 : 1;
        }
        return new Evaluation(
                (double) active / n, 1 - error / variance, length / product, (double) silent / sae.dSae(), n);
    }
}
