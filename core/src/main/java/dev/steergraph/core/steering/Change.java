package dev.steergraph.core.steering;

import dev.steergraph.core.UserError;
import java.util.Locale;

/**
 * What is done to activations x at a hook point. Letters: a a feature, f its activation there, d what one unit of it adds to x
 * (its row of W_dec in the units of x), M its largest activation on the corpus, k a strength.
 *
 * <p>Clamp, ablate and delta-decode add decode(f') − decode(f), so that what the SAE does not reconstruct, its error, stays.
 */
public sealed interface Change {

    /** Strengths beyond are mistakes: where they are meant, nothing of the text is left. */
    double MOST = 1_000;

    /** x + k·M·d, whether the feature is active or not. */
    record Add(double strength) implements Change {
        public Add {
            requireSound(strength);
        }
    }

    /** f' = k·M: x + (k·M − f)·d. */
    record Clamp(double strength) implements Change {
        public Clamp {
            requireSound(strength);
            if (strength < 0) {
                throw new UserError("A feature cannot be clamped to a strength of " + strength
                        + ", as activations are never negative; use 0 or more, or add.");
            }
        }
    }

    /** f' = 0: x − f·d. */
    record Ablate() implements Change {}

    /** x − (x·u)·u with u = d / |d|: nothing of x is left in the feature's direction, whatever made it. */
    record ProjectOut() implements Change {}

    /** f' = max(0, f + k·M): x + (f' − f)·d; a negative k takes away at most what is there. */
    record DeltaDecode(double strength) implements Change {
        public DeltaDecode {
            requireSound(strength);
        }
    }

    /** k; NaN for what has none. */
    default double k() {
        if (this instanceof Add add) {
            return add.strength();
        }
        if (this instanceof Clamp clamp) {
            return clamp.strength();
        }
        return this instanceof DeltaDecode decode ? decode.strength() : Double.NaN;
    }

    /** Whether x stays as it is, to the bit. */
    default boolean isNothing() {
        return (this instanceof Add || this instanceof DeltaDecode) && k() == 0;
    }

    /** Whether the feature's activation must be known: whether the SAE encodes. */
    default boolean encodes() {
        return this instanceof Clamp || this instanceof Ablate || this instanceof DeltaDecode;
    }

    /** The name in files and on the command line. */
    default String kind() {
        if (this instanceof Add) {
            return "add";
        }
        if (this instanceof Clamp) {
            return "clamp";
        }
        if (this instanceof Ablate) {
            return "ablate";
        }
        return this instanceof ProjectOut ? "project-out" : "delta-decode";
    }

    /**
     * @param kind as {@link #kind} gives it
     * @param strength of those that have one
     * @throws UserError if there is no such change, or its strength is out of range
     */
    static Change of(String kind, double strength) {
        return switch (kind) {
            case "add" -> new Add(strength);
            case "clamp" -> new Clamp(strength);
            case "ablate" -> new Ablate();
            case "project-out" -> new ProjectOut();
            case "delta-decode" -> new DeltaDecode(strength);
            default ->
                throw new UserError("\"" + kind + "\" is no way to steer; use one of add, clamp, ablate, project-out,"
                        + " delta-decode.");
        };
    }

    private static void requireSound(double strength) {
        if (!(Math.abs(strength) <= MOST)) {
            throw new UserError(String.format(
                    Locale.ROOT,
                    "A steering strength of %s is out of range: it counts multiples of the feature's largest activation,"
                            + " at most %.0f, and useful ones are about 0.25 to 4.",
                    Double.toString(strength),
                    MOST));
        }
    }
}
