package dev.steergraph.ingest.model.rope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.model.config.ModelConfig;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The object of config.json that says how positions are rotated.
 *
 * @param name for messages
 */
record RopeObject(ModelConfig config, String name, JsonNode object) {

    static final String TRAINED = "original_max_position_embeddings";

    private static final Set<String> ALWAYS =
            Set.of("rope_type", "type", "rope_theta", "partial_rotary_factor", TRAINED);

    /** What each type reads beside these. */
    private static final Map<String, Set<String>> READ = Map.of(
            "default",
            Set.of(),
            "dynamic",
            Set.of("factor"),
            "linear",
            Set.of("factor"),
            "llama3",
            Set.of("factor", "low_freq_factor", "high_freq_factor"),
            "longrope",
            Set.of("factor", "attention_factor", "short_factor", "long_factor"),
            "yarn",
            Set.of("factor", "attention_factor", "beta_fast", "beta_slow", "mscale", "mscale_all_dim", "truncate"));

    /** The types that can be run. */
    static Set<String> types() {
        return READ.keySet();
    }

    /** {@code rope_scaling} where the file has it, else {@code rope_parameters}; what is usual where it has neither. */
    static RopeObject of(ModelConfig config, RopeFields fields) {
        JsonNode scaling = config.structure("rope_scaling");
        boolean old = scaling != null && !scaling.isEmpty();
        String name = old ? "rope_scaling" : "rope_parameters";
        if (old && config.structure("rope_parameters") != null) {
            config.unused("rope_parameters");
        }
        JsonNode object = config.structure(name) == null ? fields.usual() : checked(config, name);
        for (JsonNode inside : object) {
            if (inside.isObject()) {
                throw config.refused(
                        "gives \"" + name + "\" by kind of layer, which is not implemented for this model_type.");
            }
        }
        return new RopeObject(config, name, object);
    }

    /** A field that is an object, or absent: then an empty one. */
    static JsonNode checked(ModelConfig config, String name) {
        JsonNode object = config.structure(name);
        if (object == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!object.isObject()) {
            throw config.wrong(name, "an object");
        }
        return object;
    }

    String type() {
        JsonNode type = object.get(object.has("rope_type") ? "rope_type" : "type");
        if (type == null) {
            return "default";
        }
        if (!type.isTextual()) {
            throw wrong("rope_type", type, "a text");
        }
        return type.asText();
    }

    /** @param trained tokens of the first training's texts */
    RopeScaling scaling(RopeFields fields, double trained) {
        String given = type();
        String type = fields.renamed().getOrDefault(given, given);
        if (!fields.types().contains(type)) {
            String known = String.join(", ", fields.types().stream().sorted().toList());
            throw config.refused("asks for what cannot be run: rope_type \"" + given + "\" is unknown to "
                    + config.type() + "; the types that can be run are " + known + ".");
        }
        Set<String> read = READ.getOrDefault(type, Set.of());
        object.fieldNames().forEachRemaining(key -> {
            if (!ALWAYS.contains(key)
                    && !read.contains(key)
                    && !fields.ignored().contains(key)) {
                config.unused(name + "." + key);
            }
        });
        return switch (type) {
            case "linear" -> new LinearScaling(number("factor"));
            case "dynamic" -> new DynamicScaling(number("factor"), config.size("max_position_embeddings"));
            case "llama3" ->
                new Llama3Scaling(number("factor"), number("low_freq_factor"), number("high_freq_factor"), trained);
            case "longrope" -> longRope(trained);
            case "yarn" -> yarn(trained);
            default -> new Unscaled();
        };
    }

    private RopeScaling yarn(double trained) {
        double factor = stretch(object.has("factor") && object.get("factor").isNull(), trained);
        double all = number("mscale_all_dim", 0);
        double own = number("mscale", 0);
        double usual = own > 0 && all > 0
                ? YarnScaling.sharpness(factor, own) / YarnScaling.sharpness(factor, all)
                : YarnScaling.sharpness(factor, 1);
        return new YarnScaling(
                factor,
                number("attention_factor", usual),
                number("beta_fast", 32),
                number("beta_slow", 1),
                truth("truncate", true),
                trained);
    }

    private RopeScaling longRope(double trained) {
        double factor = stretch(!object.hasNonNull("factor"), trained);
        return new LongRopeScaling(
                numbers("short_factor"),
                numbers("long_factor"),
                number("attention_factor", LongRopeScaling.sharpness(factor, trained)),
                trained);
    }

    /** @param unsaid whether the factor is to be taken from the lengths of texts */
    private double stretch(boolean unsaid, double trained) {
        return unsaid ? config.size("max_position_embeddings") / trained : number("factor");
    }

    double number(String key) {
        JsonNode value = object.get(key);
        return config.positive(value == null ? JsonNodeFactory.instance.nullNode() : value, name + "." + key);
    }

    /** @param usual where it is absent or null */
    double number(String key, double usual) {
        return object.hasNonNull(key) ? number(key) : usual;
    }

    /** The same, with a field beside the object that counts where the object has none. */
    double number(String key, @Nullable JsonNode beside, String besideName, double usual) {
        if (object.has(key)) {
            return number(key);
        }
        return beside == null ? usual : config.positive(beside, besideName);
    }

    private boolean truth(String key, boolean usual) {
        JsonNode value = object.get(key);
        if (value == null) {
            return usual;
        }
        if (!value.isBoolean()) {
            throw wrong(key, value, "true or false");
        }
        return value.asBoolean();
    }

    private float[] numbers(String key) {
        JsonNode list = object.path(key);
        if (!list.isArray()) {
            throw wrong(key, list, "a list of numbers");
        }
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) config.positive(list.get(i), name + "." + key);
        }
        return numbers;
    }

    private UserError wrong(String key, JsonNode value, String expected) {
        return config.wrong(name + "." + key, value, expected);
    }
}
