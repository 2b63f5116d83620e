package dev.steergraph.ingest.correlate;

import java.io.IOException;
import java.nio.file.Path;

/** {@code correlations/edges.parquet}, edge by edge in the order of the file: as many as there are, in little memory. */
public final class EdgeStream {

    /** Takes one edge; what it is given is as in an {@link EdgeList}. */
    @FunctionalInterface
    public interface Sink {
        void edge(
                int sourceLayer,
                int sourceIndex,
                int targetLayer,
                int targetIndex,
                double r,
                double mi,
                double nmi,
                long n11,
                long documents)
                throws IOException;
    }

    private EdgeStream() {}

    /** @throws dev.steergraph.cypher.UserError if the file is missing, is no Parquet file, or lacks columns */
    public static void read(Path file, Sink sink) throws IOException {
        EdgeFile.FORMAT.stream(
                file,
                from -> sink.edge(
                        from.getInt(1),
                        from.getInt(2),
                        from.getInt(3),
                        from.getInt(4),
                        from.getDouble(5),
                        from.getDouble(6),
                        from.getDouble(7),
                        from.getLong(8),
                        from.getLong(9)));
    }
}
