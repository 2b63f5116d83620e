package dev.steergraph.ingest.checkpoint.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stream that is closed, and whose reader fails, when nothing arrives for the length of the timeout. */
final class IdleTimeoutInputStream extends FilterInputStream {

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hub-idle-timeout");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration timeout;
    private final Future<?> checks;
    private volatile long lastRead = System.nanoTime();
    private volatile boolean expired;

    IdleTimeoutInputStream(InputStream in, Duration timeout) {
        super(in);
        this.timeout = timeout;
        long period = Math.max(1, timeout.toMillis() / 4);
        this.checks = TIMER.scheduleAtFixedRate(this::check, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        lastRead = System.nanoTime();
        try {
            int n = super.read(bytes, offset, length);
            if (expired) {
                throw timedOut(null);
            }
            return n;
        } catch (IOException e) {
            throw expired ? timedOut(e) : e;
        }
    }

    @Override
    public void close() throws IOException {
        checks.cancel(false);
        super.close();
    }

    private IOException timedOut(@Nullable IOException cause) {
        return new IOException("nothing came for " + timeout.toMillis() / 1000.0 + " seconds", cause);
    }

    private void check() {
        if (System.nanoTime() - lastRead > timeout.toNanos()) {
            expired = true;
            try {
                close();
            } catch (IOException e) {
                // The reader gets the exception.
            }
        }
    }
}
