package dev.steergraph.ingest.load;

import java.util.List;

/** Properties of a correlation that only runs correlated with details have. */
public final class EdgeProperties {

    /** In the order of the details; the last one only where decoders were there. */
    public static final List<String> DETAILS =
            List.of("miBinned", "pSourceGivenTarget", "pTargetGivenSource", "lift", "decoderCosine");

    private EdgeProperties() {}
}
