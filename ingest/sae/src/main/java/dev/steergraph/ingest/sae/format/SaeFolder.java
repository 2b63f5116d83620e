package dev.steergraph.ingest.sae.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.FileFault;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Sae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A published SAE on disk, in whatever form; and ours, which is SAELens' (version 6). */
public final class SaeFolder {

    public static final String CONFIG = "cfg.json";
    public static final String WEIGHTS = "sae_weights.safetensors";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SaeFolder() {}

    /**
     * Reads a folder or file of any published form. Matrices are mapped, not read.
     *
     * @throws UserError if it is of no form that is known, or damaged
     */
    public static Sae read(Path path) throws IOException {
        return FileFault.reading(path, () -> sae(path));
    }

    private static Sae sae(Path path) throws IOException {
        Path place = place(path);
        Optional<SaeFormat> format = SaeFormat.of(place);
        if (format.isPresent()) {
            return format.get().read(place);
        }
        if (Files.isRegularFile(path)) {
            SaeFormat.requireWhole(path);
            LooseFile.requireGemmaScope(path);
            return GemmaScope.read(path);
        }
        throw new UserError(path + (Files.isDirectory(path) ? " holds no SAE" : " is no folder") + SaeFormat.EXPECTED);
    }

    /** The folder of a file that is part of an SAE of several files, or of one that has a folder of its own. */
    private static Path place(Path path) {
        return Files.isRegularFile(path) ? SaeFormat.folderOf(path) : path;
    }

    /** The file whose content tells one SAE from another. */
    public static Path weights(Path path) {
        Path place = place(path);
        return SaeFormat.of(place)
                .map(format -> format.form().weights(place))
                .orElse(Files.isRegularFile(path) ? path : path.resolve(WEIGHTS));
    }

    /**
     * Writes what SAELens itself loads: {@code jumprelu} or {@code topk}.
     *
     * @param trainedAs SAELens' name of the architecture in training
     */
    public static void write(Path folder, Sae sae, String trainedAs) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(Tensor.of("W_enc", Sae.values(sae.encoder()), sae.dIn(), sae.dSae()));
        tensors.add(Tensor.of("W_dec", Sae.values(sae.decoder()), sae.dSae(), sae.dIn()));
        tensors.add(Tensor.of("b_dec", sae.decoderBias(), sae.dIn()));
        ObjectNode config = JSON.createObjectNode();
        if (sae.gate() instanceof Gate.Jump jump && jump.scale() == null) {
            config.put("architecture", "jumprelu");
            tensors.add(Tensor.of("b_enc", jump.bias(), sae.dSae()));
            tensors.add(Tensor.of("threshold", jump.threshold(), sae.dSae()));
        } else if (sae.gate() instanceof Gate.TopK topK && topK.scale() == null) {
            config.put("architecture", "topk").put("k", topK.k()).put("rescale_acts_by_decoder_norm", false);
            tensors.add(Tensor.of("b_enc", topK.bias(), sae.dSae()));
        } else {
            throw new IllegalArgumentException("only what is trained here is written, no " + sae.gate());
        }
        config.put("d_in", sae.dIn());
        config.put("d_sae", sae.dSae());
        config.put("dtype", "float32");
        config.put("device", "cpu");
        config.put("apply_b_dec_to_input", sae.subtractsDecoderBias());
        config.put("normalize_activations", sae.normalization().toString());
        config.put("reshape_activations", "none");
        ObjectNode metadata = config.putObject("metadata");
        metadata.put("sae_lens_version", "6.0.0");
        metadata.put("model_name", sae.origin().model());
        metadata.put("hook_name", sae.origin().hook());
        metadata.putNull("hook_head_index");
        metadata.put("context_size", sae.origin().context());
        metadata.put("prepend_bos", !Boolean.FALSE.equals(sae.origin().prependBos()));
        metadata.put("training_architecture", trainedAs);
        Safetensors.write(folder.resolve(WEIGHTS), Map.of(), tensors);
        byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(config);
        AtomicFile.write(folder.resolve(CONFIG), out -> out.write(bytes));
    }

    static JsonNode json(Path file) {
        return FileFault.reading(file, () -> parse(file));
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new UserError(file + " is not JSON: " + e.getOriginalMessage() + ".", e);
        }
    }
}
