package dev.steergraph.web;

import java.util.List;

/**
 * A part of a longer list.
 *
 * @param items what is shown
 * @param total how many there are
 * @param truncated whether that is more than is shown
 */
record Page(List<?> items, long total, boolean truncated) {

    static Page of(List<?> items, long total) {
        return new Page(items, total, total > items.size());
    }
}
