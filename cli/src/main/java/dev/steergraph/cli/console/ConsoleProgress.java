package dev.steergraph.cli.console;

import dev.steergraph.core.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Progress with rate and ETA: a line that redraws itself on a terminal, a line at each begin and end and every ten seconds elsewhere. */
public final class ConsoleProgress implements Progress {

    private static final long TERMINAL_INTERVAL = 200_000_000L;
    private static final long PLAIN_INTERVAL = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private String what = "";
    private String unit = "";
    private long total;
    private long begun;
    private long lastPrinted;
    private long firstDone = -1;

    /** @param terminal whether a line may be redrawn */
    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error, so that standard output stays the result. */
    public static ConsoleProgress standard() {
        return new ConsoleProgress(System.err, System.console() != null && System.getenv("TERM") != null);
    }

    @Override
    public synchronized void begin(String newWhat, long newTotal, String newUnit) {
        what = newWhat;
        total = newTotal;
        unit = newUnit;
        begun = System.nanoTime();
        lastPrinted = terminal ? 0 : begun;
        firstDone = -1;
        if (!terminal) {
            out.println("▸ " + what);
        }
    }

    @Override
    public synchronized void update(long done, String detail) {
        if (firstDone < 0) {
            firstDone = done;
        }
        long now = System.nanoTime();
        if (now - lastPrinted < (terminal ? TERMINAL_INTERVAL : PLAIN_INTERVAL)) {
            return;
        }
        lastPrinted = now;
        String line = line(done, (now - begun) / 1e9) + (detail.isEmpty() ? "" : "  " + detail);
        if (terminal) {
            out.print("\r\033[K" + line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    @Override
    public synchronized void end(String summary) {
        if (terminal) {
            out.print("\r\033[K");
        }
        String seconds = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begun) / 1e9);
        out.println("✓ " + what + ": " + (summary.isEmpty() ? "" : summary + ", ") + seconds);
    }

    @Override
    public synchronized void note(String sentence) {
        if (terminal) {
            out.print("\r\033[K");
        }
        out.println("! " + sentence);
    }

    private String line(long done, double seconds) {
        double rate = (done - Math.max(0, firstDone)) / Math.max(1e-9, seconds);
        String speed = rate > 0 ? String.format(Locale.ROOT, "%,.0f %s/s", rate, unit) : "";
        if (total <= 0) {
            return String.format(Locale.ROOT, "  %s: %,d %s  %s", what, done, unit, speed);
        }
        double share = Math.min(1, (double) done / total);
        String left = rate > 0 ? "  " + clock((long) Math.max(0, (total - done) / rate)) + " left" : "";
        return String.format(Locale.ROOT, "  %s %s %3.0f%%  %s%s", what, bar(share), 100 * share, speed, left);
    }

    private static String bar(double share) {
        int full = (int) Math.round(20 * share);
        return "[" + "█".repeat(full) + "·".repeat(20 - full) + "]";
    }

    private static String clock(long seconds) {
        Duration d = Duration.ofSeconds(seconds);
        return d.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", d.toMinutes(), d.toSecondsPart());
    }
}
