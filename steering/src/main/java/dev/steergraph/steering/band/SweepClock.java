package dev.steergraph.steering.band;

import dev.steergraph.core.Progress;
import java.util.Locale;

/** Counts what a sweep has done, and says how long it takes once the first passes have shown it. */
final class SweepClock {

    private static final double LONG_SECONDS = 60;

    private final Progress progress;
    private final int features;
    private final int strengths;
    private long started;
    private long done;
    private long passTokens;
    private long writingNanos;
    private int written;
    private long passesFrom;
    private boolean estimated;

    SweepClock(Progress progress, int features, int strengths) {
        this.progress = progress;
        this.features = features;
        this.strengths = strengths;
    }

    void begin() {
        started = System.nanoTime();
        progress.begin("sweep " + named(), 0, "steps");
    }

    private String named() {
        return features + " feature" + (features == 1 ? "" : "s");
    }

    /** So many passes over so many tokens are done. */
    void passes(int passes, int tokens) {
        passTokens += (long) passes * tokens;
        progress.update(done += passes, "predictions");
    }

    /** A batch of texts was written. */
    void wrote(long nanos) {
        writingNanos += nanos;
        written++;
        passesFrom = System.nanoTime();
        progress.update(++done, "texts");
    }

    /** Says how long the rest takes, once. @param tokens that every pass reads */
    void estimate(long tokens) {
        if (!estimated && written > 0 && passTokens > 0) {
            estimated = true;
            double ofPass = (System.nanoTime() - passesFrom) / 1e9 / passTokens * tokens * (1 + SweptFeature.RANDOM);
            double ofTexts = writingNanos / 1e9 / written;
            double seconds = features * strengths * (ofPass + ofTexts);
            if (seconds > LONG_SECONDS) {
                progress.note(String.format(
                        Locale.ROOT,
                        "%s at %d strengths: about %.0f minutes in all; what is measured is kept feature by feature.",
                        named(),
                        strengths,
                        Math.max(1, seconds / 60)));
            }
        }
    }

    void end() {
        progress.end(String.format(Locale.ROOT, "%.0f s", (System.nanoTime() - started) / 1e9));
    }
}
