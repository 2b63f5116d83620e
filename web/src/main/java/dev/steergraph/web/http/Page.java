package dev.steergraph.web.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a longer list.
 *
 * @param items what is shown
 * @param total how many there are
 * @param truncated whether more follow these
 * @param nextCursor where they begin, null if none follow
 */
public record Page<T>(
        List<T> items,
        long total,
        boolean truncated,
        @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> of(List<T> items, long total) {
        return of(items, total, 0);
    }

    /** @param skipped how many items lie before these */
    public static <T> Page<T> of(List<T> items, long total, int skipped) {
        int next = skipped + items.size();
        boolean more = total > next;
        return new Page<>(items, total, more, more ? Cursor.at(next) : null);
    }

    /** The same list as one that cannot be continued. */
    public Page<T> withoutCursor() {
        return new Page<>(items, total, truncated, null);
    }
}
