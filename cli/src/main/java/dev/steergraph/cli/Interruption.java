package dev.steergraph.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets work end in good order when the process is asked to end, by Ctrl-C or otherwise. */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /** @param stop asks the work to end soon; called at most once, from another thread */
    Interruption(Runnable stop) {
        hook = new Thread(
                () -> {
                    System.err.println();
                    System.err.println("steergraph: stopped; the same command goes on from the last finished part.");
                    stop.run();
                    awaitEnd();
                },
                "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The work has ended. */
    @Override
    public void close() {
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
