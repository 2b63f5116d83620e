package dev.steergraph.ingest.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.engine.StoredArrays;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Encodes activations and decodes them again, on the device. {@link SaeDecoder} does the same from codes, on the host. */
public final class SaeReconstructor implements AutoCloseable {

    private final Sae sae;
    private final NDManager manager;
    private final Kernels kernels;
    private final SaeEncoder encoder;
    private final NDArray decoder;
    private final NDArray decoderBias;
    private final @Nullable NDArray scale;
    private final @Nullable NDArray skip;

    /** @param parent its device does the work */
    public SaeReconstructor(Sae sae, NDManager parent) throws IOException {
        this.sae = sae;
        manager = parent.newSubManager();
        kernels = Kernels.beside(SaeReconstructor.class, manager);
        encoder = new SaeEncoder(sae, manager);
        decoder = StoredArrays.toDevice(manager, sae.decoder());
        decoderBias = HostArrays.copy(manager, sae.decoderBias());
        scale = sae.scale() == null ? null : HostArrays.copy(manager, sae.scale());
        Transcoding transcoding = sae.transcoding();
        skip = transcoding == null || transcoding.skip() == null
                ? null
                : StoredArrays.toDevice(manager, transcoding.skip());
    }

    /**
     * x̂ of rows, in the units of x, or what a transcoder predicts of them; where the SAE's input is centred the result is so too.
     *
     * @param scope owns what comes back
     * @param x F32[n, d_in]
     * @return F32[n, d_out]
     */
    public NDArray reconstruct(NDManager scope, NDArray x) {
        long n = x.getShape().get(0);
        if (n <= encoder.blockRows()) {
            return block(scope, x).made();
        }
        try (NDManager inside = scope.newSubManager()) {
            NDList blocks = new NDList();
            for (long from = 0; from < n; from += encoder.blockRows()) {
                NDArray rows = x.get(from + ":" + Math.min(n, from + encoder.blockRows()));
                rows.attach(inside);
                blocks.add(block(inside, rows).made());
            }
            NDArray all = NDArrays.concat(blocks, 0);
            all.attach(scope);
            return all;
        }
    }

    /** Rows at a time. */
    int blockRows() {
        return encoder.blockRows();
    }

    /**
     * Some rows.
     *
     * @param made F32[n, d_out]
     * @param active features in all of them
     */
    record Block(NDArray made, long active) {}

    /** @param owner of what comes back */
    Block block(NDManager owner, NDArray x) {
        try (NDManager scope = owner.newSubManager()) {
            NDArray[] active = encoder.active(x, scope);
            NDArray codes = scale == null ? active[2] : kernels.call(scope, "unscaled", active[2], active[1], scale);
            NDArray decoded = kernels.call(scope, "decode", active[0], active[1], codes, decoder, decoderBias);
            if (skip != null) {
                decoded = kernels.call(scope, "add_product", decoded, x, skip);
            }
            NDArray seen = encoder.prepared(x, scope);
            NDArray made =
                    switch (sae.normalization()) {
                        case NONE, EXPECTED_AVERAGE_ONLY_IN -> decoded;
                        case CONSTANT_NORM_RESCALE -> kernels.call(scope, "constant_norm_out", decoded, seen);
                        case LAYER_NORM -> kernels.call(scope, "layer_norm_out", decoded, seen);
                    };
            float factor = sae.preparation().factor();
            if (factor != 1) {
                made = kernels.call(scope, "times", made, 1 / factor);
            }
            made.attach(owner);
            return new Block(made, active[2].size());
        }
    }

    @Override
    public void close() {
        encoder.close();
        kernels.close();
        manager.close();
    }
}
