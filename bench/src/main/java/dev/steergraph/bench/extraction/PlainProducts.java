package dev.steergraph.bench.extraction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.bench.harness.Measurement;
import java.util.ArrayList;
import java.util.List;

/** The matrix products of a block and nothing else: what the machine and its library can reach at best. */
final class PlainProducts implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager();
    private final Geometry geometry;
    private final long tokens;
    private final List<NDArray> inputs = new ArrayList<>();
    private final List<NDArray> weights = new ArrayList<>();

    PlainProducts(Geometry geometry, long tokens) {
        this.geometry = geometry;
        this.tokens = tokens;
        for (int[] matrix : geometry.matrices()) {
            inputs.add(manager.randomUniform(-1, 1, new Shape(tokens, matrix[0])));
            weights.add(manager.randomUniform(-1, 1, new Shape(matrix[0], matrix[1])));
        }
    }

    Measurement measure(String side, int repeats) {
        long start = System.nanoTime();
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (int i = 0; i < inputs.size(); i++) {
                inputs.get(i).matMul(weights.get(i)).close();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measurement(side, (double) repeats * tokens, seconds, geometry.gigaflopOfMatrices(), "");
    }

    @Override
    public void close() {
        manager.close();
    }
}
