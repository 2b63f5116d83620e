package dev.steergraph.core.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/** The numbers of one column of a table, row by row. */
interface Cells {

    Number get(int row);

    void append(DuckDBAppender to, int row) throws SQLException;

    /** @param column of the result, from 1 */
    void read(ResultSet from, int column, int row) throws SQLException;

    /** Of an INTEGER column. */
    record Ints(int[] values) implements Cells {

        @Override
        public Number get(int row) {
            return values[row];
        }

        @Override
        public void append(DuckDBAppender to, int row) throws SQLException {
            to.append(values[row]);
        }

        @Override
        public void read(ResultSet from, int column, int row) throws SQLException {
            values[row] = from.getInt(column);
        }
    }

    /** Of a BIGINT column whose numbers are small enough for 32 bits. */
    record Longs(int[] values) implements Cells {

        @Override
        public Number get(int row) {
            return values[row];
        }

        @Override
        public void append(DuckDBAppender to, int row) throws SQLException {
            to.append((long) values[row]);
        }

        @Override
        public void read(ResultSet from, int column, int row) throws SQLException {
            values[row] = Math.toIntExact(from.getLong(column));
        }
    }

    /** Of a DOUBLE column. */
    record Doubles(double[] values) implements Cells {

        @Override
        public Number get(int row) {
            return values[row];
        }

        @Override
        public void append(DuckDBAppender to, int row) throws SQLException {
            to.append(values[row]);
        }

        @Override
        public void read(ResultSet from, int column, int row) throws SQLException {
            values[row] = from.getDouble(column);
        }
    }

    /** Of a DOUBLE column some of whose places have no value, here NaN. */
    record NullableDoubles(double[] values) implements Cells {

        @Override
        public Number get(int row) {
            return values[row];
        }

        @Override
        public void append(DuckDBAppender to, int row) throws SQLException {
            to.append(Double.isNaN(values[row]) ? null : (Double) values[row]);
        }

        @Override
        public void read(ResultSet from, int column, int row) throws SQLException {
            double value = from.getDouble(column);
            values[row] = from.wasNull() ? Double.NaN : value;
        }
    }
}
