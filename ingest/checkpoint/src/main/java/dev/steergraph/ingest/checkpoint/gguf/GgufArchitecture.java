package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What llama.cpp's converter did to the tensors of each architecture, by {@code general.architecture}. */
enum GgufArchitecture {
    LLAMA(TensorNames.LLAMA, GgufArchitecture::turned),
    QWEN2(TensorNames.LLAMA, GgufArchitecture::asItIs),
    QWEN3(TensorNames.LLAMA.and(TensorNames.HEAD_NORMS), GgufArchitecture::asItIs),
    GEMMA2(TensorNames.GEMMA2, GgufArchitecture::lessOne),
    GEMMA3(TensorNames.GEMMA2.and(TensorNames.HEAD_NORMS), GgufArchitecture::lessOne),
    GPT2(TensorNames.GPT2, GgufArchitecture::transposed);

    private final TensorNames names;
    private final Layout layout;

    /** Undoes what was done to a tensor. */
    private interface Layout {
        StoredTensor huggingFace(GgufMetadata metadata, String name, StoredTensor tensor);
    }

    GgufArchitecture(TensorNames names, Layout layout) {
        this.names = names;
        this.layout = layout;
    }

    /** @throws dev.steergraph.core.UserError if it is none that can be run; the sentence lists these */
    static GgufArchitecture of(GgufMetadata metadata) {
        String name = metadata.architecture();
        return Arrays.stream(values())
                .filter(architecture -> architecture.text().equals(name))
                .findFirst()
                .orElseThrow(() -> metadata.refused("is of the architecture \"" + GgufInput.shown(name)
                        + "\"; those that can be run from a GGUF file are "
                        + Arrays.stream(values()).map(GgufArchitecture::text).collect(Collectors.joining(", "))
                        + "."));
    }

    /** As it stands in the file. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Hugging Face's name of a tensor; null for one that the architecture does not have. */
    @Nullable
    String huggingFace(String name) {
        return names.huggingFace(name).orElse(null);
    }

    /** A tensor in Hugging Face's layout. */
    StoredTensor huggingFace(GgufMetadata metadata, String name, StoredTensor tensor) {
        return layout.huggingFace(metadata, name, tensor);
    }

    private static StoredTensor asItIs(GgufMetadata metadata, String name, StoredTensor tensor) {
        return tensor;
    }

    private static StoredTensor turned(GgufMetadata metadata, String name, StoredTensor tensor) {
        String module = TensorNames.module(name);
        if (!module.equals("attn_q") && !module.equals("attn_k")) {
            return tensor;
        }
        Integer heads = metadata.whole("llama.attention.head_count");
        Integer groups = metadata.whole("llama.attention.head_count_kv");
        Integer count = module.equals("attn_q") || groups == null ? heads : groups;
        if (count == null || count < 1 || tensor.shape()[0] % (2L * count) != 0) {
            throw metadata.refused("has tensor \"" + GgufInput.shown(name) + "\" with " + tensor.shape()[0]
                    + " rows for " + count + " heads; each head should have an even number of rows.");
        }
        return new RegroupedRows(tensor, count);
    }

    private static StoredTensor lessOne(GgufMetadata metadata, String name, StoredTensor tensor) {
        return name.endsWith("norm.weight") ? new LessOne(tensor) : tensor;
    }

    private static StoredTensor transposed(GgufMetadata metadata, String name, StoredTensor tensor) {
        boolean matrix = name.startsWith("blk.") && tensor.shape().length == 2;
        return matrix ? new Transposed(tensor) : tensor;
    }
}
