package dev.steergraph.analytics.path;

import dev.steergraph.core.table.EdgeWeight;

/** By what paths are good: what their hops are, and how much each is worth, 0 to 1. */
public enum PathMeasure {
    /** Hops are correlations, which have no direction; each is worth |r|. */
    R("analytics/steering-graph.cypher") {
        @Override
        public double worth(double value) {
            return EdgeWeight.absR(value);
        }

        @Override
        double cost(double value) {
            return EdgeWeight.cost(value);
        }

        @Override
        boolean allows(double value) {
            return EdgeWeight.absR(value) <= 1 + 1e-9;
        }
    },

    /**
     * Hops are measured effects e, in standard deviations, from the feature that was steered to the one that moves; each is worth
     * tanh |e|: about |e| while it is small, .76 for one standard deviation, and never above 1. So many weak effects rank below few
     * strong ones, no effect can make a path better by being in it, and what a hop is worth depends on nothing but its effect.
     */
    EFFECT("analytics/effect-graph.cypher") {
        @Override
        public double worth(double value) {
            return Math.tanh(Math.abs(value));
        }

        @Override
        double cost(double value) {
            return EdgeWeight.cost(worth(value));
        }

        @Override
        boolean allows(double value) {
            return Double.isFinite(value);
        }
    };

    private final String query;

    PathMeasure(String query) {
        this.query = query;
    }

    /** What a hop of this r or effect multiplies a path's product by. */
    public abstract double worth(double value);

    /** -ln of what the hop is worth, at least 0. */
    abstract double cost(double value);

    /** Whether there can be such an r or effect. */
    abstract boolean allows(double value);

    /** Whether hops lead only from their source to their target. */
    boolean directed() {
        return this == EFFECT;
    }

    /** The query that reads the hops. */
    String query() {
        return query;
    }
}
