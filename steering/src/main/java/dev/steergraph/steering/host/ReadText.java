package dev.steergraph.steering.host;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.HookPoint;
import java.util.List;

/**
 * A text with the features that are active at each of its tokens.
 *
 * @param tokens as the vocabulary writes them
 * @param rows of each token, whether it would be a row of the run; where it is not, no features are read
 * @param sets in the order of the run
 * @param notes what one should know, in sentences
 */
public record ReadText(String model, List<String> tokens, List<Boolean> rows, List<SetCodes> sets, List<String> notes) {

    /**
     * What the features of one set do.
     *
     * @param tokens of each token what is active, strongest first
     */
    public record SetCodes(FeatureSet set, HookPoint hook, List<List<Active>> tokens) {}

    /** An active feature. */
    public record Active(int index, double value) {}
}
