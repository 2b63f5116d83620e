package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.NamedTensors;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The tensors of a GGUF file with the names and in the layout of Hugging Face's files. */
public final class GgufCheckpoint {

    /** Factors of the rotation's wave lengths, which belong to the configuration. */
    public static final String ROPE_FACTORS = "rope_freqs.weight";

    /** What llama.cpp does not use either: the rotation of old files, and what else is in those of several modalities. */
    private static final Pattern UNUSED = Pattern.compile("blk\\.\\d+\\.attn_rot_embd\\.weight|(v|mm)\\..*");

    private GgufCheckpoint() {}

    /**
     * The tensors.
     *
     * @throws UserError if the architecture cannot be run, or has no such tensor as one of them
     */
    public static Checkpoint of(GgufFile file) {
        GgufMetadata metadata = file.metadata();
        GgufArchitecture architecture = GgufArchitecture.of(metadata);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, StoredTensor> tensor : file.tensors().entrySet()) {
            String name = tensor.getKey();
            if (name.equals(ROPE_FACTORS) || UNUSED.matcher(name).matches()) {
                continue;
            }
            String known = architecture.huggingFace(name);
            if (known == null) {
                throw metadata.refused("has tensor \"" + GgufInput.shown(name) + "\", which is not implemented for "
                        + architecture.text() + "; the model is a variant that cannot be run.");
            }
            tensors.put(known, architecture.huggingFace(metadata, name, tensor.getValue()));
        }
        return new NamedTensors(file.path(), tensors);
    }
}
