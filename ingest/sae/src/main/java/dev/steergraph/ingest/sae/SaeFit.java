package dev.steergraph.ingest.sae;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.ingest.model.engine.HostArrays;
import java.io.IOException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How well an SAE fits rows.
 *
 * @param rows so many
 * @param fvu fraction of variance unexplained, Σ‖y − ŷ‖² / Σ‖y − mean‖², where y is what is reconstructed: the rows
 *     themselves or, of a transcoder, what it predicts. It is 1 − explained variance as SAELens' evaluation has it. Nothing
 *     where rows do not vary or are not finite
 * @param l0 mean number of active features a row
 */
public record SaeFit(int rows, OptionalDouble fvu, double l0) {

    /** Less variance than this share of the squares is what rounding leaves of rows that are all the same. */
    private static final double LEAST = 1e-12;

    /** Measures on a device, with one SAE. */
    public static final class Meter implements AutoCloseable {

        private final Sae sae;
        private final NDManager manager;
        private final SaeReconstructor reconstructor;
        private final Preparation seen;

        /** @param parent its device does the work */
        public Meter(Sae sae, NDManager parent) throws IOException {
            this.sae = sae;
            manager = parent.newSubManager();
            reconstructor = new SaeReconstructor(sae, manager);
            // What the SAE does not see is not its to reconstruct.
            seen = new Preparation(
                    sae.transcoding() == null && sae.preparation().centered(), 1);
        }

        /**
         * @param read rows that the SAE reads, at least one
         * @param target what it is to make of each; null if that is not at hand
         */
        public SaeFit of(ActivationRows read, @Nullable ActivationRows target) {
            int dIn = sae.dIn();
            int dOut = sae.dOut();
            float[] x = new float[reconstructor.blockRows() * dIn];
            float[] y = new float[dOut];
            double[] sum = new double[dOut];
            double squares = 0;
            double error = 0;
            long active = 0;
            for (int from = 0; from < read.rows(); from += reconstructor.blockRows()) {
                int n = Math.min(reconstructor.blockRows(), read.rows() - from);
                for (int row = 0; row < n; row++) {
                    read.copy(from + row, x, row * dIn);
                }
                float[] made;
                try (NDManager scope = manager.newSubManager()) {
                    SaeReconstructor.Block block =
                            reconstructor.block(scope, HostArrays.copy(scope, x, new Shape(n, dIn)));
                    active += block.active();
                    made = block.made().toFloatArray();
                }
                for (int row = 0; target != null && row < n; row++) {
                    target.copy(from + row, y, 0);
                    seen.apply(y);
                    for (int i = 0; i < dOut; i++) {
                        double difference = (double) y[i] - made[row * dOut + i];
                        error += difference * difference;
                        squares += (double) y[i] * y[i];
                        sum[i] += y[i];
                    }
                }
            }
            double variance = squares;
            for (double each : sum) {
                variance -= each * each / read.rows();
            }
            double fvu = error / variance;
            return new SaeFit(
                    read.rows(),
                    variance > LEAST * squares && Double.isFinite(fvu)
                            ? OptionalDouble.of(fvu)
                            : OptionalDouble.empty(),
                    (double) active / read.rows());
        }

        @Override
        public void close() {
            reconstructor.close();
            manager.close();
        }
    }
}
