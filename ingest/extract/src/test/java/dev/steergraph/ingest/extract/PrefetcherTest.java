package dev.steergraph.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrefetcherTest {

    @Test
    void severalTakeEveryItemOnce() throws Exception {
        AtomicInteger next = new AtomicInteger();
        Set<Integer> taken = ConcurrentHashMap.newKeySet();
        ExecutorService takers = Executors.newFixedThreadPool(4);
        try (Prefetcher<Integer> ahead =
                new Prefetcher<>("count", 2, () -> next.get() < 1000 ? next.incrementAndGet() : null, () -> false)) {
            Callable<Integer> taker = () -> {
                int count = 0;
                for (Integer item = ahead.take(); item != null; item = ahead.take()) {
                    assertThat(taken.add(item)).isTrue();
                    count++;
                }
                return count;
            };
            int sum = 0;
            for (Future<Integer> future : takers.invokeAll(List.of(taker, taker, taker, taker))) {
                sum += future.get();
            }
            assertThat(sum).isEqualTo(1000);
        } finally {
            takers.shutdownNow();
        }
    }

    @Test
    void itIsAheadByNoMoreThanItMayBe() throws Exception {
        AtomicInteger made = new AtomicInteger();
        try (Prefetcher<Integer> ahead = new Prefetcher<>("count", 3, made::incrementAndGet, () -> false)) {
            ahead.take();
            Thread.sleep(200);
            // One taken, three waiting, one in hand.
            assertThat(made.get()).isBetween(4, 5);
        }
    }

    @Test
    void failuresComeToThoseWhoTake() {
        for (Exception failure : List.of(new IOException("disk"), new UserError("corpus"))) {
            AtomicInteger made = new AtomicInteger();
            try (Prefetcher<Integer> ahead = new Prefetcher<>(
                    "fail",
                    2,
                    () -> {
                        if (made.incrementAndGet() == 3) {
                            if (failure instanceof IOException e) {
                                throw e;
                            }
                            throw (UserError) failure;
                        }
                        return made.get();
                    },
                    () -> false)) {
                assertThatThrownBy(() -> {
                            ahead.take();
                            ahead.take();
                            ahead.take();
                        })
                        .isSameAs(failure);
                assertThatThrownBy(ahead::take).isSameAs(failure);
            }
        }
    }

    @Test
    void whoWaitsCanBeCancelled() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        try (Prefetcher<Integer> ahead = new Prefetcher<>(
                "wait",
                1,
                () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return null;
                },
                cancelled::get)) {
            Thread canceller = new Thread(() -> cancelled.set(true));
            canceller.start();
            assertThatThrownBy(ahead::take).isInstanceOf(CancellationException.class);
            canceller.join();
        }
    }
}
