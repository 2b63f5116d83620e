package dev.steergraph.ingest.checkpoint.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A stream whose reader is not kept waiting: where nothing comes for too long it is closed, and reading fails. */
final class IdleTimeoutInputStream extends FilterInputStream {

    private static final ScheduledExecutorService WATCHMAN = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hub-watchman");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration longest;
    private final Future<?> watch;
    private volatile long lastSign = System.nanoTime();
    private volatile boolean stalled;

    IdleTimeoutInputStream(InputStream in, Duration longest) {
        super(in);
        this.longest = longest;
        long period = Math.max(1, longest.toMillis() / 4);
        this.watch = WATCHMAN.scheduleAtFixedRate(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        lastSign = System.nanoTime();
        try {
            int n = super.read(bytes, offset, length);
            if (stalled) {
                throw stall(null);
            }
            return n;
        } catch (IOException e) {
            throw stalled ? stall(e) : e;
        }
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        super.close();
    }

    private IOException stall(IOException cause) {
        return new IOException("nothing came for " + longest.toMillis() / 1000.0 + " seconds", cause);
    }

    private void look() {
        if (System.nanoTime() - lastSign > longest.toNanos()) {
            stalled = true;
            try {
                close();
            } catch (IOException e) {
                // The reader hears of it.
            }
        }
    }
}
