package dev.steergraph.ingest.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

/** Which layers look back over a window only. Files since 2025 list the kinds of layers; before, each architecture had a rule. */
public final class LayerWindows {

    private LayerWindows() {}

    /** Adds the list to a table. @param rule what holds without it */
    public static FieldTable addTo(FieldTable table, String rule) {
        return table.structure("layer_types", "which layers slide; " + rule);
    }

    /**
     * @param slides the rule
     * @param window of a layer that slides, tokens
     * @return of each layer, 0 for none
     * @throws dev.steergraph.core.UserError if the list has another length than the model, or kinds that are not known
     */
    public static int[] of(ModelConfig config, IntPredicate slides, IntSupplier window) {
        int[] windows = new int[config.size("num_hidden_layers")];
        JsonNode kinds = config.structure("layer_types");
        if (kinds != null && kinds.size() != windows.length) {
            throw config.refused("should give " + windows.length
                    + " \"layer_types\", as many as num_hidden_layers says; it gives " + kinds.size() + ".");
        }
        for (int layer = 0; layer < windows.length; layer++) {
            boolean sliding = kinds == null
                    ? slides.test(layer)
                    : sliding(config, kinds.get(layer).asText());
            windows[layer] = sliding ? window.getAsInt() : 0;
        }
        return windows;
    }

    private static boolean sliding(ModelConfig config, String kind) {
        return switch (kind) {
            case "sliding_attention" -> true;
            // The second is transformers' earlier name.
            case "full_attention", "attention" -> false;
            default ->
                throw config.refused("gives a layer of the type \"" + kind + "\", which is not implemented for "
                        + config.type() + "; full_attention and sliding_attention are.");
        };
    }
}
