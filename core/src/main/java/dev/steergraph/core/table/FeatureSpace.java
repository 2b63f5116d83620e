package dev.steergraph.core.table;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.core.id.FeatureSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Numbers all features of all sets, set by set, from 0: a feature's row in the feature table and its place in matrices over all
 * features.
 *
 * @param sets by layer, site in depth and name
 * @param offsets [sets + 1], the number of each set's first feature; the last is the number of all features
 */
public record FeatureSpace(List<FeatureSet> sets, int[] offsets) {

    /** Arrays have a place for each feature, and some for two numbers of each. */
    private static final int MOST = 1 << 29;

    public FeatureSpace {
        sets = List.copyOf(sets);
    }

    /**
     * @param sets in the order of {@link CodeRows#IN_DEPTH}
     * @throws UserError if there are too many features, or a layer has two sets of one name
     */
    public static FeatureSpace of(List<? extends CodeRows> sets) {
        return of(
                sets.stream().map(CodeRows::set).toList(),
                sets.stream().mapToInt(CodeRows::dSae).toArray());
    }

    /**
     * @param widths features of each set
     * @throws UserError if there are too many features, or a layer has two sets of one name
     */
    public static FeatureSpace of(List<FeatureSet> sets, int[] widths) {
        int[] offsets = new int[widths.length + 1];
        for (int k = 0; k < widths.length; k++) {
            if (sets.subList(0, k).contains(sets.get(k))) {
                throw new UserError("layer " + sets.get(k).layer() + " has two sets of the name "
                        + sets.get(k).sae() + "; encode them from folders of different names, or leave one out");
            }
            long features = (long) offsets[k] + widths[k];
            if (features > MOST) {
                throw new UserError("the layers have more than " + MOST
                        + " features together, as many as can be correlated at once; give fewer layers");
            }
            offsets[k + 1] = (int) features;
        }
        return new FeatureSpace(sets, offsets);
    }

    /**
     * Of features by layer, name of their set, and index, as a table lists them.
     *
     * @throws IllegalArgumentException if a set's features are not all there from 0 on, or layers do not ascend
     */
    static FeatureSpace of(int[] layers, String[] saes, int[] indices) {
        List<FeatureSet> sets = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        for (int f = 0; f < layers.length; f++) {
            int last = sets.size() - 1;
            boolean goesOn = last >= 0
                    && sets.get(last).layer() == layers[f]
                    && sets.get(last).sae().equals(saes[f]);
            boolean ascends = last < 0 || sets.get(last).layer() <= layers[f];
            FeatureSet set = goesOn ? sets.get(last) : new FeatureSet(layers[f], saes[f]);
            if (indices[f] != (goesOn ? widths.get(last) : 0) || !goesOn && (!ascends || sets.contains(set))) {
                throw new IllegalArgumentException("feature " + indices[f] + " of layer " + layers[f]
                        + " stands at place " + f + " of the feature table, which must be ordered and complete");
            }
            if (goesOn) {
                widths.set(last, widths.get(last) + 1);
            } else {
                sets.add(set);
                widths.add(1);
            }
        }
        return of(sets, widths.stream().mapToInt(width -> width).toArray());
    }

    /** Number of features. */
    public int size() {
        return offsets[sets.size()];
    }

    /** Number of features of a set. */
    public int width(int place) {
        return offsets[place + 1] - offsets[place];
    }

    /** Which of the sets, counted from 0, a feature belongs to. */
    public int place(int feature) {
        int at = Arrays.binarySearch(offsets, feature);
        if (at < 0) {
            return -at - 2;
        }
        while (offsets[at + 1] == feature) { // sets without features
            at++;
        }
        return at;
    }

    public FeatureSet set(int feature) {
        return sets.get(place(feature));
    }

    public int layer(int feature) {
        return set(feature).layer();
    }

    /** The feature's index in its set. */
    public int index(int feature) {
        return feature - offsets[place(feature)];
    }

    /** The number of a feature, if it is one of these. */
    public OptionalInt find(FeatureSet set, int index) {
        int place = sets.indexOf(set);
        return place < 0 || index < 0 || index >= width(place)
                ? OptionalInt.empty()
                : OptionalInt.of(offsets[place] + index);
    }

    /** Whether the set is the only one of its layer. */
    public boolean isAlone(FeatureSet set) {
        return sets.stream().filter(other -> other.layer() == set.layer()).count() == 1;
    }

    /** Whether some layer has several sets. */
    public boolean hasSiblings() {
        return !sets.stream().allMatch(this::isAlone);
    }

    /** What a user calls a feature. */
    public FeatureAddress address(int feature) {
        FeatureSet set = set(feature);
        return FeatureAddress.of(set, index(feature), isAlone(set));
    }
}
