package dev.steergraph.core.table;

import dev.steergraph.core.UserError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code correlations/features.parquet}. */
public final class FeatureFile {

    private static final List<FeatureColumn> COLUMNS = List.of(FeatureColumn.values());
    private static final Parquet FORMAT = new Parquet("features", COLUMNS, FeatureColumn.PLACE);

    private FeatureFile() {}

    public static void write(Path file, FeatureTable features) {
        FORMAT.write(
                file,
                features.size(),
                COLUMNS.stream().map(column -> column.cells(features)).toArray(Cells[]::new));
    }

    /** @throws UserError if the file is missing, is no Parquet file, lacks columns, or leaves features out */
    public static FeatureTable read(Path file) {
        FeatureTable[] table = new FeatureTable[1];
        Cells[] cells = new Cells[COLUMNS.size()];
        FORMAT.read(
                file,
                n -> {
                    table[0] = FeatureTable.ofSize(n);
                    Arrays.setAll(cells, k -> COLUMNS.get(k).cells(table[0]));
                },
                (from, f) -> {
                    for (int k = 0; k < cells.length; k++) {
                        cells[k].read(from, k + 1, f);
                    }
                });
        try {
            FeatureNumbers.of(table[0]);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + " should list every feature of every layer once, but " + e.getMessage()
                    + "; correlate the run again");
        }
        return table[0];
    }
}
