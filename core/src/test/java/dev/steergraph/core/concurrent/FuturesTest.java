package dev.steergraph.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FuturesTest {

    @Test
    void aResultIsReturned() throws IOException {
        assertThat(Futures.get(CompletableFuture.completedFuture(3), "interrupted"))
                .isEqualTo(3);
        assertThat(Futures.join(CompletableFuture.completedFuture(3), IllegalStateException::new))
                .isEqualTo(3);
    }

    @Test
    void failuresArriveAsThemselves() {
        IOException io = new IOException("disk");
        RuntimeException bug = new IllegalArgumentException("bug");
        assertThatThrownBy(() -> Futures.get(failed(io), "interrupted")).isSameAs(io);
        assertThatThrownBy(() -> Futures.get(failed(bug), "interrupted")).isSameAs(bug);
        assertThatThrownBy(() -> Futures.join(failed(bug), IllegalStateException::new))
                .isSameAs(bug);
    }

    @Test
    void whatACallerCannotExpectIsACause() {
        Error error = new OutOfMemoryError("heap");
        assertThatThrownBy(() -> Futures.get(failed(error), "interrupted"))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(error);
        IOException io = new IOException("disk");
        assertThatThrownBy(() -> Futures.join(failed(io), IllegalStateException::new))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(io);
    }

    @Test
    void anInterruptLeavesTheFlagSet() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Futures.get(new CompletableFuture<>(), "interrupted while it was read"))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("interrupted while it was read");
        assertThat(Thread.interrupted()).isTrue();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Futures.join(new CompletableFuture<>(), e -> new CancellationException("stopped")))
                .isInstanceOf(CancellationException.class)
                .hasMessage("stopped");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Future<Integer> failed(Throwable failure) {
        return CompletableFuture.failedFuture(failure);
    }
}
