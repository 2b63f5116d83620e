package dev.steergraph.web.api.community;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A community of the topmost level: how large it is, in which layers and sets it lies, what its texts are about. */
public record Community(
        int number,
        long size,
        @Nullable String label,
        int level,
        List<LayerCount> layers,
        List<SetCount> sets,
        List<CategoryCount> categories,
        long texts) {

    /** How many of its features lie in a layer. */
    record LayerCount(int layer, long features) {}

    /** How many of its features are of a set. */
    record SetCount(
            int layer, @Nullable Integer depth, @Nullable String site, String sae, long features) {}

    /** How many of its features' best texts are of a category. */
    record CategoryCount(String category, long texts) {}
}
