package dev.steergraph.ingest.extract.size;

import dev.steergraph.core.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Looks, once work is under way, how long it will take and whether its disk will do, and says so once if they are too much. */
public final class Outlook {

    private static final double LOOK_AFTER_SECONDS = 60;
    private static final int LOOK_AFTER_PARTS = 2;
    private static final double LONG_SECONDS = 24 * 3600;

    private final Path run;
    private final OptionalLong rows;
    private final String command;
    private final Progress progress;
    private final LongSupplier nanos;
    private final LongSupplier free;
    private long begun = -1;
    private long made;
    private boolean timed;
    private int parts;
    private long partRows;
    private long partBytes;

    /**
     * @param rows after the last one, if that is known
     * @param command of the stage, which takes shares
     */
    public Outlook(Path run, OptionalLong rows, String command, Progress progress) {
        this(run, rows, command, progress, System::nanoTime, () -> {
            try {
                return JobSize.free(run);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    Outlook(Path run, OptionalLong rows, String command, Progress progress, LongSupplier nanos, LongSupplier free) {
        this.run = run;
        this.rows = rows;
        this.command = command;
        this.progress = progress;
        this.nanos = nanos;
        this.free = free;
    }

    /** The first row is about to be made. */
    public synchronized void begin() {
        begun = nanos.getAsLong();
    }

    /** Some rows are made. @param now how many there are in all, those of earlier starts included */
    public synchronized void made(long count, long now) {
        made += count;
        double seconds = (nanos.getAsLong() - begun) / 1e9;
        if (timed || begun < 0 || rows.isEmpty() || seconds < LOOK_AFTER_SECONDS) {
            return;
        }
        timed = true;
        double left = (rows.getAsLong() - now) * (seconds / made);
        if (left > LONG_SECONDS) {
            progress.note("The " + Amount.count(rows.getAsLong() - now) + " rows that are left take about "
                    + Amount.time(left) + " on this machine; docs/distributed.md says how several share them (\""
                    + command
                    + " --part I/N\").");
        }
    }

    /** A part is written. @param count of its rows @param now how many rows there are in all @param bytes of its files */
    public synchronized void written(long count, long now, long bytes) {
        parts++;
        partRows += count;
        partBytes += bytes;
        if (parts != LOOK_AFTER_PARTS || rows.isEmpty() || partRows == 0) {
            return;
        }
        double left = (double) Math.max(0, rows.getAsLong() - now) * partBytes / partRows;
        long room = free.getAsLong();
        if (left > room) {
            progress.note(
                    "What is left of run " + run + " takes about " + Amount.bytes(left) + " by its first parts, and its"
                            + " disk has " + Amount.bytes(room)
                            + " free; make room before it is full, or stop and go on with the"
                            + " folder on a larger disk.");
        }
    }
}
