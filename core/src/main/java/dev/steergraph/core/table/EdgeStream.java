package dev.steergraph.core.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code correlations/edges.parquet}, edge by edge in the order of the file: as many as there are, in little memory. */
public final class EdgeStream {

    /** Takes one edge. */
    @FunctionalInterface
    public interface Sink {
        void edge(EdgeRow edge) throws IOException;
    }

    private EdgeStream() {}

    /** Which details the edges of a file have: none, or four, or all of {@link EdgeColumn#DETAILS}. */
    public static List<EdgeColumn> details(Path file) {
        return EdgeFile.details(file);
    }

    /** @throws dev.steergraph.core.UserError if the file is missing, is no Parquet file, or lacks columns */
    public static void read(Path file, Sink sink) throws IOException {
        List<EdgeColumn> columns = EdgeColumn.withDetails(details(file).size());
        EdgeFile.format(columns).stream(file, from -> sink.edge(EdgeRow.of(from, columns)));
    }
}
