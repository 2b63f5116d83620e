package dev.steergraph.core.id;

import dev.steergraph.core.UserError;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a user types for a feature of a run: {@code 4:123} where its layer has one set, otherwise {@code 4/res-16k:123}.
 *
 * @param layer the block, counted from 0
 * @param sae the set's name; null where it is left out
 * @param index the feature's index in its set
 */
public record FeatureAddress(int layer, @Nullable String sae, int index) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})(?:/([A-Za-z0-9._-]+))?:(\\d{1,9})");

    /** The shortest address of a feature. @param only whether its layer has no other set */
    public static FeatureAddress of(FeatureSet set, int index, boolean only) {
        return new FeatureAddress(set.layer(), only || set.sae().isEmpty() ? null : set.sae(), index);
    }

    /** @throws UserError if the text has neither form */
    public static FeatureAddress parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new UserError(
                    text + " is no feature; give layer and index such as 4:123, or, where a layer has several"
                            + " sets, 4/gemmascope-res-16k:123.");
        }
        return new FeatureAddress(
                Integer.parseInt(matcher.group(1)), matcher.group(2), Integer.parseInt(matcher.group(3)));
    }

    /**
     * The set that is meant.
     *
     * @param sets of the run
     * @throws UserError if it is none of them, or could be several
     */
    public FeatureSet in(Collection<FeatureSet> sets) {
        List<FeatureSet> ofLayer =
                sets.stream().filter(set -> set.layer() == layer).toList();
        if (ofLayer.isEmpty()) {
            throw new UserError("There is no feature " + this + ", as the run has layers "
                    + sets.stream()
                            .map(set -> Integer.toString(set.layer()))
                            .distinct()
                            .collect(Collectors.joining(", "))
                    + "; give one of these.");
        }
        List<FeatureSet> meant = ofLayer.stream()
                .filter(set -> sae == null || set.sae().equals(sae))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        String choices =
                ofLayer.stream().map(set -> of(set, index, false).toString()).collect(Collectors.joining(" or "));
        throw new UserError(
                meant.isEmpty()
                        ? "There is no feature " + this + "; give " + choices + "."
                        : this + " could be a feature of several sets; give " + choices + ".");
    }

    @Override
    public String toString() {
        return layer + (sae == null ? "" : "/" + sae) + ":" + index;
    }
}
