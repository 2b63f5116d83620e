package dev.steergraph.ingest.extract;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.extract.check.FitCheck;
import dev.steergraph.ingest.extract.check.RowsAt;
import dev.steergraph.ingest.extract.train.OutlierRows;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The first rows of a run whose activations are stored, without outliers that were kept.
 *
 * @param hooks whose activations are still there
 */
record StoredRows(RunDirectory run, Set<HookPoint> hooks) implements RowsAt {

    static StoredRows of(RunDirectory run) {
        Set<HookPoint> stored = new TreeSet<>();
        for (HookPoint hook : run.finished(Stages.EXTRACT).result().hooks()) {
            if (Activations.kept(run, hook)) {
                stored.add(hook);
            }
        }
        return new StoredRows(run, stored);
    }

    @Override
    public Map<HookPoint, ActivationRows> of(Set<HookPoint> wanted) throws IOException {
        Map<HookPoint, ActivationRows> first = new TreeMap<>();
        int[] ordinary = null;
        for (HookPoint hook : hooks) {
            ActivationRows beginning = Activations.open(run, hook).first(FitCheck.ROWS);
            int[] before =
                    ordinary == null ? IntStream.range(0, beginning.rows()).toArray() : ordinary;
            ordinary = OutlierRows.of(run, hook, beginning).ordinary(before);
            first.put(hook, beginning);
        }
        Map<HookPoint, ActivationRows> found = new TreeMap<>();
        for (Map.Entry<HookPoint, ActivationRows> entry : first.entrySet()) {
            if (wanted.contains(entry.getKey()) && ordinary != null) {
                found.put(entry.getKey(), entry.getValue().only(ordinary));
            }
        }
        return found;
    }

    @Override
    public Map<HookPoint, ActivationRows> around(HookPoint hook, Set<HookPoint> predicted) throws IOException {
        return of(hooks);
    }
}
