package dev.steergraph.bench.extraction;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookReader;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/** Our forward passes over random ids, the activations copied to the heap, as extraction does. */
final class ExtractionPasses implements AutoCloseable {

    private final Transformer model;
    private final double gigaflop;
    private final Map<HookPoint, float[]> read = new HashMap<>();
    private final int batch;
    private final int context;
    private final long[] ids;

    /** @param gigaflop of a token, by the number of blocks that it passes; see {@link Measurement} */
    ExtractionPasses(
            Path folder,
            IntToDoubleFunction gigaflop,
            Precision precision,
            List<Integer> layers,
            int batch,
            int context,
            int vocabulary)
            throws IOException {
        model = ModelSource.folder("random", folder).load(Device.cpu(), precision);
        this.batch = batch;
        this.context = context;
        for (int layer : layers) {
            if (layer >= model.info().layers()) {
                model.close();
                throw new UserError("Layer " + layer + " is out of range: the model has layers 0 to "
                        + (model.info().layers() - 1) + "; change --layers.");
            }
            read.put(
                    HookPoint.residPost(layer),
                    new float[batch * context * model.info().dModel()]);
        }
        ids = new SplittableRandom(0)
                .longs((long) batch * context, 0, vocabulary)
                .toArray();
        int blocks = 1 + read.keySet().stream().mapToInt(HookPoint::layer).max().orElse(-1);
        this.gigaflop = gigaflop.applyAsDouble(blocks);
    }

    Measurement measure(String side, int passes) {
        long start = System.nanoTime();
        for (int pass = 0; pass < passes; pass++) {
            forward();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double tokens = (double) passes * batch * context;
        return new Measurement(side, tokens, seconds, gigaflop, "");
    }

    private void forward() {
        Set<HookPoint> hooks = read.keySet().stream().collect(Collectors.toUnmodifiableSet());
        try (NDManager scope = model.manager().newSubManager()) {
            model.forward(scope, HostArrays.copy(scope, ids, new Shape(batch, context)), new HookReader() {
                @Override
                public Set<HookPoint> hooks() {
                    return hooks;
                }

                @Override
                public void read(HookPoint hook, NDArray activations) {
                    activations
                            .toByteBuffer(true)
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer()
                            .get(read.get(hook));
                }
            });
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
