package dev.steergraph.cli.console;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What happens when the process is asked to end, by Ctrl-C or otherwise: work that can be continued ends in good order, and one
 * line says what happened. What fails because the process ends, such as a query to the database that is shut down, is no
 * failure of the command.
 */
public final class Interruption {

    /** What a shell reports of a command that Ctrl-C ended: 128 + SIGINT. */
    public static final int EXIT_CODE = 130;

    private static final long PATIENCE_SECONDS = 30;
    private static final Interruption PROCESS = new Interruption();

    private @Nullable Thread hook;
    private @Nullable Resumable resumable;
    private boolean commandRuns;

    /** Work that may be asked to stop. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    private record Resumable(Runnable stop, CountDownLatch ended) {}

    private Interruption() {}

    /** From now on an interruption is one of a command. */
    public static void commandBegins() {
        PROCESS.begin(true, null);
    }

    /** From now on an interruption is nothing to speak of: the command is done, or waits to be ended so. */
    public static void isExpected() {
        PROCESS.begin(false, null);
    }

    /** Does the work, which the same command can continue. @param stop asks it to end soon; called at most once, from another thread */
    public static void allow(Runnable stop, Work work) throws IOException {
        Resumable here = new Resumable(stop, new CountDownLatch(1));
        boolean before = PROCESS.begin(true, here);
        try {
            work.run();
        } finally {
            here.ended().countDown();
            PROCESS.begin(before, null);
        }
    }

    /** Whether the process has been asked to end. */
    static boolean isUnderWay() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private synchronized boolean begin(boolean command, @Nullable Resumable work) {
        boolean before = commandRuns;
        commandRuns = command;
        resumable = work;
        if (hook == null && !isUnderWay()) {
            hook = new Thread(this::ended, "interrupt");
            Runtime.getRuntime().addShutdownHook(hook);
        }
        return before;
    }

    private void ended() {
        Resumable work;
        synchronized (this) {
            if (!commandRuns) {
                return;
            }
            work = resumable;
        }
        System.err.println();
        if (work == null) {
            System.err.println("steergraph: interrupted before the command was done.");
            return;
        }
        System.err.println("steergraph: stopped; the same command goes on from where it was.");
        work.stop().run();
        try {
            work.ended().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
