package dev.steergraph.cli.console;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets work end in good order when the process is asked to end, by Ctrl-C or otherwise. */
public final class Interruption {

    /** What a shell reports of a command that Ctrl-C ended: 128 + SIGINT. */
    public static final int EXIT_CODE = 130;

    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /** Work that may be asked to stop. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    private Interruption(Runnable stop) {
        hook = new Thread(
                () -> {
                    System.err.println();
                    System.err.println("steergraph: stopped; the same command goes on from where it was.");
                    stop.run();
                    awaitEnd();
                },
                "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Does the work. @param stop asks it to end soon; called at most once, from another thread */
    public static void allow(Runnable stop, Work work) throws IOException {
        Interruption interruption = new Interruption(stop);
        try {
            work.run();
        } finally {
            interruption.end();
        }
    }

    private void end() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is what waits here.
        }
    }

    private void awaitEnd() {
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
