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

    /** The name in files and on the command line. */
    String kind();

    /** k; NaN for what has none. */
    double k();

    /** Whether the feature's activation must be known: whether the SAE encodes. */
    boolean encodes();

    /** Whether x stays as it is, to the bit. */
    default boolean isNothing() {
        return false;
    }

    /** x + k·M·d, whether the feature is active or not. */
    record Add(double k) implements Change {
        public Add {
            requireSound(k);
        }

        @Override
        public String kind() {
            return "add";
        }

        @Override
        public boolean encodes() {
            return false;
        }

        @Override
        public boolean isNothing() {
            return k == 0;
        }
    }

    /** f' = k·M: x + (k·M − f)·d. */
    record Clamp(double k) implements Change {
        public Clamp {
            requireSound(k);
            if (k < 0) {
                throw new UserError("A feature cannot be clamped to a strength of " + k
                        + ", as activations are never negative; use 0 or more, or add.");
            }
        }

        @Override
        public String kind() {
            return "clamp";
        }

        @Override
        public boolean encodes() {
            return true;
        }
    }

    /** f' = 0: x − f·d. */
    record Ablate() implements Change {
        @Override
        public String kind() {
            return "ablate";
        }

        @Override
        public double k() {
            return Double.NaN;
        }

        @Override
        public boolean encodes() {
            return true;
        }
    }

    /** x − (x·u)·u with u = d / |d|: nothing of x is left in the feature's direction, whatever made it. */
    record ProjectOut() implements Change {
        @Override
        public String kind() {
            return "project-out";
        }

        @Override
        public double k() {
            return Double.NaN;
        }

        @Override
        public boolean encodes() {
            return false;
        }
    }

    /** f' = max(0, f + k·M): x + (f' − f)·d; a negative k takes away at most what is there. */
    record DeltaDecode(double k) implements Change {
        public DeltaDecode {
            requireSound(k);
        }

        @Override
        public String kind() {
            return "delta-decode";
        }

        @Override
        public boolean encodes() {
            return true;
        }

        @Override
        public boolean isNothing() {
            return k == 0;
        }
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
