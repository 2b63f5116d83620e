package dev.steergraph.core.id;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A feature's identity, printed as Neuronpedia prints it: {@code gemma-2-2b@4-gemmascope-res-16k:4257}.
 *
 * @param model Neuronpedia's modelId
 * @param layer the block, counted from 0
 * @param sae the SAE set; with the layer before it, Neuronpedia's sourceId
 * @param index the latent's index in its SAE
 */
public record FeatureId(String model, int layer, String sae, int index) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+)@(\\d{1,4})-([A-Za-z0-9._-]+):(\\d{1,9})");

    /** @throws IllegalArgumentException if a number is negative or a name has other characters than A-Z a-z 0-9 . _ - */
    public FeatureId {
        if (layer < 0 || index < 0) {
            throw new IllegalArgumentException("layer " + layer + " and index " + index + " must not be negative");
        }
        if (!NAME.matcher(model).matches() || !NAME.matcher(sae).matches()) {
            throw new IllegalArgumentException(
                    "model \"" + model + "\" and SAE \"" + sae + "\" must be letters, digits, '.', '_' or '-'");
        }
    }

    /** @throws IllegalArgumentException if the text has not the printed form */
    public static FeatureId parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no feature such as gemma-2-2b@4-gemmascope-res-16k:4257");
        }
        return new FeatureId(m.group(1), Integer.parseInt(m.group(2)), m.group(3), Integer.parseInt(m.group(4)));
    }

    /** Neuronpedia's sourceId: {@code 4-gemmascope-res-16k}. */
    public String source() {
        return layer + "-" + sae;
    }

    @Override
    public String toString() {
        return model + "@" + source() + ":" + index;
    }
}
