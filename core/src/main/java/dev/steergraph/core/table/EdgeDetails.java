package dev.steergraph.core.table;

/**
 * More of every edge, in columns in the order of the {@link EdgeList}.
 *
 * @param bins K of {@code BinnedInformation}
 * @param mi mutual information of the values in K bins, in bits
 * @param sourceGivenTarget share of the target's rows on which the source fires too
 * @param targetGivenSource share of the source's rows on which the target fires too
 * @param lift rows on which both fire, by how many there would be if they were independent
 * @param cosine of the two rows of the SAEs' decoders, NaN where there is none; nothing if no set has a decoder
 */
public record EdgeDetails(
        int bins,
        double[] mi,
        double[] sourceGivenTarget,
        double[] targetGivenSource,
        double[] lift,
        double[] cosine) {}
