package dev.steergraph.steering.edit;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.ingest.model.hook.Pass;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Where was written: at each hook point and for each kind of positions, which columns of which sequence. */
final class Tally {

    private static final int ROOM = 1 << 22;

    private final Map<Key, BitSet> written = new HashMap<>();

    private record Key(HookPoint hook, Positions positions) {}

    void add(HookPoint hook, Positions positions, Pass pass, long[] rows) {
        BitSet columns = written.computeIfAbsent(new Key(hook, positions), key -> new BitSet());
        for (long row : rows) {
            columns.set(at(pass.sequence((int) row), pass.column((int) row)));
        }
    }

    boolean has(HookPoint hook, Positions positions, int sequence, int column) {
        BitSet columns = written.get(new Key(hook, positions));
        return columns != null && columns.get(at(sequence, column));
    }

    int size(HookPoint hook, Positions positions) {
        BitSet columns = written.get(new Key(hook, positions));
        return columns == null ? 0 : columns.cardinality();
    }

    void clear() {
        written.clear();
    }

    private static int at(int sequence, int column) {
        return Math.addExact(Math.multiplyExact(sequence, ROOM), column);
    }
}
