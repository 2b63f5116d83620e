package dev.steergraph.ingest.correlate.statistics;

import java.util.SplittableRandom;

/** Random numbers that depend on a seed and on what they are for, and on nothing else, such as the order of work. */
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
