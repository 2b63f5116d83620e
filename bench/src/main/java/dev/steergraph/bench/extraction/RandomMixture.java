package dev.steergraph.bench.extraction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.bench.extraction.RandomDecoder.Sizes;
import dev.steergraph.bench.extraction.RandomFiles.Fill;
import dev.steergraph.bench.extraction.RandomFiles.Tensor;
import java.util.Map;
import java.util.Set;

/**
 * What random decoders have that are mixtures of experts or have DeltaNets. The experts together are as wide as the
 * feed-forward layer of the others; a DeltaNet's values are as wide as the residual stream, its keys half as wide.
 */
final class RandomMixture {

    private static final int EXPERTS = 16;
    private static final int CHOSEN = 4;
    private static final int TAPS = 4;

    /** Every so many layers one has attention. */
    private static final int INTERVAL = 4;

    private static final Set<String> DELTA = Set.of("qwen3_5_text", "qwen3_5_moe_text");
    private static final Set<String> MIXTURES = Set.of("qwen3_moe", "gpt_oss", "qwen3_5_moe_text");

    private RandomMixture() {}

    static boolean isDeltaNet(String type, int layer) {
        return DELTA.contains(type) && (layer + 1) % INTERVAL != 0;
    }

    static boolean hasExperts(String type) {
        return MIXTURES.contains(type);
    }

    /** Whether the attention's heads are gated: {@code q_proj} has the gates too. */
    static boolean isGated(String type) {
        return DELTA.contains(type);
    }

    static void config(String type, ObjectNode config, Sizes sizes) {
        if (hasExperts(type)) {
            config.put(type.equals("gpt_oss") ? "num_local_experts" : "num_experts", EXPERTS);
            config.put("num_experts_per_tok", CHOSEN);
            config.put(type.equals("gpt_oss") ? "intermediate_size" : "moe_intermediate_size", width(sizes));
            config.put("shared_expert_intermediate_size", width(sizes));
            config.put("norm_topk_prob", true);
        }
        if (DELTA.contains(type)) {
            config.put("linear_num_value_heads", valueHeads(sizes));
            config.put("linear_num_key_heads", valueHeads(sizes) / 2);
            config.put("linear_value_head_dim", sizes.headWidth());
            config.put("linear_key_head_dim", sizes.headWidth());
            config.put("linear_conv_kernel_dim", TAPS);
        }
    }

    static void deltaNet(Map<String, Tensor> tensors, String at, Sizes sizes) {
        long heads = valueHeads(sizes);
        long values = heads * sizes.headWidth();
        matrix(tensors, at + "in_proj_qkv.weight", 2 * values, sizes.width());
        matrix(tensors, at + "in_proj_z.weight", values, sizes.width());
        matrix(tensors, at + "in_proj_b.weight", heads, sizes.width());
        matrix(tensors, at + "in_proj_a.weight", heads, sizes.width());
        matrix(tensors, at + "conv1d.weight", 2 * values, 1, TAPS);
        matrix(tensors, at + "out_proj.weight", sizes.width(), values);
        tensors.put(at + "norm.weight", new Tensor(Fill.ONES, sizes.headWidth()));
        tensors.put(at + "A_log", new Tensor(Fill.ZEROS, heads));
        tensors.put(at + "dt_bias", new Tensor(Fill.ONES, heads));
    }

    static void experts(String type, Map<String, Tensor> tensors, String at, Sizes sizes) {
        if (type.equals("gpt_oss")) {
            packed(tensors, at, sizes);
            return;
        }
        long d = sizes.width();
        long f = width(sizes);
        matrix(tensors, at + "gate.weight", EXPERTS, d);
        for (int expert = 0; expert < EXPERTS; expert++) {
            gated(tensors, at + "experts." + expert + ".", f, d);
        }
        if (type.equals("qwen3_5_moe_text")) {
            matrix(tensors, at + "shared_expert_gate.weight", 1, d);
            gated(tensors, at + "shared_expert.", f, d);
        }
    }

    /** Not as MXFP4, which transformers' peer would have to unpack. */
    private static void packed(Map<String, Tensor> tensors, String at, Sizes sizes) {
        long d = sizes.width();
        long f = width(sizes);
        matrix(tensors, at + "router.weight", EXPERTS, d);
        matrix(tensors, at + "router.bias", EXPERTS);
        matrix(tensors, at + "experts.gate_up_proj", EXPERTS, d, 2 * f);
        matrix(tensors, at + "experts.gate_up_proj_bias", EXPERTS, 2 * f);
        matrix(tensors, at + "experts.down_proj", EXPERTS, f, d);
        matrix(tensors, at + "experts.down_proj_bias", EXPERTS, d);
    }

    private static void gated(Map<String, Tensor> tensors, String at, long f, long d) {
        matrix(tensors, at + "gate_proj.weight", f, d);
        matrix(tensors, at + "up_proj.weight", f, d);
        matrix(tensors, at + "down_proj.weight", d, f);
    }

    private static void matrix(Map<String, Tensor> tensors, String name, long... shape) {
        tensors.put(name, new Tensor(Fill.RANDOM, shape));
    }

    private static int width(Sizes sizes) {
        return sizes.feedForward() / EXPERTS;
    }

    private static int valueHeads(Sizes sizes) {
        return 2 * Math.max(1, sizes.width() / sizes.headWidth() / 2);
    }
}
