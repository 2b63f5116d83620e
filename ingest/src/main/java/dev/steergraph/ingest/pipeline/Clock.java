package dev.steergraph.ingest.pipeline;

/** Seconds between laps. */
final class Clock {

    private long last = System.nanoTime();

    /** Seconds since the last call, or since the beginning. */
    double lap() {
        long now = System.nanoTime();
        double seconds = Math.round((now - last) / 1e6) / 1e3;
        last = now;
        return seconds;
    }
}
