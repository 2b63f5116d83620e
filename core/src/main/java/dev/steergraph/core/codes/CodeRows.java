package dev.steergraph.core.codes;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import java.util.Comparator;

/** The codes of one set, wherever they lie; read range by range, so that they need not be in memory at once. */
public interface CodeRows {

    /** The name of a set that nobody named. */
    String UNNAMED = "codes";

    /** By layer, depth of the site, name: the order in which features are numbered. */
    Comparator<CodeRows> IN_DEPTH = Comparator.comparingInt(
                    (CodeRows rows) -> rows.site().depth(rows.layer()))
            .thenComparing(CodeRows::sae);

    /** Where the activations were read; its layer names the features' layer. */
    HookPoint hook();

    /** Number of features. */
    int dSae();

    /** Number of rows. */
    int rows();

    /** The rows {@code from} to below {@code to}, for any threads at the same time. */
    Codes range(int from, int to);

    /** All rows. */
    default Codes all() {
        return range(0, rows());
    }

    /** The layer of the hook point. */
    default int layer() {
        return hook().layer();
    }

    /** Where the features belong. */
    default FeatureSite site() {
        return FeatureSite.of(hook());
    }

    /** The set's name, such as {@code res-batchtopk-4096}. */
    default String sae() {
        return UNNAMED;
    }

    /** What is unique among those that are correlated together. */
    default FeatureSet set() {
        return new FeatureSet(layer(), sae());
    }
}
