package dev.steergraph.steering.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.steering.host.SteeringEvent.Loading;
import dev.steergraph.steering.host.SteeringEvent.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkQueueTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch held = new CountDownLatch(1);
    private final AtomicInteger ends = new AtomicInteger();
    private final WorkQueue queue = new WorkQueue(2, ends::incrementAndGet);

    @AfterEach
    void close() {
        held.countDown();
        queue.close();
    }

    /** A piece of work that says that it has begun, and holds up the others. */
    private Turn hold() throws InterruptedException {
        Turn turn = queue.add(own -> {
            own.happens(new Loading("it"));
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            own.requireWanted();
        });
        assertThat(turn.next(LONG)).contains(new Loading("it"));
        return turn;
    }

    private static List<SteeringEvent> rest(Turn turn) throws InterruptedException {
        List<SteeringEvent> all = new ArrayList<>();
        while (!turn.isOver()) {
            turn.next(LONG).ifPresent(all::add);
        }
        return all;
    }

    @Test
    void oneIsDoneAfterTheOtherAndTheNextIsToldHowManyComeFirst() throws Exception {
        List<String> order = new ArrayList<>();
        Turn first = hold();
        Turn second = queue.add(turn -> order.add("second"));
        Turn third = queue.add(turn -> order.add("third"));
        assertThat(queue.unfinished()).isEqualTo(3);
        assertThat(second.next(LONG)).contains(new Waiting(1));
        held.countDown();
        assertThat(rest(first)).isEmpty();
        assertThat(rest(third)).startsWith(new Waiting(2)).contains(new Waiting(1));
        rest(second);
        assertThat(order).containsExactly("second", "third");
    }

    @Test
    void moreThanMayWaitAreRefused() throws Exception {
        hold();
        queue.add(turn -> {});
        Turn last = queue.add(turn -> {});
        assertThatThrownBy(() -> queue.add(turn -> {}))
                .isInstanceOf(ModelBusy.class)
                .hasMessageContaining("2 requests are waiting");
        last.cancel();
        queue.add(turn -> {});
    }

    @Test
    void whatWaitsAndIsGivenUpIsNotBegun() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        Turn first = hold();
        Turn second = queue.add(turn -> begun.incrementAndGet());
        second.cancel();
        assertThatThrownBy(() -> rest(second)).isInstanceOf(CancellationException.class);
        held.countDown();
        rest(first);
        rest(queue.add(turn -> {}));
        assertThat(begun).hasValue(0);
    }

    @Test
    void whatIsBeingDoneEndsWhereItNextLooks() throws Exception {
        Turn first = hold();
        first.cancel();
        held.countDown();
        assertThatThrownBy(() -> rest(first)).isInstanceOf(CancellationException.class);
    }

    @Test
    void whoFailsIsToldAndTheNextOnesTurnComes() throws Exception {
        hold();
        Turn mistaken = queue.add(turn -> {
            throw new UserError("this cannot be");
        });
        Turn exhausted = queue.add(turn -> {
            throw new OutOfMemoryError("of the device");
        });
        held.countDown();
        assertThatThrownBy(() -> rest(mistaken)).isInstanceOf(UserError.class).hasMessageContaining("this cannot be");
        assertThatThrownBy(() -> rest(exhausted)).hasMessageContaining("of the device");
        Turn next = queue.add(turn -> turn.happens(new Loading("next")));
        assertThat(rest(next)).contains(new Loading("next"));
    }

    @Test
    void closingGivesUpAllWorkAndFreesWhatIsHeldOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Turn first = queue.add(turn -> {
            begun.countDown();
            while (!turn.isCancelled()) {
                Thread.onSpinWait();
            }
        });
        begun.await();
        Turn second = queue.add(turn -> {});
        assertThat(queue.close()).isTrue();
        assertThat(ends).hasValue(1);
        assertThatThrownBy(() -> rest(second)).isInstanceOf(CancellationException.class);
        assertThat(overOrGivenUp(first)).isTrue();
        assertThatThrownBy(() -> queue.add(turn -> {})).isInstanceOf(IllegalStateException.class);
    }

    /** It may have ended just before it was given up. */
    private static boolean overOrGivenUp(Turn turn) throws InterruptedException {
        try {
            Optional<SteeringEvent> last = turn.next(LONG);
            return last.isEmpty() && turn.isOver();
        } catch (CancellationException e) {
            return turn.isOver();
        }
    }
}
