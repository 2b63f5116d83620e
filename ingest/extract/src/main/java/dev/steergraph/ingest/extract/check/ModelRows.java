package dev.steergraph.ingest.extract.check;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.extract.row.SampleRows;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rows that a model makes.
 *
 * @param info of the model
 * @param blocks of it that are loaded
 * @param rows of the sample's text
 */
public record ModelRows(ModelInfo info, int blocks, SampleRows rows) implements RowsAt {

    /** Rows of many hook points. */
    private static final int FEW = 512;

    /** That they may take. */
    private static final long MAX_BYTES = 512L << 20;

    @Override
    public Map<HookPoint, ActivationRows> of(Set<HookPoint> hooks) throws IOException {
        return rows.at(hooks.stream().filter(this::has).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** All of the same block, and the same tensor of all blocks, where they are as wide. */
    @Override
    public Map<HookPoint, ActivationRows> around(HookPoint hook, Set<HookPoint> predicted) throws IOException {
        Set<HookPoint> hooks = new TreeSet<>();
        for (Site site : info.sites()) {
            if (site != Site.EMBED) {
                hooks.add(new HookPoint(hook.layer(), site));
            }
        }
        for (int layer = 0; layer < blocks && hook.site() != Site.EMBED; layer++) {
            hooks.add(new HookPoint(layer, hook.site()));
        }
        hooks.removeIf(other -> !has(other) || info.width(other) != info.width(hook));
        hooks.addAll(predicted);
        hooks.removeIf(other -> !has(other));
        long fitting = MAX_BYTES / Float.BYTES / info.width(hook) / Math.max(1, hooks.size());
        return rows.first((int) Math.max(1, Math.min(FEW, fitting))).at(hooks);
    }

    private boolean has(HookPoint hook) {
        return hook.layer() < blocks && info.has(hook);
    }
}
