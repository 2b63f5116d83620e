package dev.steergraph.ingest.extract.check;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.extract.row.SampleRows;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows that a model makes.
 *
 * @param info of the model
 * @param blocks of it that are loaded
 * @param rows of the sample's text
 */
public record ModelRows(ModelInfo info, int blocks, SampleRows rows) implements RowsAt {

    /** Hook points that are looked at in one pass. */
    private static final int TOGETHER = 8;

    @Override
    public Map<HookPoint, ActivationRows> of(Set<HookPoint> hooks) throws IOException {
        return rows.at(hooks.stream().filter(this::has).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** All of the same block, then the same tensor of other blocks, the nearest first; those that are as wide. */
    @Override
    public List<Set<HookPoint>> near(HookPoint hook) {
        List<Set<HookPoint>> near = new ArrayList<>();
        near.add(wide(
                hook,
                info.sites().stream()
                        .filter(site -> site != Site.EMBED)
                        .map(site -> new HookPoint(hook.layer(), site))));
        List<HookPoint> others = IntStream.range(0, hook.site() == Site.EMBED ? 0 : blocks)
                .boxed()
                .sorted(Comparator.comparingInt(layer -> Math.abs(layer - hook.layer())))
                .map(layer -> new HookPoint(layer, hook.site()))
                .toList();
        for (int from = 0; from < others.size(); from += TOGETHER) {
            near.add(wide(hook, others.subList(from, Math.min(others.size(), from + TOGETHER)).stream()));
        }
        return near;
    }

    private Set<HookPoint> wide(HookPoint hook, Stream<HookPoint> hooks) {
        return hooks.filter(other -> has(other) && info.width(other) == info.width(hook))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean has(HookPoint hook) {
        return hook.layer() < blocks && info.has(hook);
    }
}
