package dev.steergraph.web.graph;

import dev.steergraph.core.concurrent.Futures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/**
 * Which state the graph is in. The database is asked at most a few times in a second, whoever wants to know; if it does not
 * answer, everybody is told so soon, and not only when the network gives up.
 */
final class GraphState {

    private static final Duration MAX_AGE = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private record Asked(long at, CompletableFuture<String> answer) {

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - at > age.toNanos();
        }
    }

    private final Supplier<String> question;
    private @Nullable Asked last;

    /** @param question asks the database for what changes with every change */
    GraphState(Supplier<String> question) {
        this.question = question;
    }

    /** @throws ServiceUnavailableException if the database does not answer */
    String now() {
        Asked asked = current();
        try {
            return asked.answer().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ServiceUnavailableException("no answer within " + TIMEOUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("interrupted", e);
        } catch (ExecutionException e) {
            throw Futures.unchecked(e);
        }
    }

    /** What is known is out of date, because we have written. */
    synchronized void changed() {
        last = null;
    }

    /** An answer that is on its way is waited for, but not for ever. */
    private synchronized Asked current() {
        Asked known = last;
        if (known == null || known.isOlderThan(known.answer().isDone() ? MAX_AGE : TIMEOUT)) {
            Asked asked = new Asked(System.nanoTime(), new CompletableFuture<>());
            Thread thread = new Thread(() -> ask(asked.answer()), "steergraph-graph-state");
            thread.setDaemon(true);
            thread.start();
            last = asked;
            return asked;
        }
        return known;
    }

    private void ask(CompletableFuture<String> answer) {
        try {
            answer.complete(question.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }
}
