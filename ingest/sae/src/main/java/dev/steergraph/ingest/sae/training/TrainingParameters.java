package dev.steergraph.ingest.sae.training;

import dev.steergraph.core.UserError;

/**
 * How an SAE is trained.
 *
 * @param dSae number of features
 * @param k mean number of active features a row
 * @param rowVisits rows seen in all, over all epochs
 * @param batch rows a step
 * @param seed of the initial weights and of the order of rows
 * @param threads used outside the engine
 */
public record TrainingParameters(
        TrainedArchitecture architecture, int dSae, int k, long rowVisits, int batch, long seed, int threads) {

    /** A batch's pre-activations lie in one buffer. */
    private static final int MOST_VALUES = Integer.MAX_VALUE / Float.BYTES;

    private static final long SHORT_RUN = 20_000_000;

    /** @throws UserError if a number is out of its range */
    public TrainingParameters {
        if (dSae < 1 || k < 1 || k > dSae) {
            throw new UserError("k must be from 1 to d_sae; k is " + k + ", d_sae is " + dSae + ".").in("k", "d-sae");
        }
        if (rowVisits < 1) {
            throw new UserError("An SAE must see at least 1 row, not " + rowVisits
                            + "; leave the number out for the usual one.")
                    .in("visits");
        }
        if (batch < 1 || (long) batch * dSae > MOST_VALUES) {
            throw new UserError("A step takes 1 to " + MOST_VALUES / dSae + " rows of " + dSae + " features, not "
                            + batch + "; leave the number out for the usual one.")
                    .in("batch");
        }
        if (rowVisits / batch > Integer.MAX_VALUE) {
            throw new UserError("Training on " + rowVisits + " rows would take " + rowVisits / batch
                            + " steps, more than " + Integer.MAX_VALUE + "; train on fewer.")
                    .in("visits");
        }
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    /** Defaults: about a million row visits, six epochs at most, one at least; batches of 1,024. */
    public static TrainingParameters of(
            TrainedArchitecture architecture, int dSae, int k, long rows, long seed, int threads) {
        long visits = Math.max(rows, Math.min(6 * rows, 1_200_000));
        int batch = Math.max(1, Math.min(1024, MOST_VALUES / Math.max(1, dSae)));
        return new TrainingParameters(architecture, dSae, k, visits, batch, seed, threads);
    }

    /** All that decides the result. */
    String identity() {
        return architecture + " dSae=" + dSae + " k=" + k + " rowVisits=" + rowVisits + " batch=" + batch + " seed="
                + seed;
    }

    /** Steps in all. */
    public int steps() {
        return (int) Math.max(1, rowVisits / batch);
    }

    /**
     * 2e-4 at 16,384 features, larger for fewer: the scaling law of TopK SAEs (arXiv:2406.04093, section 3.2 and A). That
     * rate is for runs of hundreds of millions of rows; on short ones eight times as much explains clearly more variance
     * (MiniLM, 1.1M row visits, layers 1, 3, 5: 0.90, 0.87, 0.77 instead of 0.84, 0.81, 0.65) and leaves as few dead.
     */
    public double peakRate() {
        return (rowVisits < SHORT_RUN ? 8 : 1) * 2e-4 / Math.sqrt(dSae / 16384.0);
    }

    /** Warm-up over 1,000 steps or a tenth of a shorter run, then constant, then down to 0 over the last fifth. */
    double rate(int step) {
        double warmUp = Math.min(1000, steps() / 10.0);
        double decayStart = 0.8 * steps();
        double up = Math.min(1, (step + 1) / Math.max(1, warmUp));
        double down = step < decayStart ? 1 : (steps() - step) / (steps() - decayStart);
        return peakRate() * up * down;
    }
}
