package dev.steergraph.core.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens whose logits the features of a set raise most and lower most, for each unit of activation. Letters: F features,
 * K tokens on either side.
 *
 * @param tokens K
 * @param topIds int[F·K], highest first, of equal ones the lower id; −1 where there is none
 * @param topValues float[F·K], what is added to the logit
 * @param bottomIds int[F·K], lowest first, of equal ones the lower id; −1 where there is none
 * @param bottomValues float[F·K]
 */
public record LogitLens(
        int features, int tokens, int[] topIds, float[] topValues, int[] bottomIds, float[] bottomValues) {

    /** A token's id and what one unit of the feature adds to its logit. */
    public record Logit(int token, float value) {}

    /** Highest first; none for a feature that writes nothing. */
    public List<Logit> top(int feature) {
        return logits(feature, topIds, topValues);
    }

    /** Lowest first; none for a feature that writes nothing. */
    public List<Logit> bottom(int feature) {
        return logits(feature, bottomIds, bottomValues);
    }

    private List<Logit> logits(int feature, int[] ids, float[] values) {
        List<Logit> logits = new ArrayList<>();
        for (int i = feature * tokens; i < (feature + 1) * tokens && ids[i] >= 0; i++) {
            logits.add(new Logit(ids[i], values[i]));
        }
        return logits;
    }
}
