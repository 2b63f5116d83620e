package dev.steergraph.steering.host;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Work that is done one piece after the other, by a thread that begins with the first. */
final class WorkQueue {

    private static final long PATIENCE_SECONDS = 20;

    private record Entry(Work work, Turn turn) {}

    private final int room;
    private final Runnable atTheEnd;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private @Nullable Entry running;
    private @Nullable Thread worker;
    private boolean closed;

    /**
     * @param room how many pieces of work may wait
     * @param atTheEnd what the thread does last
     */
    WorkQueue(int room, Runnable atTheEnd) {
        this.room = room;
        this.atTheEnd = atTheEnd;
    }

    /** @throws ModelBusy if too much waits already */
    synchronized Turn add(Work work) {
        if (closed) {
            throw new IllegalStateException("the host of models is closed");
        }
        if (waiting.size() >= room) {
            throw new ModelBusy(waiting.size());
        }
        Turn turn = new Turn(this::leave);
        waiting.add(new Entry(work, turn));
        tellHowLong();
        if (worker == null) {
            worker = new Thread(this::workOff, "model");
            worker.setDaemon(true);
            worker.start();
        }
        notifyAll();
        return turn;
    }

    /** Pieces of work that are not done, the one that is being done among them. */
    synchronized int unfinished() {
        return waiting.size() + (running == null ? 0 : 1);
    }

    private synchronized void leave(Turn turn) {
        if (waiting.removeIf(entry -> entry.turn() == turn)) {
            turn.ends(new CancellationException("given up"));
            tellHowLong();
        }
    }

    /** Tells each that waits how many come first; who is next and has nobody before it is told nothing. */
    private void tellHowLong() {
        int ahead = running == null ? 0 : 1;
        for (Entry entry : waiting) {
            if (ahead > 0) {
                entry.turn().happens(new SteeringEvent.Waiting(ahead));
            }
            ahead++;
        }
    }

    private void workOff() {
        try {
            for (Entry entry = take(); entry != null; entry = take()) {
                entry.turn().ends(failureOf(entry));
            }
        } finally {
            atTheEnd.run();
        }
    }

    private synchronized @Nullable Entry take() {
        running = null;
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                return null;
            }
        }
        running = waiting.poll();
        tellHowLong();
        return running;
    }

    /** Whatever goes wrong is told to who asked, and the next one's turn comes. */
    private static @Nullable Throwable failureOf(Entry entry) {
        try {
            entry.turn().requireWanted();
            entry.work().run(entry.turn());
            return null;
        } catch (IOException | RuntimeException | Error e) {
            return e;
        }
    }

    /** Gives up all work. @return whether nothing is done any more; a model that is being loaded cannot be stopped */
    boolean close() {
        Thread last;
        synchronized (this) {
            closed = true;
            List<Entry> all = new ArrayList<>(waiting);
            if (running != null) {
                all.add(running);
            }
            all.forEach(entry -> entry.turn().cancel());
            last = worker;
            notifyAll();
        }
        if (last == null) {
            return true;
        }
        try {
            last.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !last.isAlive();
    }
}
