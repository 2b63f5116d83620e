package dev.steergraph.analytics.exchange.subgraph;

import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.CsvWriter;
import dev.steergraph.core.io.Formulas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code nodes.csv} and {@code edges.csv}: UTF-8, a header each, quoted as RFC 4180 says; a missing value is an empty field. */
final class SubgraphCsv {

    private SubgraphCsv() {}

    static void write(Subgraph subgraph, Path folder, Formulas formulas) throws IOException {
        nodes(subgraph, folder, formulas);
        write(folder.resolve("edges.csv"), formulas, Columns.EDGE, subgraph.edges());
    }

    static void nodes(Subgraph subgraph, Path folder, Formulas formulas) throws IOException {
        write(folder.resolve("nodes.csv"), formulas, Columns.FEATURE, subgraph.features());
    }

    private static <T> void write(Path file, Formulas formulas, List<Columns.Column<T>> columns, List<T> rows)
            throws IOException {
        String[] names = columns.stream().map(Columns.Column::name).toArray(String[]::new);
        AtomicFile.write(file, out -> {
            try (CsvWriter csv = new CsvWriter(out, formulas, names)) {
                for (T row : rows) {
                    csv.row(columns.stream()
                            .map(column -> column.value().apply(row))
                            .toArray());
                }
            }
        });
    }
}
