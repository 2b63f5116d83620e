package dev.steergraph.core.id;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The features of one SAE in a layer, printed {@code 4/gemmascope-res-16k}: what is unique in a run.
 *
 * @param layer the block, counted from 0
 * @param sae the set's name; empty in tables of earlier versions, which do not say it
 */
public record FeatureSet(int layer, String sae) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]*");
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})/([A-Za-z0-9._-]+)");

    /** @throws IllegalArgumentException if the layer is negative, or the name has other characters than A-Z a-z 0-9 . _ - */
    public FeatureSet {
        if (layer < 0) {
            throw new IllegalArgumentException("layer " + layer + " is negative");
        }
        if (!NAME.matcher(sae).matches()) {
            throw new IllegalArgumentException("the set \"" + sae + "\" must be letters, digits, '.', '_' or '-'");
        }
    }

    /** Whether the text has the printed form. */
    public static boolean isPrinted(String text) {
        return FORM.matcher(text).matches();
    }

    /** @throws IllegalArgumentException if the text has not the printed form */
    public static FeatureSet parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no set such as 4/gemmascope-res-16k");
        }
        return new FeatureSet(Integer.parseInt(matcher.group(1)), matcher.group(2));
    }

    @Override
    public String toString() {
        return layer + "/" + sae;
    }
}
