package dev.steergraph.analytics.exchange.subgraph;

import dev.steergraph.core.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code nodes.csv} and {@code edges.csv}: UTF-8, a header each, quoted as RFC 4180 says; a missing value is an empty field. */
final class SubgraphCsv {

    private SubgraphCsv() {}

    static void write(Subgraph subgraph, Path folder) throws IOException {
        nodes(subgraph, folder);
        write(folder.resolve("edges.csv"), Columns.EDGE, subgraph.edges());
    }

    static void nodes(Subgraph subgraph, Path folder) throws IOException {
        write(folder.resolve("nodes.csv"), Columns.FEATURE, subgraph.features());
    }

    private static <T> void write(Path file, List<Columns.Column<T>> columns, List<T> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        line(text, columns.stream().map(Columns.Column::name).toArray());
        for (T row : rows) {
            line(text, columns.stream().map(c -> c.value().apply(row)).toArray());
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private static void line(StringBuilder text, Object[] values) {
        text.append(Arrays.stream(values).map(SubgraphCsv::field).collect(Collectors.joining(",")))
                .append('\n');
    }

    private static String field(Object value) {
        String text = value == null ? "" : value.toString();
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
