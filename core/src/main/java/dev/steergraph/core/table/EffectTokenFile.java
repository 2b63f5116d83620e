package dev.steergraph.core.table;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** {@code effects/tokens.parquet}. */
public final class EffectTokenFile {

    private static final String REMEDY = "measure the effects again";
    private static final Parquet FORMAT = new Parquet("tokens", EffectTokenColumn.ALL, REMEDY);

    private EffectTokenFile() {}

    public static void write(Path file, FeatureSpace space, List<EffectToken> tokens) {
        Cells[] cells = EffectTokenColumn.ALL.stream()
                .map(column -> column.cells(space, tokens))
                .toArray(Cells[]::new);
        FORMAT.write(file, tokens.size(), cells);
    }

    /**
     * In the order of the file: by source, those that rise first, the strongest first.
     *
     * @throws UserError if the file is missing, is no Parquet file, lacks columns, or is of other features
     */
    public static List<EffectToken> read(Path file, FeatureSpace space) {
        List<EffectToken> tokens = new ArrayList<>();
        FORMAT.read(
                file,
                List.of("source_layer", "source_sae", "source_index", "rank", "token", "text", "change"),
                List.of("file_row_number"),
                n -> {},
                (from, row) -> {
                    OptionalInt source = space.find(new FeatureSet(from.getInt(1), from.getString(2)), from.getInt(3));
                    tokens.add(new EffectToken(
                            source.orElseThrow(() -> new UserError(
                                    file + " is of features that features.parquet does not list; " + REMEDY)),
                            from.getInt(4),
                            from.getInt(5),
                            from.getString(6),
                            from.getDouble(7)));
                });
        return tokens;
    }
}
