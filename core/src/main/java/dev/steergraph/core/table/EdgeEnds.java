package dev.steergraph.core.table;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSet;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The numbers of an edge's features, as SQL over the columns of a file; null for a feature that there is not. */
final class EdgeEnds {

    private EdgeEnds() {}

    /**
     * @param named whether the file tells the sets
     * @return of source and target
     * @throws UserError if the file does not tell sets that only their names tell apart
     */
    static List<String> of(Path file, FeatureSpace space, boolean named) {
        if (!named && space.hasSiblings()) {
            throw new UserError(file + " should have the column " + EdgeColumn.SOURCE_SAE.column()
                    + ", as a layer has several sets; correlate the run again");
        }
        return List.of(
                number(space, EdgeColumn.SOURCE_LAYER, EdgeColumn.SOURCE_INDEX, named ? EdgeColumn.SOURCE_SAE : null),
                number(space, EdgeColumn.TARGET_LAYER, EdgeColumn.TARGET_INDEX, named ? EdgeColumn.TARGET_SAE : null));
    }

    private static String number(FeatureSpace space, EdgeColumn layer, EdgeColumn index, @Nullable EdgeColumn sae) {
        if (space.sets().isEmpty()) {
            return "CAST(NULL AS INTEGER)";
        }
        return IntStream.range(0, space.sets().size())
                .mapToObj(place -> {
                    FeatureSet set = space.sets().get(place);
                    String name = sae == null ? "" : " AND " + sae.column() + " = '" + set.sae() + "'";
                    return "WHEN " + layer.column() + " = " + set.layer() + name + " AND " + index.column()
                            + " BETWEEN 0 AND " + (space.width(place) - 1) + " THEN " + space.offsets()[place] + " + "
                            + index.column();
                })
                .collect(Collectors.joining(" ", "CASE ", " END"));
    }
}
