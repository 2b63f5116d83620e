package dev.steergraph.analytics.path;

import java.util.Arrays;

/** A binary heap of ints, smallest key first, then smallest tie value, then smallest item: the order is always the same. */
final class KeyHeap {

    private long[] key = new long[64];
    private int[] tie = new int[64];
    private int[] item = new int[64];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    long key() {
        return key[0];
    }

    void push(long newKey, int newTie, int newItem) {
        if (size == key.length) {
            key = Arrays.copyOf(key, 2 * size);
            tie = Arrays.copyOf(tie, 2 * size);
            item = Arrays.copyOf(item, 2 * size);
        }
        int hole = size++;
        while (hole > 0 && before(newKey, newTie, newItem, (hole - 1) / 2)) {
            move((hole - 1) / 2, hole);
            hole = (hole - 1) / 2;
        }
        put(hole, newKey, newTie, newItem);
    }

    /** Removes the first and returns its item. */
    int pop() {
        int first = item[0];
        int last = --size;
        int hole = 0;
        while (2 * hole + 1 < last) {
            int child = 2 * hole + 1;
            if (child + 1 < last && before(key[child + 1], tie[child + 1], item[child + 1], child)) {
                child++;
            }
            if (before(key[last], tie[last], item[last], child)) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        put(hole, key[last], tie[last], item[last]);
        return first;
    }

    private boolean before(long k, int t, int i, int place) {
        if (k != key[place]) {
            return k < key[place];
        }
        return t != tie[place] ? t < tie[place] : i < item[place];
    }

    private void move(int source, int hole) {
        put(hole, key[source], tie[source], item[source]);
    }

    private void put(int hole, long k, int t, int i) {
        key[hole] = k;
        tie[hole] = t;
        item[hole] = i;
    }
}
