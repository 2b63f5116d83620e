package dev.steergraph.ingest.model.block;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.engine.Kernels;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * The kernels that multiply with weights. On x86 processors, in float32, they are oneDNN's on weights that were packed
 * once for its loops; everywhere else PyTorch's own. The four products of a block of GPT-2 small took 7% less time packed,
 * on 2,048 rows and two cores with AVX2.
 */
public final class Products {

    /** A hint: what packed weights are best for. Extraction's batches have as many. */
    private static final int ROWS = 2_048;

    private static final Set<String> X86 = Set.of("amd64", "x86_64");

    private final NDManager manager;
    private final Kernels kernels;
    private final boolean packed;

    private Products(NDManager manager, Kernels kernels, boolean packed) {
        this.manager = manager;
        this.kernels = kernels;
        this.packed = packed;
    }

    /** @param manager owns packed weights @param plain takes weights as they are */
    public static Products of(NDManager manager, Kernels plain, Precision precision) throws IOException {
        boolean x86 = X86.contains(System.getProperty("os.arch").toLowerCase(Locale.ROOT));
        if (x86 && precision == Precision.F32 && !manager.getDevice().isGpu()) {
            try {
                return new Products(manager, Kernels.beside(Products.class, "packed.py", manager), true);
            } catch (EngineException e) {
                // A PyTorch that was built without oneDNN does not know the operators.
                return new Products(manager, plain, false);
            }
        }
        return new Products(manager, plain, false);
    }

    /** PyTorch's own, for weights of which more than products is wanted. */
    public static Products plain(NDManager manager, Kernels kernels) {
        return new Products(manager, kernels, false);
    }

    /** The plain kernels, on the same weight. @param weight [out, in], which others hold too */
    public static Linear shared(Kernels plain, NDArray weight) {
        return new Linear(plain, plain, weight, plain.nothing());
    }

    /** Whether weights are copied on their way into a layer, so that where they were read to is free again. */
    public boolean packs() {
        return packed;
    }

    /** @param weight [out, in], used up @param bias [out], or no elements */
    public Linear linear(Kernels plain, NDArray weight, NDArray bias) {
        if (!packed) {
            return new Linear(plain, plain, weight, bias);
        }
        NDArray own = kernels.call(manager, "pack", weight, ROWS);
        weight.close();
        return new Linear(plain, kernels, own, bias);
    }
}
