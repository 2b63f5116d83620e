package dev.steergraph.ingest.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an SAE's reconstruction moves when activations f of some features are changed: decode(f') − decode(f), on the device. Added
 * to the activations it leaves alone what the SAE does not reconstruct.
 *
 * <p>Letters: n rows, m features that are changed.
 */
public final class CodeShift implements AutoCloseable {

    private final Sae sae;
    private final NDManager manager;
    private final Kernels kernels;
    private final @Nullable SaeEncoder encoder;
    private final NDArray chosen;
    private final NDArray keep;
    private final NDArray add;
    private final NDArray directions;

    /**
     * What becomes of a feature: f' = max(0, keep·f + add).
     *
     * @param feature its index
     */
    public record Move(int feature, float keep, float add) {}

    private CodeShift(Sae sae, List<Move> moves, boolean encodes, NDManager parent) throws IOException {
        this.sae = sae;
        manager = parent.newSubManager();
        try {
            kernels = Kernels.beside(CodeShift.class, manager);
            encoder = encodes ? new SaeEncoder(sae, manager) : null;
            int m = moves.size();
            int d = sae.dOut();
            long[] features = new long[m];
            float[] kept = new float[m];
            float[] added = new float[m];
            float[] rows = new float[m * d];
            for (int i = 0; i < m; i++) {
                features[i] = moves.get(i).feature();
                kept[i] = moves.get(i).keep();
                added[i] = moves.get(i).add();
                System.arraycopy(Directions.of(sae, moves.get(i).feature()), 0, rows, i * d, d);
            }
            chosen = HostArrays.copy(manager, features);
            keep = HostArrays.copy(manager, kept);
            add = HostArrays.copy(manager, added);
            directions = HostArrays.copy(manager, rows, new Shape(m, d));
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Of features whose activations are found by encoding. @param parent its device does the work */
    public static CodeShift encoding(Sae sae, List<Move> moves, NDManager parent) throws IOException {
        return new CodeShift(sae, moves, true, parent);
    }

    /** The same where f' − f is known beforehand and nothing need be encoded: {@code add} of each move. */
    public static CodeShift constant(Sae sae, List<Move> moves, NDManager parent) throws IOException {
        return new CodeShift(sae, moves, false, parent);
    }

    /** Whether what a change of f adds to the activations is the same for all of them: whether the SAE takes off no norm of theirs. */
    public static boolean isLinear(Sae sae) {
        return switch (sae.normalization()) {
            case NONE, EXPECTED_AVERAGE_ONLY_IN -> true;
            case CONSTANT_NORM_RESCALE, LAYER_NORM -> false;
        };
    }

    /**
     * @param scope owns what comes back
     * @param x F32[n, d_in], as the SAE reads it
     * @return F32[n, d_out]
     */
    public NDArray of(NDManager scope, NDArray x) {
        try (NDManager inside = scope.newSubManager()) {
            NDArray moved;
            if (encoder == null) {
                moved = kernels.call(inside, "repeated", add, x.getShape().get(0));
            } else {
                NDArray[] active = encoder.active(x, inside);
                moved = kernels.call(inside, "moved", active[0], active[1], active[2], chosen, keep, add);
            }
            NDArray shift = kernels.call(inside, "matmul", moved, directions);
            NDArray done =
                    switch (sae.normalization()) {
                        case NONE, EXPECTED_AVERAGE_ONLY_IN -> shift;
                        case CONSTANT_NORM_RESCALE ->
                            kernels.call(inside, "constant_norm_out", shift, prepared(x, inside));
                        case LAYER_NORM -> kernels.call(inside, "by_std", shift, prepared(x, inside));
                    };
            done.attach(scope);
            return done;
        }
    }

    private NDArray prepared(NDArray x, NDManager scope) {
        return SaeEncoder.prepared(sae.preparation(), kernels, x, scope);
    }

    @Override
    public void close() {
        if (encoder != null) {
            encoder.close();
        }
        kernels.close();
        manager.close();
    }
}
