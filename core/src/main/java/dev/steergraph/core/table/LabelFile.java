package dev.steergraph.core.table;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSet;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code labels/labels.parquet}. */
public final class LabelFile {

    private static final List<LabelColumn> COLUMNS = List.of(LabelColumn.values());
    private static final Parquet FORMAT = new Parquet("labels", COLUMNS);

    private LabelFile() {}

    public static void write(Path file, List<LabelEdge> edges) {
        FORMAT.write(
                file,
                edges.size(),
                COLUMNS.stream().map(column -> column.cells(edges)).toArray(Cells[]::new));
    }

    /**
     * In the order of the file.
     *
     * @throws UserError if the file is missing, is no Parquet file, or lacks columns
     */
    public static List<LabelEdge> read(Path file) {
        List<LabelEdge> edges = new ArrayList<>();
        FORMAT.read(
                file,
                COLUMNS.stream().map(column -> "\"" + column.column() + "\"").toList(),
                List.of("file_row_number"),
                rows -> {},
                (row, k) -> edges.add(edge(row)));
        return edges;
    }

    private static LabelEdge edge(ResultSet row) throws SQLException {
        return new LabelEdge(
                row.getString(LabelColumn.LABEL.ordinal() + 1),
                new FeatureSet(
                        row.getInt(LabelColumn.LAYER.ordinal() + 1), row.getString(LabelColumn.SAE.ordinal() + 1)),
                row.getInt(LabelColumn.INDEX.ordinal() + 1),
                number(row, LabelColumn.R),
                number(row, LabelColumn.AUROC),
                Math.toIntExact(row.getLong(LabelColumn.DOCUMENTS.ordinal() + 1)),
                number(row, LabelColumn.SHARE),
                Math.toIntExact(row.getLong(LabelColumn.ACTIVE.ordinal() + 1)),
                number(row, LabelColumn.MEAN_WITH),
                number(row, LabelColumn.MEAN_WITHOUT),
                number(row, LabelColumn.R_FIRST),
                number(row, LabelColumn.R_SECOND));
    }

    private static double number(ResultSet row, LabelColumn column) throws SQLException {
        double value = row.getDouble(column.ordinal() + 1);
        return row.wasNull() ? Double.NaN : value;
    }
}
