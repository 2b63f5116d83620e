package dev.steergraph.bench.shares;

import dev.steergraph.bench.harness.Peak;
import java.util.List;

/**
 * One process against shares.
 *
 * @param alone the one process
 * @param shared the process that begins, those of the shares, the one that joins
 * @param seconds from the beginning of the first of those to the end of the last
 * @param pairs of features that fire together, over all rows: half the square of the active ones
 */
public record Comparison(Peak alone, List<Peak> shared, double seconds, double pairs) {

    /** How many times as long the shares took. */
    public double ratio() {
        return seconds / alone.seconds();
    }

    /** The largest resident set of one of the shares' processes, in KiB. */
    long peak() {
        return shared.stream().mapToLong(Peak::kibibytes).max().orElseThrow();
    }
}
