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

    /**
     * @param space numbers the features, as of the feature table
     * @throws dev.steergraph.core.UserError if the file is missing, is no Parquet file, lacks columns, or has an edge of a
     *     feature that there is not
     */
    public static void read(Path file, FeatureSpace space, Sink sink) throws IOException {
        int details = details(file).size();
        List<EdgeColumn> measures = EdgeColumn.measures(details);
        EdgeFile.format(file, details).stream(
                file,
                EdgeFile.expressions(file, space, measures),
                from -> sink.edge(EdgeRow.of(from, file, space, measures)));
    }
}
