package dev.steergraph.steering.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.steering.measure.TextBatch;
import java.util.List;
import java.util.Set;

/** The mean of x xᵀ over rows, with x the activations at a hook point, and the mean length of x. */
record SecondMoment(double[][] moment, double length, long rows) {

    static SecondMoment of(Transformer model, List<TextBatch> texts, HookPoint hook) {
        int d = model.info().width(hook);
        double[] sum = new double[d * d];
        double[] lengths = new double[1];
        long rows = 0;
        for (TextBatch batch : texts) {
            try (NDManager scope = model.manager().newSubManager()) {
                NDArray ids = HostArrays.copy(scope, batch.ids(), new Shape(batch.texts(), batch.length()));
                model.forward(scope, Input.of(ids), reader(hook, batch, d, sum, lengths), HookWriter.NONE);
            }
            rows += batch.rows().length;
        }
        double[][] moment = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                moment[i][j] = sum[i * d + j] / rows;
            }
        }
        return new SecondMoment(moment, lengths[0] / rows, rows);
    }

    private static HookReader reader(HookPoint wanted, TextBatch batch, int d, double[] sum, double[] lengths) {
        return new HookReader() {
            @Override
            public Set<HookPoint> hooks() {
                return Set.of(wanted);
            }

            @Override
            public void read(HookPoint hook, NDArray activations) {
                float[] all = activations.toFloatArray();
                for (long row : batch.rows()) {
                    add(all, (int) row * d, d, sum, lengths);
                }
            }
        };
    }

    private static void add(float[] x, int from, int d, double[] sum, double[] lengths) {
        double squares = 0;
        for (int i = 0; i < d; i++) {
            double value = x[from + i];
            squares += value * value;
            for (int j = 0; j < d; j++) {
                sum[i * d + j] += value * x[from + j];
            }
        }
        lengths[0] += Math.sqrt(squares);
    }
}
