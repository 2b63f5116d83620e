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

/** {@code correlations/edges.parquet}. */
public final class EdgeFile {

    private static final List<Parquet.Column> COLUMNS = List.of(
            new Parquet.Column("source_layer", "INTEGER"),
            new Parquet.Column("source_index", "INTEGER"),
            new Parquet.Column("target_layer", "INTEGER"),
            new Parquet.Column("target_index", "INTEGER"),
            new Parquet.Column("r", "DOUBLE"),
            new Parquet.Column("mi", "DOUBLE"),
            new Parquet.Column("nmi", "DOUBLE"),
            new Parquet.Column("n11", "BIGINT"),
            new Parquet.Column("documents", "BIGINT"));
    private static final List<Parquet.Column> DETAILS = List.of(
            new Parquet.Column("mi_binned", "DOUBLE"),
            new Parquet.Column("p_source_given_target", "DOUBLE"),
            new Parquet.Column("p_target_given_source", "DOUBLE"),
            new Parquet.Column("lift", "DOUBLE"));
    private static final Parquet.Column COSINE = new Parquet.Column("decoder_cosine", "DOUBLE", true);
    private static final String ORDER = "source_layer, source_index, target_layer, target_index";
    static final Parquet FORMAT = new Parquet("edges", COLUMNS, ORDER);

    private EdgeFile() {}

    /** @param details further columns; of the cosine only if some layer has a decoder, and null where a pair has none */
    public static void write(Path file, EdgeList edges, Optional<EdgeDetails> details) {
        boolean cosine = details.isPresent() && details.get().cosine().length > 0;
        format(details.isPresent(), cosine).write(file, edges.size(), (to, e) -> {
            to.append(edges.sourceLayer()[e]);
            to.append(edges.sourceIndex()[e]);
            to.append(edges.targetLayer()[e]);
            to.append(edges.targetIndex()[e]);
            to.append(edges.r()[e]);
            to.append(edges.mi()[e]);
            to.append(edges.nmi()[e]);
            to.append((long) edges.coactivations()[e]);
            to.append((long) edges.documents()[e]);
            if (details.isPresent()) {
                EdgeDetails more = details.get();
                to.append(more.mi()[e]);
                to.append(more.sourceGivenTarget()[e]);
                to.append(more.targetGivenSource()[e]);
                to.append(more.lift()[e]);
                if (cosine) {
                    to.append(Double.isNaN(more.cosine()[e]) ? null : (Double) more.cosine()[e]);
                }
            }
        });
    }

    private static Parquet format(boolean details, boolean cosine) {
        List<Parquet.Column> columns = new ArrayList<>(COLUMNS);
        columns.addAll(details ? DETAILS : List.of());
        columns.addAll(cosine ? List.of(COSINE) : List.of());
        return new Parquet("edges", columns, ORDER);
    }

    /** With the further columns that a file has. */
    static Parquet format(Path file) {
        Set<String> names = FORMAT.names(file);
        boolean details = names.contains(DETAILS.get(0).name());
        return format(details, details && names.contains(COSINE.name()));
    }

    /**
     * The further columns, if the file has them.
     *
     * @return details by column, NaN for no value: as many as {@link EdgeStream} gives, or none
     * @throws UserError if the file is missing, is no Parquet file, or lacks columns
     */
    public static double[][] readDetails(Path file) {
        Parquet format = format(file);
        double[][] details = new double[format.width() - COLUMNS.size()][];
        if (details.length > 0) {
            format.read(file, n -> Arrays.setAll(details, k -> new double[n]), (from, e) -> {
                for (int k = 0; k < details.length; k++) {
                    details[k][e] = detail(from, k);
                }
            });
        }
        return details;
    }

    /** One of the further columns of a row; NaN for no value. */
    static double detail(ResultSet from, int k) throws SQLException {
        double value = from.getDouble(COLUMNS.size() + 1 + k);
        return from.wasNull() ? Double.NaN : value;
    }

    /** @throws UserError if the file is missing, is no Parquet file, lacks columns, or holds what cannot be an edge */
    public static EdgeList read(Path file) {
        EdgeList[] list = new EdgeList[1];
        FORMAT.read(file, n -> list[0] = EdgeList.ofSize(n), (from, e) -> {
            EdgeList edges = list[0];
            edges.sourceLayer()[e] = from.getInt(1);
            edges.sourceIndex()[e] = from.getInt(2);
            edges.targetLayer()[e] = from.getInt(3);
            edges.targetIndex()[e] = from.getInt(4);
            edges.r()[e] = from.getDouble(5);
            edges.mi()[e] = from.getDouble(6);
            edges.nmi()[e] = from.getDouble(7);
            edges.coactivations()[e] = Math.toIntExact(from.getLong(8));
            edges.documents()[e] = Math.toIntExact(from.getLong(9));
            check(file, edges, e);
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
        boolean correlation = Math.abs(edges.r()[e]) <= 1 && edges.sourceLayer()[e] >= 0 && edges.sourceIndex()[e] >= 0;
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
