package dev.steergraph.core.concurrent;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is dear to make and of use to the next piece of work, such as a model in memory. A thing has one user at a time; where
 * two want the same, there are two of it.
 */
public final class Shelf implements Closeable {

    private final int room;
    /** What nobody uses, the longest unused first. */
    private final Deque<Idle> idle = new ArrayDeque<>();

    private final Map<Key<?>, Object> values = new HashMap<>();
    private boolean closed;

    /** @param room how many things are kept while nobody uses them */
    public Shelf(int room) {
        this.room = room;
    }

    /** One that keeps nothing. */
    public static Shelf none() {
        return new Shelf(0);
    }

    /** What a thing is known by. @param of all that it depends on */
    public record Key<T>(Class<T> type, Object of) {}

    private record Idle(Key<?> key, Closeable thing) {}

    /** Makes a thing. */
    @FunctionalInterface
    public interface Maker<T> {
        T make() throws IOException;
    }

    /** Uses a thing. */
    @FunctionalInterface
    public interface Use<T> {
        void of(T thing) throws IOException;
    }

    /** Uses a thing that is here, or is made, and keeps it; one whose use has failed is closed. */
    public <T extends Closeable> void with(Key<T> key, Maker<T> maker, Use<T> use) throws IOException {
        Closeable found = take(key);
        T thing = found == null ? maker.make() : key.type.cast(found);
        boolean sound = false;
        try {
            use.of(thing);
            sound = true;
        } finally {
            Closeable over = sound ? put(new Idle(key, thing)) : thing;
            if (over != null) {
                over.close();
            }
        }
    }

    /** A value that never changes and need not be closed; all who ask for it have the same one. */
    public <T> T value(Key<T> key, Maker<T> maker) throws IOException {
        synchronized (this) {
            Object known = values.get(key);
            if (known != null) {
                return key.type.cast(known);
            }
        }
        T made = maker.make();
        if (room == 0) {
            return made;
        }
        synchronized (this) {
            Object first = values.putIfAbsent(key, made);
            return first == null ? made : key.type.cast(first);
        }
    }

    private synchronized @Nullable Closeable take(Key<?> key) {
        for (Iterator<Idle> all = idle.descendingIterator(); all.hasNext(); ) {
            Idle each = all.next();
            if (each.key.equals(key)) {
                all.remove();
                return each.thing;
            }
        }
        return null;
    }

    /** @return what there is no room for */
    private synchronized @Nullable Closeable put(Idle thing) {
        if (closed) {
            return thing.thing;
        }
        idle.add(thing);
        return idle.size() > room ? idle.remove().thing : null;
    }

    /** Closes what nobody uses; the rest when its use ends. */
    @Override
    public void close() throws IOException {
        Deque<Idle> left;
        synchronized (this) {
            closed = true;
            left = new ArrayDeque<>(idle);
            idle.clear();
        }
        for (Idle each : left) {
            each.thing.close();
        }
    }
}
