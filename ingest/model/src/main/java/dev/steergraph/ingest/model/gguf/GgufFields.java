package dev.steergraph.ingest.model.gguf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.gguf.GgufMetadata;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a header that belong to its architecture, {@code llama.block_count} and so on. What was read is known. */
final class GgufFields {

    /** Change what is computed, unless they are 0. */
    private static final Set<String> NOT_IMPLEMENTED = Set.of(
            "activation_sparsity_scale",
            "attention.clamp_kqv",
            "attention.key_length_mla",
            "attention.key_length_swa",
            "attention.kv_lora_rank",
            "attention.max_alibi_bias",
            "attention.output_scale",
            "attention.q_lora_rank",
            "attention.scale",
            "attention.shared_kv_layers",
            "attention.sliding_window",
            "attention.sliding_window_pattern",
            "attention.temperature_length",
            "attention.temperature_scale",
            "attention.value_length_mla",
            "attention.value_length_swa",
            "attn_logit_softcapping",
            "embedding_scale",
            "expert_count",
            "final_logit_softcapping",
            "full_attention_interval",
            "logit_scale",
            "nextn_predict_layers",
            "pooling_type",
            "residual_scale",
            "rope.dimension_count_swa",
            "rope.dimension_sections",
            "rope.freq_base_swa",
            "rope.scaling.alpha",
            "rope.scaling.attn_factor",
            "rope.scaling.yarn_log_multiplier",
            "swin_norm",
            "use_parallel_residual");

    /** Say nothing that the tensors do not say, or nothing about them. */
    private static final Set<String> UNUSED = Set.of(
            "expert_used_count",
            "rope.scaling.finetuned",
            "rope.scaling.original_context_length",
            "tensor_data_layout",
            "vocab_size");

    private final GgufMetadata metadata;
    private final String prefix;
    private final Set<String> read = new HashSet<>();

    GgufFields(GgufMetadata metadata) {
        this.metadata = metadata;
        prefix = metadata.architecture() + ".";
    }

    /** A whole number above 0 that has to be there, the same for all blocks. */
    int size(String key) {
        Integer size = sizeOrNone(key);
        if (size == null) {
            throw metadata.refused("has no " + prefix + key + ", without which the model's shape is not known.");
        }
        return size;
    }

    @Nullable
    Integer sizeOrNone(String key) {
        read.add(key);
        String name = prefix + key;
        if (metadata.values().get(name) instanceof List<?> each) {
            if (each.isEmpty() || Set.copyOf(each).size() != 1 || !(each.get(0) instanceof Long one)) {
                throw metadata.refused("gives " + name + " for each block, which is not implemented.");
            }
            return sized(name, one);
        }
        Number number = metadata.number(name);
        return number == null ? null : sized(name, number);
    }

    private int sized(String name, Number number) {
        if (!(number instanceof Long) || number.longValue() < 1 || number.longValue() > Integer.MAX_VALUE) {
            throw metadata.refused("gives " + name + " as " + number + ", which is no size.");
        }
        return number.intValue();
    }

    /** Tokens that sliding layers look back over; null for none, which some files write as 0. */
    @Nullable
    Integer window() {
        Number window = metadata.number(prefix + "attention.sliding_window");
        read.add("attention.sliding_window");
        return window == null || window.doubleValue() == 0 ? null : sizeOrNone("attention.sliding_window");
    }

    @Nullable
    Double number(String key) {
        read.add(key);
        Number number = metadata.number(prefix + key);
        return number == null ? null : number.doubleValue();
    }

    /** A list of true and false; null for anything else. */
    @Nullable
    List<Boolean> truths(String key) {
        if (metadata.values().get(prefix + key) instanceof List<?> list
                && list.stream().allMatch(Boolean.class::isInstance)) {
            read.add(key);
            return list.stream().map(Boolean.class::cast).toList();
        }
        return null;
    }

    double requiredNumber(String key) {
        Double number = number(key);
        if (number == null) {
            throw metadata.refused("has no " + prefix + key + ", without which the model cannot be run.");
        }
        return number;
    }

    @Nullable
    String text(String key) {
        read.add(key);
        return metadata.text(prefix + key);
    }

    /** Of several names that a value has had, the first that is there. */
    @Nullable
    Double anyNumber(String... keys) {
        Double found = null;
        for (String key : keys) {
            Double number = number(key);
            found = found == null ? number : found;
        }
        return found;
    }

    UserError refused(String rest) {
        return metadata.refused(rest);
    }

    /**
     * Looks at what was not read: refuses what would change the computation, and hands on what is not known.
     *
     * @param config where it is named, to be noted as unused
     */
    void finish(ObjectNode config) {
        for (String name : metadata.names()) {
            String key = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
            if (key.isEmpty() || read.contains(key) || UNUSED.contains(key)) {
                continue;
            }
            Object value = metadata.values().get(name);
            boolean nothing =
                    value instanceof Number number && number.doubleValue() == 0 || Boolean.FALSE.equals(value);
            if (key.equals("attention.causal") ? nothing : NOT_IMPLEMENTED.contains(key) && !nothing) {
                throw metadata.refused("says " + name + " = " + metadata.shown(name) + ", which is not implemented for "
                        + metadata.architecture() + ".");
            }
            if (!key.equals("attention.causal") && !nothing) {
                config.put(name, metadata.shown(name));
            }
        }
    }
}
