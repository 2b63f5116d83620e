package dev.steergraph.ingest.sae.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.sae.Preparation;
import dev.steergraph.ingest.sae.catalogue.Catalogue;
import dev.steergraph.ingest.sae.catalogue.SaeEntry;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a SAELens {@code cfg.json} says of how the SAE was made: fields that decide what it reads. What cannot be done as
 * it was done then is refused by name.
 *
 * @param preparation what activations of the plain model have to undergo
 */
record SaeMaking(Preparation preparation) {

    /** Options of TransformerLens' from_pretrained that leave the hook points that can be read as they are, but for these. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "attn_implementation",
            "cache_dir",
            "center_unembed",
            "default_padding_side",
            "default_prepend_bos",
            "device",
            "device_map",
            "dtype",
            "fold_ln",
            "fold_value_biases",
            "local_files_only",
            "low_cpu_mem_usage",
            "move_to_device",
            "n_devices",
            "refactor_factored_attn_matrices",
            "token",
            "torch_dtype",
            "trust_remote_code",
            "use_safetensors");

    /** At these hook points these change what is read, where a model has biases or a gain to fold. */
    private static final Map<String, Set<String>> FOLDED = Map.of(
            "attn.hook_z", Set.of("fold_value_biases", "refactor_factored_attn_matrices"),
            "mlp.hook_in", Set.of("fold_ln"));

    private static final String OPTIONS = "model_from_pretrained_kwargs";

    /** @throws UserError if it is a transcoder of an older form, reads a single head, or a model that cannot be had */
    static SaeMaking read(Path file, JsonNode config) {
        JsonNode told = config.has("metadata") ? config.get("metadata") : config;
        refuseTranscoder(file, config, told);
        refuseFolded(file, told);
        for (String field : new String[] {"hook_head_index", "hook_point_head_index"}) {
            if (told.hasNonNull(field)) {
                throw new UserError(file + ": the SAE reads head " + told.get(field) + " alone (" + field
                        + "), which is not supported; give an SAE that reads the whole hook point.");
            }
        }
        boolean centered = centered(file, told.path(OPTIONS)) || Catalogue.get().isCentered(file);
        boolean scaled = isScaled(config.path("normalize_activations"));
        float factor = Catalogue.get()
                .at(file)
                .flatMap(SaeEntry::factor)
                .filter(known -> scaled)
                .orElse(1f);
        return new SaeMaking(new Preparation(centered, factor));
    }

    private static boolean isScaled(JsonNode normalization) {
        return normalization.isBoolean()
                ? normalization.asBoolean()
                : normalization.asText().equals("expected_average_only_in");
    }

    private static boolean centered(Path file, JsonNode options) {
        boolean centered = false;
        for (Iterator<String> names = options.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            JsonNode value = options.get(name);
            if (name.equals("center_writing_weights")) {
                if (!value.isBoolean()) {
                    throw new UserError(
                            file + ": " + OPTIONS + "." + name + " should be true or false, it is " + value + ".");
                }
                centered = value.asBoolean();
            } else if (!value.isNull() && !WITHOUT_EFFECT.contains(name)) {
                throw new UserError(file + ": the SAE was made on a model loaded with \"" + name + "\": " + value + " ("
                        + OPTIONS + "), which is not supported; give another SAE.");
            }
        }
        return centered;
    }

    private static void refuseFolded(Path file, JsonNode told) {
        String read = text(told, "hook_name", "hook_point");
        FOLDED.forEach((hook, options) -> {
            for (String option : options) {
                if (read != null
                        && read.endsWith("." + hook)
                        && told.path(OPTIONS).path(option).asBoolean()) {
                    throw new UserError(file + ": the SAE reads " + read + " of a model loaded with \"" + option
                            + "\": true (" + OPTIONS + "), where that is another tensor; give another SAE.");
                }
            }
        });
    }

    /** Those that name an architecture of their own are read; older ones only say so, in several ways. */
    private static void refuseTranscoder(Path file, JsonNode config, JsonNode told) {
        if (config.path("architecture").asText().endsWith("transcoder")) {
            return;
        }
        String read = text(told, "hook_name", "hook_point");
        String predicted = text(told, "hook_name_out", "out_hook_point");
        boolean said = told.path("is_transcoder").asBoolean()
                || config.path("is_transcoder").asBoolean();
        boolean other = predicted != null && !predicted.equals(read);
        boolean wider = config.hasNonNull("d_out")
                && config.path("d_out").asInt() != config.path("d_in").asInt();
        if (said || other || wider) {
            throw new UserError(file + " is a transcoder" + (other ? " from " + read + " to " + predicted : "")
                    + ", which is no autoencoder; give an SAE.");
        }
    }

    private static @Nullable String text(JsonNode told, String name, String older) {
        return told.path(name).asText(told.path(older).asText(null));
    }
}
