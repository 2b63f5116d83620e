package dev.steergraph.core.feature;

import java.io.IOException;

/** The directions that features write, where they have some: rows of the SAEs' decoders. */
@FunctionalInterface
public interface Decoders {

    /** No layer has any. */
    Decoders NONE = layer -> new float[0][];

    /**
     * Called for one layer at a time, maybe repeatedly.
     *
     * @return [features][d_in], or nothing if the layer has none
     */
    float[][] of(int layer) throws IOException;
}
