package dev.steergraph.core.table;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Tables as Parquet files, written and read by DuckDB on one thread: equal tables make equal bytes. */
public final class Parquet {

    /** Reads the current row. */
    interface Reader {
        void read(ResultSet from, int row) throws SQLException;
    }

    private final String kind;
    private final List<? extends TableColumn> columns;
    private final String remedy;

    /**
     * @param kind what the file holds, such as {@code edges}
     * @param columns all its columns, or those that a file must have
     */
    Parquet(String kind, List<? extends TableColumn> columns) {
        this(kind, columns, "correlate the run again");
    }

    /** @param remedy what to do where a file is missing or damaged */
    Parquet(String kind, List<? extends TableColumn> columns, String remedy) {
        this.kind = kind;
        this.columns = columns;
        this.remedy = remedy;
    }

    /** @param cells of the columns, in their order */
    void write(Path file, int rows, Cells... cells) {
        try (Connection database = open();
                Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE t ("
                    + columns.stream().map(c -> c.column() + " " + c.type()).collect(Collectors.joining(", ")) + ")");
            try (DuckDBAppender appender =
                    database.unwrap(DuckDBConnection.class).createAppender("main", "t")) {
                for (int k = 0; k < rows; k++) {
                    appender.beginRow();
                    for (Cells column : cells) {
                        column.append(appender, k);
                    }
                    appender.endRow();
                }
            }
            statement.execute(
                    "COPY t TO " + quote(file) + " (FORMAT PARQUET, COMPRESSION ZSTD, KV_METADATA {format: 'steergraph."
                            + kind + "', version: '1'})");
        } catch (SQLException e) {
            throw new UncheckedIOException(FileFault.writing(file, e));
        }
    }

    /** Writes a finished Parquet file's rows as gzipped CSV, under a line of its columns' names; null is nothing. */
    public static void csv(Path parquet, Path file) {
        try (Connection database = open();
                Statement statement = database.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_parquet(" + quote(parquet) + ")) TO " + quote(file)
                    + " (FORMAT CSV, HEADER, COMPRESSION GZIP)");
        } catch (SQLException e) {
            throw new UncheckedIOException(FileFault.writing(file, e));
        }
    }

    /**
     * Reads all rows in order.
     *
     * @param expressions what is read of a row; besides columns, {@code file_row_number} is its place in the file
     * @param order expressions, or numbers of those that are read, from 1
     * @param begin is told the number of rows first
     */
    void read(Path file, List<String> expressions, List<String> order, IntConsumer begin, Reader reader) {
        FileFault.reading(file, () -> {
            rows(file, expressions, order, begin, reader);
            return file;
        });
    }

    private void rows(Path file, List<String> expressions, List<String> order, IntConsumer begin, Reader reader) {
        requireFile(file);
        try (Connection database = open();
                Statement statement = database.createStatement()) {
            checkColumns(statement, file);
            begin.accept(count(statement, file));
            try (ResultSet rows =
                    statement.executeQuery(select(expressions, file) + " ORDER BY " + String.join(", ", order))) {
                for (int k = 0; rows.next(); k++) {
                    reader.read(rows, k);
                }
            }
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    /** Reads the current row of a file too large for memory. */
    interface Stream {
        void read(ResultSet from) throws SQLException, IOException;
    }

    /** Reads all rows in the order of the file, a few at a time. */
    void stream(Path file, List<String> expressions, Stream reader) throws IOException {
        requireFile(file);
        try (Connection database = open();
                Statement statement = database.createStatement()) {
            checkColumns(statement, file);
            count(statement, file);
            try (ResultSet rows = statement.executeQuery(select(expressions, file))) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    private static String select(List<String> expressions, Path file) {
        return "SELECT " + String.join(", ", expressions) + " FROM read_parquet(" + quote(file)
                + ", file_row_number = true)";
    }

    private void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError("there is no file " + file + "; " + remedy.replace(" again", " first"));
        }
    }

    /** Names of all columns of a file, also of those that this table does not know. */
    Set<String> names(Path file) {
        requireFile(file);
        try (Connection database = open();
                Statement statement = database.createStatement()) {
            return columns(statement, file).keySet();
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    private UserError unreadable(Path file, SQLException e) {
        return new UserError(
                file + " should be a Parquet file of " + kind + " but cannot be read as one (" + firstLine(e) + "); "
                        + remedy,
                e);
    }

    private void checkColumns(Statement statement, Path file) throws SQLException {
        Map<String, String> found = columns(statement, file);
        for (TableColumn column : columns) {
            if (!column.type().name().equals(found.get(column.column()))) {
                throw new UserError(file + " should have the column " + column.column() + " of type " + column.type()
                        + " but has " + found + "; " + remedy);
            }
        }
    }

    private static Map<String, String> columns(Statement statement, Path file) throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM read_parquet(" + quote(file) + ")")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    private int count(Statement statement, Path file) throws SQLException {
        String missing = columns.stream()
                .filter(c -> !c.nullable())
                .map(c -> c.column() + " IS NULL")
                .collect(Collectors.joining(" OR "));
        try (ResultSet rows = statement.executeQuery(
                "SELECT count(*), count(*) FILTER (" + missing + ") FROM read_parquet(" + quote(file) + ")")) {
            rows.next();
            if (rows.getLong(2) > 0) {
                throw new UserError(file + " should have a value in every place but lacks some in " + rows.getLong(2)
                        + " rows; " + remedy);
            }
            return Math.toIntExact(rows.getLong(1));
        }
    }

    private static Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("threads", "1");
        properties.setProperty("preserve_insertion_order", "true");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("jdbc_stream_results", "true");
        return DriverManager.getConnection("jdbc:duckdb:", properties);
    }

    private static String quote(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    private static String firstLine(SQLException e) {
        return Optional.ofNullable(e.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse("no reason given");
    }
}
