package dev.steergraph.core.table;

import java.io.IOException;
import java.nio.file.Path;

/** {@code correlations/edges.parquet}, edge by edge in the order of the file: as many as there are, in little memory. */
public final class EdgeStream {

    /** Takes one edge; what it is given is as in an {@link EdgeList}, details as of {@link EdgeFile#readDetails}. */
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
                long coactivations,
                long documents,
                double[] details)
                throws IOException;
    }

    private EdgeStream() {}

    /** How many details the edges of a file have: none, or 4, or 5 with the decoders' cosine. */
    public static int details(Path file) {
        return EdgeFile.format(file).width() - EdgeFile.FORMAT.width();
    }

    /** @throws dev.steergraph.core.UserError if the file is missing, is no Parquet file, or lacks columns */
    public static void read(Path file, Sink sink) throws IOException {
        Parquet format = EdgeFile.format(file);
        int more = details(file);
        format.stream(file, from -> {
            double[] details = new double[more];
            for (int k = 0; k < more; k++) {
                details[k] = EdgeFile.detail(from, k);
            }
            sink.edge(
                    from.getInt(1),
                    from.getInt(2),
                    from.getInt(3),
                    from.getInt(4),
                    from.getDouble(5),
                    from.getDouble(6),
                    from.getDouble(7),
                    from.getLong(8),
                    from.getLong(9),
                    details);
        });
    }
}
