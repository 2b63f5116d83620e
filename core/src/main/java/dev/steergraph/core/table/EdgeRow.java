package dev.steergraph.core.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One edge of a file, by column. */
public final class EdgeRow {

    /** By the columns' order. */
    private final @Nullable Number[] values;

    private EdgeRow(@Nullable Number[] values) {
        this.values = values;
    }

    /** @param columns of the result, in its order */
    static EdgeRow of(ResultSet from, List<EdgeColumn> columns) throws SQLException {
        @Nullable Number[] values = new Number[EdgeColumn.values().length];
        for (int k = 0; k < columns.size(); k++) {
            values[columns.get(k).ordinal()] = read(from, columns.get(k).type(), k + 1);
        }
        return new EdgeRow(values);
    }

    private static @Nullable Number read(ResultSet from, ColumnType type, int at) throws SQLException {
        // Each is cast: as numbers alone all of them would become double.
        Number value =
                switch (type) {
                    case INTEGER -> (Number) from.getInt(at);
                    case BIGINT -> (Number) from.getLong(at);
                    case DOUBLE -> (Number) from.getDouble(at);
                };
        return from.wasNull() ? null : value;
    }

    /** The number in a column; null if this edge has no value there. */
    @Nullable
    Number get(EdgeColumn column) {
        return values[column.ordinal()];
    }

    /** The number in a column that every edge has. */
    public int integer(EdgeColumn column) {
        return Objects.requireNonNull(values[column.ordinal()]).intValue();
    }

    /** Pearson correlation. */
    double r() {
        return Objects.requireNonNull(values[EdgeColumn.R.ordinal()]).doubleValue();
    }
}
