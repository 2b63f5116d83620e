package dev.steergraph.ingest.model.rope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steergraph.ingest.model.config.FieldTable;
import java.util.Map;
import java.util.Set;

/**
 * Where an architecture's config.json says how positions are rotated, besides {@code rope_parameters} and {@code
 * rope_scaling}.
 *
 * @param theta field of the frequencies' base, if the object has none
 * @param fraction field of the rotated part of a head, if the object has none
 * @param usualTheta where neither says it
 * @param usualFraction where neither says it
 * @param types that the architecture takes
 * @param renamed types that it understands as others
 * @param usual the object where the file has none
 * @param ignored what the object may hold beside, which changes nothing
 */
public record RopeFields(
        String theta,
        String fraction,
        double usualTheta,
        double usualFraction,
        Set<String> types,
        Map<String, String> renamed,
        JsonNode usual,
        Set<String> ignored) {

    /** Where files that have no object say all of it beside. */
    public RopeFields(
            String theta,
            String fraction,
            double usualTheta,
            double usualFraction,
            Set<String> types,
            Map<String, String> renamed) {
        this(
                theta,
                fraction,
                usualTheta,
                usualFraction,
                types,
                renamed,
                JsonNodeFactory.instance.objectNode(),
                Set.of());
    }

    /** Of Llama and its descendants. */
    public static final RopeFields LLAMA = of("rope_theta", "partial_rotary_factor", 10_000, 1);

    public static RopeFields of(String theta, String fraction, double usualTheta, double usualFraction) {
        return new RopeFields(theta, fraction, usualTheta, usualFraction, RopeObject.types(), Map.of());
    }

    /** The same with an object for files that have none. */
    public RopeFields withUsual(Map<String, Object> object) {
        return new RopeFields(
                theta,
                fraction,
                usualTheta,
                usualFraction,
                types,
                renamed,
                new ObjectMapper().valueToTree(object),
                ignored);
    }

    /** The same where the object may hold what changes nothing. */
    public RopeFields ignoring(Set<String> keys) {
        return new RopeFields(theta, fraction, usualTheta, usualFraction, types, renamed, usual, keys);
    }

    /** Adds them to a table, with the objects. */
    public FieldTable addTo(FieldTable table) {
        return table.structure("rope_parameters", "rotation of positions")
                .older("rope_scaling", "takes the place of rope_parameters")
                .older(theta, "base of the frequencies, if rope_parameters has none")
                .older(fraction, "rotated part of a head, if rope_parameters has none")
                .olderNumber(RopeObject.TRAINED, "positions of the first training, for llama3, yarn and longrope");
    }
}
