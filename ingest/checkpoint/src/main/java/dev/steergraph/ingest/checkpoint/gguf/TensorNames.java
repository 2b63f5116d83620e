package dev.steergraph.ingest.checkpoint.gguf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hugging Face's names for ggml's, of one architecture.
 *
 * @param outside of the blocks, modules by ggml's names
 * @param block what the names of a block's modules begin with; {@code %d} is its number
 * @param inside a block, modules by ggml's names
 */
record TensorNames(Map<String, String> outside, String block, Map<String, String> inside) {

    private static final Pattern IN_BLOCK = Pattern.compile("blk\\.(0|[1-9]\\d{0,3})\\.([a-z_]+)\\.(weight|bias)");
    private static final Pattern OUTSIDE = Pattern.compile("([a-z_]+)\\.(weight|bias)");

    static final TensorNames LLAMA = new TensorNames(
            Map.of("token_embd", "model.embed_tokens", "output_norm", "model.norm", "output", "lm_head"),
            "model.layers.%d.",
            Map.of(
                    "attn_norm", "input_layernorm",
                    "attn_q", "self_attn.q_proj",
                    "attn_k", "self_attn.k_proj",
                    "attn_v", "self_attn.v_proj",
                    "attn_output", "self_attn.o_proj",
                    "ffn_norm", "post_attention_layernorm",
                    "ffn_gate", "mlp.gate_proj",
                    "ffn_up", "mlp.up_proj",
                    "ffn_down", "mlp.down_proj"));

    static final TensorNames GEMMA2 = LLAMA.and(Map.of(
            "post_attention_norm", "post_attention_layernorm",
            "ffn_norm", "pre_feedforward_layernorm",
            "post_ffw_norm", "post_feedforward_layernorm"));

    static final TensorNames GPT2 = new TensorNames(
            Map.of(
                    "token_embd", "transformer.wte",
                    "position_embd", "transformer.wpe",
                    "output_norm", "transformer.ln_f",
                    "output", "lm_head"),
            "transformer.h.%d.",
            Map.of(
                    "attn_norm", "ln_1",
                    "attn_qkv", "attn.c_attn",
                    "attn_output", "attn.c_proj",
                    "ffn_norm", "ln_2",
                    "ffn_up", "mlp.c_fc",
                    "ffn_down", "mlp.c_proj"));

    /** The norms of heads, before the rotation. */
    static final Map<String, String> HEAD_NORMS =
            Map.of("attn_q_norm", "self_attn.q_norm", "attn_k_norm", "self_attn.k_norm");

    /** The same with others in a block; one that is there already gets the new name. */
    TensorNames and(Map<String, String> modules) {
        Map<String, String> all = new LinkedHashMap<>(inside);
        all.putAll(modules);
        return new TensorNames(outside, block, all);
    }

    /** What Hugging Face calls a tensor; nothing for one that the architecture does not have. */
    Optional<String> huggingFace(String name) {
        Matcher in = IN_BLOCK.matcher(name);
        if (in.matches() && inside.containsKey(in.group(2))) {
            String prefix = String.format(block, Integer.parseInt(in.group(1)));
            return Optional.of(prefix + inside.get(in.group(2)) + "." + in.group(3));
        }
        Matcher out = OUTSIDE.matcher(name);
        return out.matches() && outside.containsKey(out.group(1))
                ? Optional.of(outside.get(out.group(1)) + "." + out.group(2))
                : Optional.empty();
    }

    /** The module's own name, such as {@code attn_q}. */
    static String module(String name) {
        Matcher in = IN_BLOCK.matcher(name);
        return in.matches() ? in.group(2) : name.replaceFirst("\\.[a-z]+$", "");
    }
}
