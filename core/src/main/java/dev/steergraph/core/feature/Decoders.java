package dev.steergraph.core.feature;

import dev.steergraph.core.id.FeatureSet;
import java.io.IOException;

/** The directions that features write, where they have some: rows of the SAEs' decoders. */
@FunctionalInterface
public interface Decoders {

    /** No set has any. */
    Decoders NONE = set -> new float[0][];

    /**
     * Called for one set at a time, maybe repeatedly.
     *
     * @return [features][width of what they write to], or nothing if the set has none
     */
    float[][] of(FeatureSet set) throws IOException;
}
