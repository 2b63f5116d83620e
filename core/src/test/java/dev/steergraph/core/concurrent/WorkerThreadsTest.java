package dev.steergraph.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {

    @Test
    void allPiecesAreDoneWhenRunReturns() {
        AtomicInteger done = new AtomicInteger();
        try (WorkerThreads threads = new WorkerThreads(2, "worker")) {
            for (int round = 1; round <= 3; round++) {
                threads.run(List.of(done::incrementAndGet, done::incrementAndGet, done::incrementAndGet), Stopped::new);
                assertThat(done).hasValue(3 * round);
            }
        }
    }

    @Test
    void theThreadsAreNamedDaemons() {
        try (WorkerThreads threads = new WorkerThreads(1, "worker")) {
            threads.run(
                    List.of(() -> {
                        assertThat(Thread.currentThread().getName()).isEqualTo("worker");
                        assertThat(Thread.currentThread().isDaemon()).isTrue();
                    }),
                    Stopped::new);
        }
    }

    @Test
    void theFirstFailureInTheOrderOfThePiecesIsThrown() {
        RuntimeException first = new IllegalArgumentException("first");
        CountDownLatch secondFailed = new CountDownLatch(1);
        try (WorkerThreads threads = new WorkerThreads(2, "worker")) {
            assertThatThrownBy(() -> threads.run(
                            List.of(
                                    () -> {
                                        await(secondFailed);
                                        throw first;
                                    },
                                    () -> {
                                        secondFailed.countDown();
                                        throw new IllegalArgumentException("second");
                                    }),
                            Stopped::new))
                    .isSameAs(first);
        }
    }

    @Test
    void anInterruptEndsTheWaitingAndCloseEndsTheWork() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        try (WorkerThreads threads = new WorkerThreads(1, "worker")) {
            assertThatThrownBy(() -> threads.run(
                            List.of(() -> {
                                begun.countDown();
                                caller.interrupt();
                                try {
                                    Thread.sleep(60_000);
                                } catch (InterruptedException e) {
                                    ended.countDown();
                                }
                            }),
                            Stopped::new))
                    .isInstanceOf(Stopped.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new Stopped(e);
        }
    }

    private static final class Stopped extends CancellationException {

        private static final long serialVersionUID = 1;

        Stopped(InterruptedException cause) {
            initCause(cause);
        }
    }
}
