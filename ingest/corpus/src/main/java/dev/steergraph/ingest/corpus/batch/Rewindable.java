package dev.steergraph.ingest.corpus.batch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Elements of which the first can be read several times, from a source that is read once, such as standard input.
 *
 * @param <T> the elements
 */
public final class Rewindable<T> {

    private final Iterator<T> source;
    private final List<T> read = new ArrayList<>();

    public Rewindable(Iterator<T> source) {
        this.source = source;
    }

    /** From the first one; those that are taken are kept. */
    public Iterator<T> recorded() {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < read.size() || source.hasNext();
            }

            @Override
            public T next() {
                if (at == read.size()) {
                    read.add(source.next());
                }
                return read.get(at++);
            }
        };
    }

    /** All, from the first one again; those that are taken are not kept. */
    public Iterator<T> all() {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < read.size() || source.hasNext();
            }

            @Override
            public T next() {
                return at < read.size() ? read.set(at++, null) : source.next();
            }
        };
    }
}
