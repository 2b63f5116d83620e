package dev.steergraph.core.table;

import dev.steergraph.core.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code correlations/features.parquet}. */
public final class FeatureFile {

    private static final List<FeatureColumn> COLUMNS = List.of(FeatureColumn.values());

    /** What tables of every version have. */
    private static final List<FeatureColumn> OLD = COLUMNS.subList(0, FeatureColumn.SAE.ordinal());

    /** Sets of a layer stand in the order of the file, which is that of their sites. */
    private static final List<String> ORDER =
            List.of("layer", "min(file_row_number) OVER (PARTITION BY layer, sae)", "index");

    private FeatureFile() {}

    public static void write(Path file, FeatureTable features) {
        new Parquet("features", COLUMNS)
                .write(
                        file,
                        features.size(),
                        COLUMNS.stream().map(column -> column.cells(features)).toArray(Cells[]::new));
    }

    /**
     * Tables of earlier versions do not name the sets: their sets have the name "".
     *
     * @throws UserError if the file is missing, is no Parquet file, lacks columns, or leaves features out
     */
    public static FeatureTable read(Path file) {
        boolean named = new Parquet("features", OLD).names(file).contains(FeatureColumn.SAE.column());
        List<FeatureColumn> columns = named ? COLUMNS : OLD;
        List<String> expressions = new ArrayList<>();
        expressions.add(FeatureColumn.LAYER.column());
        expressions.add(FeatureColumn.INDEX.column());
        expressions.add(named ? FeatureColumn.SAE.column() : "''");
        FeatureColumn.MEASURES.forEach(measure -> expressions.add(measure.column()));
        FeatureRows rows = new FeatureRows();
        new Parquet("features", columns)
                .read(file, expressions, named ? ORDER : List.of("layer", "index"), rows::begin, rows::read);
        try {
            return rows.table();
        } catch (IllegalArgumentException e) {
            throw new UserError(file + " should list every feature of every layer once, but " + e.getMessage()
                    + "; correlate the run again");
        }
    }
}
