package dev.steergraph.ingest.correlate.statistics;

import java.util.SplittableRandom;

/** Random numbers that depend on a seed and a purpose alone, not on the order of work. */
final class Randomness {

    private Randomness() {}

    static SplittableRandom of(long seed, int... purpose) {
        long mixed = seed;
        for (long part : purpose) {
            mixed = new SplittableRandom(mixed ^ (part + 1) * 0x9E3779B97F4A7C15L).nextLong();
        }
        return new SplittableRandom(mixed);
    }
}
