package dev.steergraph.steering.host;

import dev.steergraph.steering.correct.Correction;
import dev.steergraph.steering.correct.Neighbour;

/** What becomes of the neighbours of a feature to which is added. */
public enum Correcting {
    /** Nothing is done about them. */
    NONE {
        @Override
        double change(float[] direction, double sd, double c, Neighbour neighbour) {
            return 0;
        }
    },
    /** They are held where they were: what their directions have in common with the feature's is taken off. */
    INSULATE {
        @Override
        double change(float[] direction, double sd, double c, Neighbour neighbour) {
            return Correction.held(direction, c, neighbour);
        }
    },
    /** They follow as they do in text, by the slope of the regression on the feature, {@link Correction#FOLLOW} of the way. */
    COHERE {
        @Override
        double change(float[] direction, double sd, double c, Neighbour neighbour) {
            return Correction.FOLLOW * Correction.follow(sd, c, neighbour);
        }
    };

    /**
     * By how much a neighbour's activation is changed.
     *
     * @param direction of the steered feature
     * @param sd its standard deviation
     * @param c by how much its activation rises
     */
    abstract double change(float[] direction, double sd, double c, Neighbour neighbour);
}
