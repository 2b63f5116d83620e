package dev.steergraph.ingest.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How positions are rotated. Transformers 5 keeps all of it in {@code rope_parameters}; where older fields stand in the
 * file too, the order is its own: {@code rope_scaling} takes the place of {@code rope_parameters}, and what that object
 * does not say is taken from the fields beside it.
 *
 * @param type {@code default}, {@code linear}, {@code dynamic} or {@code llama3}
 * @param theta base of the frequencies
 * @param fraction of each head that is rotated
 * @param factor by which positions are stretched; 1 where the type has none
 * @param lowFrequency of llama3; 1 elsewhere
 * @param highFrequency of llama3; 1 elsewhere
 * @param trained positions that the model was first trained on
 * @see <a href="https://github.com/huggingface/transformers">transformers</a>, {@code modeling_rope_utils.py}
 */
public record RopeParameters(
        String type,
        double theta,
        double fraction,
        double factor,
        double lowFrequency,
        double highFrequency,
        double trained) {

    private static final double THETA = 10_000;
    private static final String TRAINED = "original_max_position_embeddings";

    private static final Set<String> ALWAYS =
            Set.of("rope_type", "type", "rope_theta", "partial_rotary_factor", TRAINED);

    /** What each type reads beside these. */
    private static final Map<String, Set<String>> READ = Map.of(
            "default", Set.of(),
            "dynamic", Set.of("factor"),
            "linear", Set.of("factor"),
            "llama3", Set.of("factor", "low_freq_factor", "high_freq_factor"));

    /** Adds the fields of Llama and its descendants to a table. */
    public static FieldTable addTo(FieldTable table) {
        return table.structure("rope_parameters", "rotation of positions")
                .older("rope_scaling", "takes the place of rope_parameters")
                .older("rope_theta", "base of the frequencies, if rope_parameters has none")
                .older("partial_rotary_factor", "rotated part of a head, if rope_parameters has none")
                .older(TRAINED, "positions of the first training, for llama3");
    }

    /** Of Llama and its descendants, where whole heads are rotated. */
    public static RopeParameters of(ModelConfig config) {
        RopeParameters rope = of(config, "rope_theta", "partial_rotary_factor", 1);
        if (rope.fraction == 1) {
            return rope;
        }
        if (!rope.type.equals("default")) {
            throw config.refused("says \"partial_rotary_factor\": " + rope.fraction
                    + ", which is not implemented for this model_type; 1 is.");
        }
        // So it is in transformers: its plain rotation of these models does not look at the field.
        config.unused("partial_rotary_factor");
        return new RopeParameters(rope.type, rope.theta, 1, 1, 1, 1, rope.trained);
    }

    /**
     * @param thetaField beside the object, for theta
     * @param fractionField beside the object, for the rotated part
     * @param usualFraction where neither says it
     */
    public static RopeParameters of(ModelConfig config, String thetaField, String fractionField, double usualFraction) {
        Place place = Place.of(config);
        String type = place.type();
        if (!READ.containsKey(type)) {
            throw config.refused("asks for what cannot be run: rope_type \"" + type
                    + "\" is unknown; default, linear, dynamic and llama3 can be run.");
        }
        place.noteUnused(READ.get(type));
        boolean scaled = !type.equals("default");
        boolean llama3 = type.equals("llama3");
        JsonNode trained = config.structure(TRAINED);
        double positions = config.size("max_position_embeddings");
        return new RopeParameters(
                type,
                place.number("rope_theta", config.structure(thetaField), thetaField, THETA),
                place.number("partial_rotary_factor", config.structure(fractionField), fractionField, usualFraction),
                scaled ? place.number("factor") : 1,
                llama3 ? place.number("low_freq_factor") : 1,
                llama3 ? place.number("high_freq_factor") : 1,
                trained != null ? config.positive(trained, TRAINED) : place.number(TRAINED, null, TRAINED, positions));
    }

    /** The object that counts. @param name of its field */
    private record Place(
            ModelConfig config, String name, @Nullable JsonNode object) {

        static Place of(ModelConfig config) {
            JsonNode scaling = config.structure("rope_scaling");
            boolean old = scaling != null && !scaling.isEmpty();
            String name = old ? "rope_scaling" : "rope_parameters";
            JsonNode object = old ? scaling : config.structure(name);
            if (old && config.structure("rope_parameters") != null) {
                config.unused("rope_parameters");
            }
            if (object != null && !object.isObject()) {
                throw config.refused(
                        "should give an object for \"" + name + "\"; it gives " + Config.shown(object) + ".");
            }
            if (object != null) {
                for (JsonNode inside : object) {
                    if (inside.isObject()) {
                        throw config.refused("gives \"" + name
                                + "\" by kind of layer, which is not implemented for this model_type.");
                    }
                }
            }
            return new Place(config, name, object);
        }

        String type() {
            JsonNode type = object == null ? null : object.get(object.has("rope_type") ? "rope_type" : "type");
            if (type == null) {
                return "default";
            }
            if (!type.isTextual()) {
                throw config.refused(
                        "should give a text for \"" + name + ".rope_type\"; it gives " + Config.shown(type) + ".");
            }
            return type.asText();
        }

        double number(String key) {
            JsonNode value = object == null ? null : object.get(key);
            return config.positive(value == null ? ModelConfig.nothing() : value, name + "." + key);
        }

        double number(String key, @Nullable JsonNode beside, String besideName, double usual) {
            if (object != null && object.has(key)) {
                return number(key);
            }
            return beside == null ? usual : config.positive(beside, besideName);
        }

        void noteUnused(Set<String> read) {
            if (object != null) {
                object.fieldNames().forEachRemaining(key -> {
                    if (!ALWAYS.contains(key) && !read.contains(key)) {
                        config.unused(name + "." + key);
                    }
                });
            }
        }
    }
}
