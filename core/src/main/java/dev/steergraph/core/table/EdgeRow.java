package dev.steergraph.core.table;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One edge of a file. */
public final class EdgeRow {

    private final FeatureSpace space;
    private final int source;
    private final int target;

    /** By the columns' order; of the measures only. */
    private final @Nullable Number[] values;

    private EdgeRow(FeatureSpace space, int source, int target, @Nullable Number[] values) {
        this.space = space;
        this.source = source;
        this.target = target;
        this.values = values;
    }

    /** @param measures of the result, in its order, after the numbers of source and target */
    static EdgeRow of(ResultSet from, Path file, FeatureSpace space, List<EdgeColumn> measures) throws SQLException {
        @Nullable Number[] values = new Number[EdgeColumn.values().length];
        for (int k = 0; k < measures.size(); k++) {
            EdgeColumn column = measures.get(k);
            values[column.ordinal()] = read(from, column.type().whole(), EdgeFile.ENDS + 1 + k);
        }
        return new EdgeRow(space, EdgeFile.number(from, 1, file), EdgeFile.number(from, 2, file), values);
    }

    private static @Nullable Number read(ResultSet from, boolean whole, int at) throws SQLException {
        // Each is cast: as numbers alone both would become double.
        Number value = whole ? (Number) from.getLong(at) : (Number) from.getDouble(at);
        return from.wasNull() ? null : value;
    }

    /** Number of the lower feature. */
    public int source() {
        return source;
    }

    /** Number of the higher feature. */
    public int target() {
        return target;
    }

    int sourceLayer() {
        return space.layer(source);
    }

    int targetLayer() {
        return space.layer(target);
    }

    /** The number in a column; null if this edge has no value there. */
    @Nullable
    Number get(EdgeColumn column) {
        return values[column.ordinal()];
    }

    /** Pearson correlation. */
    double r() {
        return Objects.requireNonNull(values[EdgeColumn.R.ordinal()]).doubleValue();
    }
}
