package dev.steergraph.ingest.corpus;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of a Parquet file, streamed by DuckDB in the file's order. */
final class ParquetRecords implements Records {

    /**
     * Some writers do not mark their texts as such. The columns are those of the file: names of folders are none, however
     * they are spelled.
     */
    private static final String TABLE = "read_parquet(?, binary_as_string = true, hive_partitioning = false,"
            + " hive_types_autocast = false, filename = false, file_row_number = false, union_by_name = false)";

    private final Path file;
    private final Connection database;
    private final PreparedStatement query;
    private final ResultSet rows;

    private ParquetRecords(Path file, Connection database, CorpusSpec spec) throws SQLException {
        this.file = file;
        this.database = database;
        Map<String, String> columns = columns();
        String text = text(columns, spec.field());
        String category = category(columns, spec);
        query = database.prepareStatement("SELECT " + text + ", " + category + " FROM " + TABLE);
        query.setString(1, literal(file));
        rows = query.executeQuery();
    }

    /** @throws UserError if the file is no Parquet, or has no such column */
    static ParquetRecords open(Path file, CorpusSpec spec) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        // One thread keeps the file's order and its memory small; reading is far faster than any model.
        properties.setProperty("threads", "1");
        properties.setProperty("preserve_insertion_order", "true");
        // Bounds the texts that come at once as well, 2,048 or a page's, which then are on our heap: too many crash the
        // driver.
        properties.setProperty("memory_limit", "1GB");
        properties.setProperty("autoinstall_known_extensions", "false");
        @Nullable Connection database = null;
        try {
            database = DriverManager.getConnection("jdbc:duckdb:", properties);
            return new ParquetRecords(file, database, spec);
        } catch (SQLException e) {
            close(database);
            throw unreadable(file, e);
        } catch (RuntimeException e) {
            close(database);
            throw e;
        }
    }

    @Override
    public @Nullable Entry next() {
        try {
            return rows.next() ? new Entry(rows.getString(1), rows.getString(2)) : null;
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (database;
                query;
                rows) {
            // Closed in this order: rows, query, database.
        } catch (SQLException e) {
            throw new IOException("cannot close " + file, e);
        }
    }

    /** Types by name, in the file's order. */
    private Map<String, String> columns() throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement describe = database.prepareStatement("DESCRIBE SELECT * FROM " + TABLE)) {
            describe.setString(1, literal(file));
            try (ResultSet found = describe.executeQuery()) {
                while (found.next()) {
                    columns.put(found.getString(1), found.getString(2));
                }
            }
        }
        return columns;
    }

    private String text(Map<String, String> columns, String field) throws SQLException {
        String type = type(columns, field);
        if (type == null) {
            throw missing(columns, field, "field");
        }
        if (!type.equals("VARCHAR")) {
            throw new UserError(
                            file + ": column \"" + field + "\" is of type " + type + ", not text; name another column.")
                    .in("field");
        }
        return identifier(columns, field);
    }

    private String category(Map<String, String> columns, CorpusSpec spec) throws SQLException {
        if (type(columns, spec.category()) != null) {
            return "CAST(" + identifier(columns, spec.category()) + " AS VARCHAR)";
        }
        if (spec.categoryField() != null) {
            throw missing(columns, spec.categoryField(), "category-field");
        }
        return "NULL";
    }

    /** The type of a column, or of a field inside one; null if there is none. */
    private @Nullable String type(Map<String, String> columns, String field) throws SQLException {
        if (columns.containsKey(field) || !columns.containsKey(field.split("\\.", 2)[0])) {
            return columns.get(field);
        }
        try (PreparedStatement describe =
                database.prepareStatement("DESCRIBE SELECT " + identifier(columns, field) + " FROM " + TABLE)) {
            describe.setString(1, literal(file));
            try (ResultSet found = describe.executeQuery()) {
                return found.next() ? found.getString(2) : null;
            }
        } catch (SQLException e) {
            // The structure has no such field.
            return null;
        }
    }

    /** Identifiers cannot be parameters; quoted, they can be nothing but identifiers. */
    private static String identifier(Map<String, String> columns, String field) {
        return Stream.of(columns.containsKey(field) ? new String[] {field} : field.split("\\.", -1))
                .map(name -> "\"" + name.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining("."));
    }

    private UserError missing(Map<String, String> columns, String field, String setting) {
        return new UserError(file + " has no column \"" + field + "\"; it has " + String.join(", ", columns.keySet())
                        + "; name one of these.")
                .in(setting);
    }

    /** DuckDB takes paths for patterns; each special character in brackets stands for itself. */
    private static String literal(Path file) {
        return file.toString().replaceAll("[\\[*?]", "[$0]");
    }

    private static UserError unreadable(Path file, SQLException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        return new UserError(file + " cannot be read as PARQUET (" + reason + ").", e);
    }

    private static void close(@Nullable Connection database) throws IOException {
        try {
            if (database != null) {
                database.close();
            }
        } catch (SQLException e) {
            throw new IOException("cannot close a database", e);
        }
    }
}
