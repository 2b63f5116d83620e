package dev.steergraph.core.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The properties of a CORRELATES relationship, in the order in which they are written. */
public final class EdgeProperties {

    private static final List<TableColumn> ALWAYS = always();

    private EdgeProperties() {}

    private static List<TableColumn> always() {
        List<TableColumn> columns = new ArrayList<>();
        for (EdgeColumn measure : EdgeColumn.MEASURES) {
            columns.add(measure);
            if (measure == EdgeColumn.R) {
                columns.addAll(List.of(DerivedColumn.STRENGTH, DerivedColumn.SIGN, DerivedColumn.COST));
            }
        }
        columns.add(DerivedColumn.SPAN);
        return List.copyOf(columns);
    }

    /** @param details the first so many of {@link EdgeColumn#DETAILS} */
    public static List<TableColumn> columns(int details) {
        List<TableColumn> columns = new ArrayList<>(ALWAYS);
        columns.addAll(EdgeColumn.DETAILS.subList(0, details));
        return columns;
    }

    /**
     * Adds an edge's numbers, in the order of {@link #columns}.
     *
     * @param details of all edges, by {@link EdgeColumn#DETAILS}; NaN is added as null
     */
    public static void add(List<@Nullable Object> to, EdgeList edges, double[][] details, int e) {
        for (TableColumn column : ALWAYS) {
            to.add(
                    column instanceof DerivedColumn derived
                            ? derived.of(edges.r()[e], edges.sourceLayer(e), edges.targetLayer(e))
                            : ((EdgeColumn) column).value(edges, e));
        }
        for (double[] detail : details) {
            to.add(numberOrNull(detail[e]));
        }
    }

    /** The same of an edge that is read from a file, with so many details. */
    public static void add(List<@Nullable Object> to, EdgeRow edge, int details) {
        for (TableColumn column : ALWAYS) {
            to.add(
                    column instanceof DerivedColumn derived
                            ? derived.of(edge.r(), edge.sourceLayer(), edge.targetLayer())
                            : edge.get((EdgeColumn) column));
        }
        for (EdgeColumn column : EdgeColumn.DETAILS.subList(0, details)) {
            Number number = edge.get(column);
            to.add(number == null ? null : numberOrNull(number.doubleValue()));
        }
    }

    private static @Nullable Double numberOrNull(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }
}
