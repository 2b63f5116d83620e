package dev.steergraph.web.api.stats;

import dev.steergraph.web.openapi.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the communities of two layers correlate.
 *
 * @param rows the communities with the most features in layer {@code la}
 * @param columns those of layer {@code lb}
 * @param cells where a row and a column correlate
 * @param total how many pairs correlate in all
 * @param truncated whether some of these are of communities that are not shown
 */
record Heatmap(
        int la,
        int lb,
        Metric metric,
        List<CommunitySize> rows,
        List<CommunitySize> columns,
        List<Cell> cells,
        long total,
        boolean truncated) {

    /** A community and how many features it has in the layer. */
    record CommunitySize(int community, long features) {}

    /** The correlations between a row's and a column's community. */
    record Cell(
            @Schema(description = "The row's community") int a,
            @Schema(description = "The column's community") int b,
            long pairs,
            @Schema(description = "Of the metric") @Nullable Double mean,
            @Schema(description = "The largest |r|") double strongest) {}
}
