package dev.steergraph.web;

import java.util.List;

/**
 * A part of a longer list.
 *
 * @param items what is shown
 * @param total how many there are
 * @param truncated whether more follow these
 * @param nextCursor where they begin, null if none follow
 */
record Page(List<?> items, long total, boolean truncated, String nextCursor) {

    static Page of(List<?> items, long total) {
        return of(items, total, 0);
    }

    /** @param skipped how many items lie before these */
    static Page of(List<?> items, long total, int skipped) {
        int next = skipped + items.size();
        boolean more = total > next;
        return new Page(items, total, more, more ? Cursor.at(next) : null);
    }

    /** The same list as one that cannot be continued. */
    Page withoutCursor() {
        return new Page(items, total, truncated, null);
    }
}
