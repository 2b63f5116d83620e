package dev.steergraph.web.api.community;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A community of the topmost level: how large it is, in which layers it lies, what its texts are about. */
public record Community(
        int number,
        long size,
        @Nullable String label,
        int level,
        List<LayerCount> layers,
        List<CategoryCount> categories,
        long texts) {

    /** How many of its features lie in a layer. */
    record LayerCount(int layer, long features) {}

    /** How many of its features' best texts are of a category. */
    record CategoryCount(String category, long texts) {}
}
