package dev.steergraph.ingest.model.config;

import com.fasterxml.jackson.databind.JsonNode;

/** Which layers have a state in place of attention over all that came before: {@code linear_attention}. */
public final class LinearLayers {

    private static final String KINDS = "layer_types";
    private static final String INTERVAL = "full_attention_interval";
    private static final int USUAL_INTERVAL = 4;

    private LinearLayers() {}

    public static FieldTable addTo(FieldTable table) {
        return table.structure(KINDS, "linear_attention or full_attention")
                .olderSize(INTERVAL, FieldTable.LAYERS, "without these, every layer of so many is full; 4");
    }

    /**
     * Of each layer, whether it is one.
     *
     * @throws dev.steergraph.core.UserError if the list has another length than the model, or kinds that are not known
     */
    public static boolean[] of(ModelConfig config) {
        boolean[] linear = new boolean[config.size("num_hidden_layers")];
        JsonNode kinds = config.structure(KINDS);
        if (kinds != null && kinds.size() != linear.length) {
            throw config.refused("should give " + linear.length
                    + " \"layer_types\", as many as num_hidden_layers says; it gives " + kinds.size() + ".");
        }
        int interval = config.size(INTERVAL, USUAL_INTERVAL);
        for (int layer = 0; layer < linear.length; layer++) {
            linear[layer] = kinds == null
                    ? (layer + 1) % interval != 0
                    : isLinear(config, kinds.get(layer).asText());
        }
        return linear;
    }

    private static boolean isLinear(ModelConfig config, String kind) {
        return switch (kind) {
            case "linear_attention" -> true;
            case "full_attention" -> false;
            default ->
                throw config.refused("gives a layer of the type \"" + kind + "\", which is not implemented for "
                        + config.type() + "; full_attention and linear_attention are.");
        };
    }
}
