package dev.steergraph.core.table;

import dev.steergraph.core.UserError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code correlations/edges.parquet}. */
public final class EdgeFile {

    private static final Parquet FORMAT = format(EdgeColumn.withDetails(0));

    private EdgeFile() {}

    static Parquet format(List<EdgeColumn> columns) {
        return new Parquet("edges", columns, EdgeColumn.ENDS);
    }

    /** @param details further columns; of the cosine only if some layer has a decoder, and null where a pair has none */
    public static void write(Path file, EdgeList edges, Optional<EdgeDetails> details) {
        List<EdgeColumn> columns =
                EdgeColumn.withDetails(details.map(EdgeFile::count).orElse(0));
        Cells[] cells = columns.stream()
                .map(column -> details.map(more -> column.cells(edges, more)).orElseGet(() -> column.cells(edges)))
                .toArray(Cells[]::new);
        format(columns).write(file, edges.size(), cells);
    }

    private static int count(EdgeDetails details) {
        return EdgeColumn.DETAILS.size() - (details.cosine().length > 0 ? 0 : 1);
    }

    /** The further columns that a file has: none, all but the last, or all. */
    static List<EdgeColumn> details(Path file) {
        Set<String> names = FORMAT.names(file);
        List<EdgeColumn> details = EdgeColumn.DETAILS;
        if (!names.contains(details.get(0).column())) {
            return List.of();
        }
        return names.contains(EdgeColumn.DECODER_COSINE.column()) ? details : details.subList(0, details.size() - 1);
    }

    /**
     * The further columns, if the file has them.
     *
     * @return details by column, NaN for no value: as many as {@link EdgeStream} gives, or none
     * @throws UserError if the file is missing, is no Parquet file, or lacks columns
     */
    public static double[][] readDetails(Path file) {
        List<EdgeColumn> columns = EdgeColumn.withDetails(details(file).size());
        int before = FORMAT.width();
        double[][] details = new double[columns.size() - before][];
        if (details.length > 0) {
            format(columns).read(file, n -> Arrays.setAll(details, k -> new double[n]), (from, e) -> {
                for (int k = 0; k < details.length; k++) {
                    Cells.nullableDoubles(details[k]).read(from, before + 1 + k, e);
                }
            });
        }
        return details;
    }

    /** @throws UserError if the file is missing, is no Parquet file, lacks columns, or holds what cannot be an edge */
    public static EdgeList read(Path file) {
        EdgeList[] list = new EdgeList[1];
        Cells[] cells = new Cells[FORMAT.width()];
        FORMAT.read(
                file,
                n -> {
                    list[0] = EdgeList.ofSize(n);
                    Arrays.setAll(cells, k -> EdgeColumn.values()[k].cells(list[0]));
                },
                (from, e) -> {
                    for (int k = 0; k < cells.length; k++) {
                        cells[k].read(from, k + 1, e);
                    }
                    check(file, list[0], e);
                });
        return list[0];
    }

    private static void check(Path file, EdgeList edges, int e) {
        boolean upward =
                compare(edges.sourceLayer()[e], edges.sourceIndex()[e], edges.targetLayer()[e], edges.targetIndex()[e])
                        < 0;
        boolean follows = e == 0
                || compare(
                                edges.sourceLayer()[e - 1],
                                edges.sourceIndex()[e - 1],
                                edges.sourceLayer()[e],
                                edges.sourceIndex()[e])
                        != 0
                || compare(
                                edges.targetLayer()[e - 1],
                                edges.targetIndex()[e - 1],
                                edges.targetLayer()[e],
                                edges.targetIndex()[e])
                        != 0;
        boolean correlation =
                EdgeWeight.absR(edges.r()[e]) <= 1 && edges.sourceLayer()[e] >= 0 && edges.sourceIndex()[e] >= 0;
        if (!upward || !follows || !correlation) {
            throw new UserError(file
                    + " should list each pair once, from the lower feature to the higher, with r from -1 to 1, but has "
                    + edges.sourceLayer()[e] + ":" + edges.sourceIndex()[e] + " to " + edges.targetLayer()[e] + ":"
                    + edges.targetIndex()[e] + " with " + edges.r()[e] + (follows ? "" : " again")
                    + "; correlate the run again");
        }
    }

    private static int compare(int layerA, int indexA, int layerB, int indexB) {
        return layerA != layerB ? Integer.compare(layerA, layerB) : Integer.compare(indexA, indexB);
    }
}
