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

    @Override
    public Map<HookPoint, ActivationRows> of(Set<HookPoint> hooks) throws IOException {
        return rows.at(hooks.stream().filter(this::has).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** All of the same block, and the same tensor of the blocks before and after it, where they are as wide. */
    @Override
    public Set<HookPoint> near(HookPoint hook) {
        Set<HookPoint> near = new TreeSet<>();
        for (int layer = Math.max(0, hook.layer() - 1); layer <= hook.layer() + 1; layer++) {
            for (Site site : info.sites()) {
                boolean meant = layer == hook.layer() || site == hook.site();
                if (meant && (site != Site.EMBED || layer == 0)) {
                    near.add(new HookPoint(layer, site));
                }
            }
        }
        near.removeIf(other -> !has(other) || info.width(other) != info.width(hook));
        return near;
    }

    private boolean has(HookPoint hook) {
        return hook.layer() < blocks && info.has(hook);
    }
}
