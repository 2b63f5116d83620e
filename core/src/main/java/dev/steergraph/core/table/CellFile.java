package dev.steergraph.core.table;

import java.nio.file.Path;
import java.util.List;

/** {@code experiment/cells.parquet}. */
public final class CellFile {

    private static final Parquet FORMAT = new Parquet("cells", CellColumn.ALL, "make the experiment again");

    private CellFile() {}

    public static void write(Path file, List<CellRow> rows) {
        FORMAT.write(
                file,
                rows.size(),
                CellColumn.ALL.stream().map(column -> column.cells(rows)).toArray(Cells[]::new));
    }
}
