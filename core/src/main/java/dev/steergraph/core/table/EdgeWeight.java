package dev.steergraph.core.table;

/** What follows from an edge's correlation r and its layers. */
public final class EdgeWeight {

    private EdgeWeight() {}

    /** |r|: how much the features go together; the graph's property {@code strength}. */
    public static double absR(double r) {
        return Math.abs(r);
    }

    /** -1 if one feature is active where the other is not, otherwise 1. */
    public static int sign(double r) {
        return r < 0 ? -1 : 1;
    }

    /** -ln|r|, so that a path's costs add up as its correlations multiply; 0 from |r| = 1 on, infinite for r = 0. */
    public static double cost(double r) {
        return Math.abs(r) >= 1 ? 0.0 : -Math.log(Math.abs(r));
    }

    /** Layers from the source up to the target. */
    public static int span(int sourceLayer, int targetLayer) {
        return targetLayer - sourceLayer;
    }
}
