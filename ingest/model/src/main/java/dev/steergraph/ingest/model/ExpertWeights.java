package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.checkpoint.TensorPart;
import dev.steergraph.ingest.model.block.Experts;
import dev.steergraph.ingest.model.block.Gating;
import dev.steergraph.ingest.model.block.GroupedLinear;
import dev.steergraph.ingest.model.block.Linear;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.block.Router;
import dev.steergraph.ingest.model.config.ExpertCounts;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.engine.StoredArrays;
import java.io.IOException;
import java.util.List;

/**
 * Brings the experts of mixtures to the device: all of a layer as one array [E, out, in] in the model's precision, expert by
 * expert, in whatever form the checkpoint has them. An expert's gate comes before its up.
 */
final class ExpertWeights {

    private final Weights weights;
    private final Kernels kernels;
    private final int experts;
    private final int chosen;
    private final long f;
    private final long d;

    /** @param f width of an expert */
    ExpertWeights(Weights weights, ExpertCounts counts, long f, long d) throws IOException {
        this.weights = weights;
        kernels = weights.beside(Mlp.class, "mixture.py");
        experts = counts.experts();
        chosen = counts.chosen();
        this.f = f;
        this.d = d;
    }

    /** @param module with {@code .weight} [E, d] and, where it is said to have one, {@code .bias} [E] */
    Router router(String module, boolean biased, Router.Rule rule) throws IOException {
        Kernels plain = weights.kernels();
        NDArray bias = biased ? weights.wide(module + ".bias", experts) : plain.nothing();
        return new Router(
                kernels, new Linear(plain, plain, weights.wide(module + ".weight", experts, d), bias), chosen, rule);
    }

    /**
     * Of Qwen: fused, {@code gate_up_proj} [E, 2f, d] and {@code down_proj} [E, d, f], or a module for each expert's
     * {@code gate_proj}, {@code up_proj} and {@code down_proj}.
     *
     * @param at such as {@code layers.0.mlp.experts.}
     */
    Experts rows(String at, Gating gating) throws IOException {
        boolean fused = weights.has(at + "gate_up_proj");
        if (!fused) {
            // Refuses a wrong width before room is made for all of them.
            weights.stored(at + "0.gate_proj.weight", f, d);
        }
        NDArray gateAndUp = fused
                ? stack(whole(at + "gate_up_proj", experts, 2 * f, d), 2 * f * d)
                : stack(
                        e -> List.of(
                                array(at + e + ".gate_proj.weight", f, d), array(at + e + ".up_proj.weight", f, d)),
                        2 * f * d);
        NDArray down = fused
                ? stack(whole(at + "down_proj", experts, d, f), d * f)
                : stack(e -> List.of(array(at + e + ".down_proj.weight", d, f)), d * f);
        return experts(
                gateAndUp, weights.kernels().nothing(), down, weights.kernels().nothing(), gating);
    }

    /**
     * Of gpt-oss: {@code gate_up_proj} [E, d, 2f], whose columns are a gate, an up, a gate, and so on, {@code down_proj}
     * [E, f, d], and a bias of each; or both packed as MXFP4 with their last two dimensions the other way round.
     */
    Experts columns(String at, Gating gating) throws IOException {
        boolean packed = weights.has(at + "gate_up_proj_blocks");
        NDArray gateAndUp = packed
                ? stack(apart(weights.packed(at + "gate_up_proj", experts, 2 * f, d), "pairs_apart"), 2 * f * d)
                : stack(apart(weights.stored(at + "gate_up_proj", experts, d, 2 * f), "columns_apart"), 2 * f * d);
        NDArray down = packed
                ? stack(apart(weights.packed(at + "down_proj", experts, d, f), "as_it_is"), d * f)
                : stack(apart(weights.stored(at + "down_proj", experts, f, d), "transposed"), d * f);
        NDArray gateBias = stack(apart(weights.stored(at + "gate_up_proj_bias", experts, 2 * f), "pairs_apart"), 2 * f);
        NDArray bias = stack(whole(at + "down_proj_bias", experts, d), d);
        return experts(gateAndUp, gateBias, down, bias, gating);
    }

    private Experts experts(NDArray gateAndUp, NDArray gateBias, NDArray down, NDArray bias, Gating gating) {
        return new Experts(
                new GroupedLinear(kernels, shaped(gateAndUp, 2 * f, d), shaped(gateBias, 2 * f)),
                new GroupedLinear(kernels, shaped(down, d, f), shaped(bias, d)),
                gating);
    }

    /** Arrays on the device, F32, that follow each other in an expert's place. */
    private interface Source {
        List<NDArray> of(int expert) throws IOException;
    }

    private Source whole(String name, long... shape) throws IOException {
        return apart(weights.stored(name, shape), "as_it_is");
    }

    /** @param kernel that puts an expert's elements in order */
    private Source apart(StoredTensor all, String kernel) {
        return e -> {
            NDManager manager = weights.manager();
            try (NDArray read = StoredArrays.toDevice(manager, TensorPart.of(all, e))) {
                return List.of(kernels.call(manager, kernel, read));
            }
        };
    }

    private NDArray array(String name, long out, long in) throws IOException {
        return StoredArrays.toDevice(weights.manager(), weights.stored(name, out, in));
    }

    /** Flat, in the model's precision. @param each elements of an expert */
    private NDArray stack(Source source, long each) throws IOException {
        Kernels plain = weights.kernels();
        NDManager manager = weights.manager();
        NDArray room = plain.call(
                manager,
                "room",
                plain.nothing(),
                experts * each,
                weights.precision().scalarType());
        for (int e = 0; e < experts; e++) {
            long at = e * each;
            for (NDArray piece : source.of(e)) {
                try (piece;
                        NDArray flat = piece.reshape(new Shape(piece.size()))) {
                    plain.call(manager, "fill", room, at, flat).close();
                    at += flat.size();
                }
            }
        }
        return room;
    }

    private NDArray shaped(NDArray flat, long... each) {
        if (flat.isEmpty()) {
            return flat;
        }
        try (flat) {
            return flat.reshape(new Shape(experts).addAll(new Shape(each)));
        }
    }
}
