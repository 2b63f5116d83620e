package dev.steergraph.core.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.duckdb.DuckDBAppender;

/** The values of one column of a table, row by row. */
final class Cells {

    private interface Append {
        void row(DuckDBAppender to, int row) throws SQLException;
    }

    private interface Read {
        void row(ResultSet from, int column, int row) throws SQLException;
    }

    private final IntFunction<Object> get;
    private final Append append;
    private final Read read;

    private Cells(IntFunction<Object> get, Append append, Read read) {
        this.get = get;
        this.append = append;
        this.read = read;
    }

    /** Of an INTEGER column. */
    static Cells ints(int[] values) {
        return new Cells(
                row -> values[row],
                (to, row) -> to.append(values[row]),
                (from, column, row) -> values[row] = from.getInt(column));
    }

    /** Of an INTEGER column that follows from others, and is not read. */
    static Cells ints(IntUnaryOperator values) {
        return new Cells(values::applyAsInt, (to, row) -> to.append(values.applyAsInt(row)), Cells::notRead);
    }

    /** Of a VARCHAR column that follows from others, and is not read. */
    static Cells texts(IntFunction<String> values) {
        return new Cells(values::apply, (to, row) -> to.append(values.apply(row)), Cells::notRead);
    }

    private static void notRead(ResultSet from, int column, int row) {
        throw new IllegalStateException("column " + column + " is read with the whole row");
    }

    /** Of a BIGINT column whose numbers are small enough for 32 bits. */
    static Cells longs(int[] values) {
        return new Cells(
                row -> values[row],
                (to, row) -> to.append((long) values[row]),
                (from, column, row) -> values[row] = Math.toIntExact(from.getLong(column)));
    }

    /** Of a DOUBLE column. */
    static Cells doubles(double[] values) {
        return new Cells(
                row -> values[row],
                (to, row) -> to.append(values[row]),
                (from, column, row) -> values[row] = from.getDouble(column));
    }

    /** Of a DOUBLE column that follows from others, and is not read. */
    static Cells doubles(IntToDoubleFunction values) {
        return new Cells(values::applyAsDouble, (to, row) -> to.append(values.applyAsDouble(row)), Cells::notRead);
    }

    /** Of a DOUBLE column some of whose places have no value, here NaN. */
    static Cells nullableDoubles(double[] values) {
        return new Cells(
                row -> values[row],
                (to, row) -> to.append(Double.isNaN(values[row]) ? null : (Double) values[row]),
                (from, column, row) -> {
                    double value = from.getDouble(column);
                    values[row] = from.wasNull() ? Double.NaN : value;
                });
    }

    Number get(int row) {
        return (Number) get.apply(row);
    }

    void append(DuckDBAppender to, int row) throws SQLException {
        append.row(to, row);
    }

    /** @param column of the result, from 1 */
    void read(ResultSet from, int column, int row) throws SQLException {
        read.row(from, column, row);
    }
}
