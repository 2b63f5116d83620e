package dev.steergraph.core;

/** Seconds between laps. */
public final class Stopwatch {

    private long last = System.nanoTime();

    /** Seconds since the last call, or since the beginning. */
    public double lap() {
        long now = System.nanoTime();
        double seconds = Math.round((now - last) / 1e6) / 1e3;
        last = now;
        return seconds;
    }
}
