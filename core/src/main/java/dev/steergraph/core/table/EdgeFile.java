package dev.steergraph.core.table;

import dev.steergraph.core.UserError;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code correlations/edges.parquet}. */
public final class EdgeFile {

    /** Columns of the result before the measures: the numbers of source and target. */
    static final int ENDS = 2;

    private static final List<String> BY_NUMBER = List.of("1", "2");
    private static final Parquet FORMAT = new Parquet(
            "edges",
            Stream.concat(EdgeColumn.ENDS.stream(), EdgeColumn.MEASURES.stream())
                    .toList());

    private EdgeFile() {}

    /** @param details further columns; of the cosine only if some set has a decoder, and null where a pair has none */
    public static void write(Path file, EdgeList edges, Optional<EdgeDetails> details) {
        List<EdgeColumn> columns =
                EdgeColumn.withDetails(details.map(EdgeFile::count).orElse(0));
        Cells[] cells = columns.stream()
                .map(column -> details.map(more -> column.cells(edges, more)).orElseGet(() -> column.cells(edges)))
                .toArray(Cells[]::new);
        new Parquet("edges", columns).write(file, edges.size(), cells);
    }

    private static int count(EdgeDetails details) {
        return EdgeColumn.DETAILS.size() - (details.cosine().length > 0 ? 0 : 1);
    }

    /** The further columns that a file has: none, all but the last, or all. */
    static List<EdgeColumn> details(Path file) {
        return details(FORMAT.names(file));
    }

    private static List<EdgeColumn> details(Set<String> names) {
        List<EdgeColumn> details = EdgeColumn.DETAILS;
        if (!names.contains(details.get(0).column())) {
            return List.of();
        }
        return names.contains(EdgeColumn.DECODER_COSINE.column()) ? details : details.subList(0, details.size() - 1);
    }

    /** The columns of a file with so many details, of a version that tells the sets or of one before it. */
    static Parquet format(Path file, int details) {
        List<EdgeColumn> columns = new ArrayList<>(EdgeColumn.ENDS);
        columns.addAll(EdgeColumn.measures(details));
        columns.addAll(isNamed(file) ? EdgeColumn.SETS : List.of());
        return new Parquet("edges", columns);
    }

    /**
     * What is read of each row: the two numbers, and some columns.
     *
     * @throws UserError if the file does not tell sets that only their names tell apart
     */
    static List<String> expressions(Path file, FeatureSpace space, List<EdgeColumn> columns) {
        List<String> expressions = new ArrayList<>(EdgeEnds.of(file, space, isNamed(file)));
        columns.forEach(column -> expressions.add(column.column()));
        return expressions;
    }

    private static boolean isNamed(Path file) {
        return FORMAT.names(file).contains(EdgeColumn.SOURCE_SAE.column());
    }

    /**
     * The number of an edge's feature in the current row.
     *
     * @param end 1 for the source, 2 for the target
     * @throws UserError if it is of no feature
     */
    static int number(ResultSet from, int end, Path file) throws SQLException {
        int number = from.getInt(end);
        if (from.wasNull()) {
            throw new UserError(file + " should have edges between the features of features.parquet, but has some of"
                    + " others; correlate the run again");
        }
        return number;
    }

    /**
     * The further columns, if the file has them.
     *
     * @param space numbers the features, as of the feature table
     * @return details by column, NaN for no value: as many as {@link EdgeStream} gives, or none
     * @throws UserError if the file is missing, is no Parquet file, or lacks columns
     */
    public static double[][] readDetails(Path file, FeatureSpace space) {
        List<EdgeColumn> columns = details(file);
        double[][] details = new double[columns.size()][];
        if (details.length > 0) {
            format(file, details.length)
                    .read(
                            file,
                            expressions(file, space, columns),
                            BY_NUMBER,
                            n -> Arrays.setAll(details, k -> new double[n]),
                            (from, e) -> {
                                for (int k = 0; k < details.length; k++) {
                                    Cells.nullableDoubles(details[k]).read(from, ENDS + 1 + k, e);
                                }
                            });
        }
        return details;
    }

    /**
     * @param space numbers the features, as of the feature table
     * @throws UserError if the file is missing, is no Parquet file, lacks columns, or holds what cannot be an edge
     */
    public static EdgeList read(Path file, FeatureSpace space) {
        EdgeList[] list = new EdgeList[1];
        Cells[] cells = new Cells[EdgeColumn.MEASURES.size()];
        format(file, 0)
                .read(
                        file,
                        expressions(file, space, EdgeColumn.MEASURES),
                        BY_NUMBER,
                        n -> {
                            list[0] = EdgeList.ofSize(space, n);
                            Arrays.setAll(cells, k -> EdgeColumn.MEASURES.get(k).cells(list[0]));
                        },
                        (from, e) -> {
                            list[0].source()[e] = number(from, 1, file);
                            list[0].target()[e] = number(from, 2, file);
                            for (int k = 0; k < cells.length; k++) {
                                cells[k].read(from, ENDS + 1 + k, e);
                            }
                            check(file, list[0], e);
                        });
        return list[0];
    }

    private static void check(Path file, EdgeList edges, int e) {
        boolean upward = edges.source()[e] < edges.target()[e];
        boolean follows =
                e == 0 || edges.source()[e - 1] != edges.source()[e] || edges.target()[e - 1] != edges.target()[e];
        if (!upward || !follows || !(EdgeWeight.absR(edges.r()[e]) <= 1)) {
            throw new UserError(file
                    + " should list each pair once, from the lower feature to the higher, with r from -1 to 1, but has "
                    + edges.space().address(edges.source()[e]) + " to "
                    + edges.space().address(edges.target()[e]) + " with " + edges.r()[e] + (follows ? "" : " again")
                    + "; correlate the run again");
        }
    }
}
