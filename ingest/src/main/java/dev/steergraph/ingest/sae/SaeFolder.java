package dev.steergraph.ingest.sae;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.store.AtomicFile;
import dev.steergraph.ingest.store.DType;
import dev.steergraph.ingest.store.Safetensors;
import dev.steergraph.ingest.store.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A folder in SAELens format (version 6): {@code cfg.json} and {@code sae_weights.safetensors}. Written and read as
 * architecture {@code jumprelu}, which is how SAELens keeps a BatchTopK SAE for inference.
 *
 * @see <a href="https://github.com/decoderesearch/SAELens">SAELens</a>
 */
public final class SaeFolder {

    public static final String CONFIG = "cfg.json";
    public static final String WEIGHTS = "sae_weights.safetensors";

    private static final ObjectMapper JSON = new ObjectMapper();

    private SaeFolder() {}

    /**
     * @param model name for SAELens' metadata
     * @param context longest sequence it was trained on
     */
    public static void write(Path folder, Sae sae, String model, HookPoint hook, int context) throws IOException {
        Safetensors.write(
                folder.resolve(WEIGHTS),
                Map.of(),
                List.of(
                        Tensor.of("W_enc", sae.wEnc(), sae.dIn(), sae.dSae()),
                        Tensor.of("W_dec", sae.wDec(), sae.dSae(), sae.dIn()),
                        Tensor.of("b_enc", sae.bEnc(), sae.dSae()),
                        Tensor.of("b_dec", sae.bDec(), sae.dIn()),
                        Tensor.of("threshold", sae.threshold(), sae.dSae())));
        ObjectNode config = JSON.createObjectNode();
        config.put("architecture", "jumprelu");
        config.put("d_in", sae.dIn());
        config.put("d_sae", sae.dSae());
        config.put("dtype", "float32");
        config.put("device", "cpu");
        config.put("apply_b_dec_to_input", false);
        config.put("normalize_activations", "none");
        config.put("reshape_activations", "none");
        ObjectNode metadata = config.putObject("metadata");
        metadata.put("model_name", model);
        metadata.put("hook_name", hook.toString());
        metadata.putNull("hook_head_index");
        metadata.put("context_size", context);
        metadata.put("prepend_bos", true);
        metadata.put("training_architecture", "batchtopk");
        byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(config);
        AtomicFile.write(folder.resolve(CONFIG), out -> out.write(bytes));
    }

    /**
     * @throws UserError if the folder is no such SAE, or its shapes contradict its cfg.json, or weights are not finite
     */
    public static Sae read(Path folder) throws IOException {
        Path configFile = folder.resolve(CONFIG);
        if (!Files.exists(configFile)) {
            throw new UserError(folder + " is no SAE in SAELens format: it has no cfg.json.");
        }
        JsonNode config;
        try {
            config = JSON.readTree(configFile.toFile());
        } catch (JsonProcessingException e) {
            throw new UserError(configFile + " is not JSON: " + e.getOriginalMessage() + ".", e);
        }
        expect(configFile, config, "architecture", "jumprelu");
        expect(configFile, config, "normalize_activations", "none");
        expect(configFile, config, "apply_b_dec_to_input", "false");
        int dIn = config.path("d_in").asInt();
        int dSae = config.path("d_sae").asInt();
        Safetensors file = Safetensors.open(folder.resolve(WEIGHTS));
        return new Sae(
                dIn,
                dSae,
                floats(file, "W_enc", dIn, dSae),
                floats(file, "W_dec", dSae, dIn),
                floats(file, "b_enc", dSae),
                floats(file, "b_dec", dIn),
                floats(file, "threshold", dSae));
    }

    private static void expect(Path file, JsonNode config, String field, String value) {
        if (!config.path(field).asText().equals(value)) {
            throw new UserError(file + ": " + field + " should be " + value + ", it is "
                    + config.path(field).asText("missing") + "; SAEs of this kind cannot be read.");
        }
    }

    private static float[] floats(Safetensors file, String name, long... shape) throws IOException {
        Tensor tensor = file.tensor(name, DType.F32, shape.length);
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new UserError(file.file() + ": " + name + " should have shape " + Arrays.toString(shape)
                    + " by cfg.json, it has " + Arrays.toString(tensor.shape()) + ".");
        }
        float[] values = new float[(int) tensor.size()];
        tensor.data().asFloatBuffer().get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new UserError(
                        file.file() + ": " + name + " holds a value that is not finite; the file is damaged.");
            }
        }
        return values;
    }
}
