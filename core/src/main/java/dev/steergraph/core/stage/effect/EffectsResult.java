package dev.steergraph.core.stage.effect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The effects of a run's features in numbers.
 *
 * @param features how many were steered
 * @param documents that were read
 * @param tokens of these that were steered
 * @param pairs that are listed: edges, what they are compared with, and whatever moves
 * @param moves how many of them move
 * @param levels edges to later layers by how strong they are, beside other pairs
 * @param rankR Spearman's rank correlation of |r| and the effect with r's sign, over these edges; null of too few
 * @param rankCosine the same of the directions' cosine and the effect
 * @param partialR the first, with the cosine held still
 * @param partialCosine the second, with |r| held still
 */
public record EffectsResult(
        int features,
        int documents,
        long tokens,
        long pairs,
        long moves,
        List<Level> levels,
        @Nullable Double rankR,
        @Nullable Double rankCosine,
        @Nullable Double partialR,
        @Nullable Double partialCosine) {

    /**
     * Edges above a value, and what they are compared with.
     *
     * @param above the edges counted have |r| above this
     * @param edges to later layers
     * @param matched pairs without an edge, whose targets are as often active
     * @param sameCosine pairs without an edge, whose directions are as near
     */
    public record Level(double above, Moved edges, Moved matched, Moved sameCosine) {}

    /**
     * How many of some pairs move.
     *
     * @param pairs how many there are
     * @param moving how many move as the edge's r says
     * @param meanEffect mean effect with the sign of the edge's r, in standard deviations; 0 of none
     */
    public record Moved(long pairs, long moving, double meanEffect) {

        /** Share of the pairs that move; 0 of none. */
        public double share() {
            return pairs == 0 ? 0 : (double) moving / pairs;
        }
    }
}
