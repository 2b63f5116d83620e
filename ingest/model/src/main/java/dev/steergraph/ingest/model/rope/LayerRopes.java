package dev.steergraph.ingest.model.rope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import java.util.Set;

/**
 * How positions are rotated where layers that look back over a window differ from the others: {@code rope_parameters} has
 * an object for each kind. Older files scale the layers without a window by {@code rope_scaling}, which is added to theirs.
 *
 * @param sliding of layers with a window
 * @param full of the others
 */
public record LayerRopes(RopeParameters sliding, RopeParameters full) {

    private static final String OBJECTS = "rope_parameters";
    private static final String SCALING = "rope_scaling";
    private static final String THETA = "rope_theta";
    private static final String FRACTION = "partial_rotary_factor";
    private static final String SLIDING = "sliding_attention";
    private static final String FULL = "full_attention";

    /**
     * Bases of the frequencies.
     *
     * @param field of layers with a window, if their object has none; empty for no such field
     * @param sliding where neither says it
     * @param full where neither the object nor {@code rope_theta} says it
     */
    public record Thetas(String field, double sliding, double full) {}

    /** Adds the fields to a table. */
    public static FieldTable addTo(FieldTable table, Thetas thetas) {
        table.structure(OBJECTS, "rotation of positions, by kind of layer")
                .older(SCALING, "added to what rope_parameters has for layers without a window")
                .older(THETA, "base of the frequencies of layers without a window, if rope_parameters has none")
                .older(FRACTION, "rotated part of a head");
        return thetas.field().isEmpty()
                ? table
                : table.older(thetas.field(), "the same of layers with a window, if rope_parameters has none");
    }

    public static LayerRopes of(ModelConfig config, Thetas thetas) {
        JsonNode objects = RopeObject.checked(config, OBJECTS);
        objects.fieldNames().forEachRemaining(key -> {
            if (!Set.of(SLIDING, FULL).contains(key)) {
                config.unused(OBJECTS + "." + key);
            }
        });
        JsonNode beside = thetas.field().isEmpty() ? null : config.structure(thetas.field());
        RopeObject sliding = object(config, objects, SLIDING);
        RopeObject full = scaled(object(config, objects, FULL));
        return new LayerRopes(
                read(sliding, sliding.number(THETA, beside, thetas.field(), thetas.sliding())),
                read(full, full.number(THETA, config.structure(THETA), THETA, thetas.full())));
    }

    private static RopeParameters read(RopeObject object, double theta) {
        ModelConfig config = object.config();
        double trained =
                object.number(RopeObject.TRAINED, null, RopeObject.TRAINED, config.size("max_position_embeddings"));
        return new RopeParameters(
                        theta,
                        object.number(FRACTION, config.structure(FRACTION), FRACTION, 1),
                        object.scaling(RopeFields.LLAMA, trained))
                .ofWholeHeads(config);
    }

    private static RopeObject object(ModelConfig config, JsonNode objects, String kind) {
        String name = OBJECTS + "." + kind;
        JsonNode object = objects.path(kind);
        if (object.isMissingNode() || object.isNull()) {
            ObjectNode plain = JsonNodeFactory.instance.objectNode();
            return new RopeObject(config, name, plain.put("rope_type", "default"));
        }
        if (!object.isObject()) {
            throw config.wrong(name, object, "an object");
        }
        return new RopeObject(config, name, object);
    }

    /** The object with what {@code rope_scaling} says in its place. */
    private static RopeObject scaled(RopeObject full) {
        JsonNode scaling = RopeObject.checked(full.config(), SCALING);
        if (scaling.isEmpty()) {
            return full;
        }
        ObjectNode both = full.object().deepCopy();
        both.setAll((ObjectNode) scaling);
        return new RopeObject(full.config(), SCALING, both);
    }
}
