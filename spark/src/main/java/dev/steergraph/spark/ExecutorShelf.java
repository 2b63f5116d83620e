package dev.steergraph.spark;

import dev.steergraph.core.concurrent.Shelf;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What an executor keeps in memory from share to share of one step: models and SAEs. */
final class ExecutorShelf {

    /** Of one step: as many copies of a model as tasks are done at once, or as many SAEs. */
    private static final int ROOM = 8;

    private static @Nullable Step owner;
    private static Shelf shelf = Shelf.none();

    private ExecutorShelf() {}

    /** The shelf of a step; another step's is cleared. */
    static synchronized Shelf of(Step step) {
        if (!step.equals(owner)) {
            try {
                shelf.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            shelf = new Shelf(ROOM);
            owner = step;
        }
        return shelf;
    }
}
