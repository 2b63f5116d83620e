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

/** Rows of a Parquet, CSV or JSON file, streamed by DuckDB in the file's order. */
final class TableRecords implements Records {

    private final Path file;
    private final String kind;
    private final Connection database;
    private final PreparedStatement query;
    private final ResultSet rows;

    private TableRecords(Path file, Format format, Connection database, CorpusSpec spec) throws SQLException {
        this.file = file;
        this.database = database;
        kind = format.name();
        String table = table(file, format);
        Map<String, String> columns = columns(table);
        String text = text(table, columns, spec.field());
        String category = category(table, columns, spec);
        query = database.prepareStatement("SELECT " + text + ", " + category + " FROM " + table);
        query.setString(1, literal(file));
        rows = query.executeQuery();
    }

    /** @throws UserError if the file is no such table, or has no such column */
    static TableRecords open(Path file, Format format, CorpusSpec spec) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        // One thread keeps the file's order and its memory small; reading is far faster than any model.
        properties.setProperty("threads", "1");
        properties.setProperty("preserve_insertion_order", "true");
        properties.setProperty("memory_limit", "1GB");
        properties.setProperty("autoinstall_known_extensions", "false");
        @Nullable Connection database = null;
        try {
            database = DriverManager.getConnection("jdbc:duckdb:", properties);
            return new TableRecords(file, format, database, spec);
        } catch (SQLException e) {
            close(database);
            throw unreadable(file, format.name(), e);
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
            throw unreadable(file, kind, e);
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

    private static String table(Path file, Format format) {
        return switch (format) {
            // Some writers do not mark their texts as such.
            case PARQUET -> "read_parquet(?, binary_as_string = true)";
            // Said rather than sniffed: in long texts a sniffer finds any separator.
            case CSV ->
                "read_csv(?, header = true, all_varchar = true, quote = '\"', escape = '\"', max_line_size = 8388608,"
                        + " delim = " + (Format.isTabbed(file.toString()) ? "'\t'" : "','") + ")";
            case JSON -> "read_json(?, maximum_object_size = 67108864)";
            case TEXT, JSONL -> throw new IllegalArgumentException(format + " is no table");
        };
    }

    /** Types by name, in the file's order. */
    private Map<String, String> columns(String table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement describe = database.prepareStatement("DESCRIBE SELECT * FROM " + table)) {
            describe.setString(1, literal(file));
            try (ResultSet found = describe.executeQuery()) {
                while (found.next()) {
                    columns.put(found.getString(1), found.getString(2));
                }
            }
        }
        return columns;
    }

    private String text(String table, Map<String, String> columns, String field) throws SQLException {
        String type = type(table, columns, field);
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

    private String category(String table, Map<String, String> columns, CorpusSpec spec) throws SQLException {
        if (type(table, columns, spec.category()) != null) {
            return "CAST(" + identifier(columns, spec.category()) + " AS VARCHAR)";
        }
        if (spec.categoryField() != null) {
            throw missing(columns, spec.categoryField(), "category-field");
        }
        return "NULL";
    }

    /** The type of a column, or of a field inside one; null if there is none. */
    private @Nullable String type(String table, Map<String, String> columns, String field) throws SQLException {
        if (columns.containsKey(field) || !columns.containsKey(field.split("\\.", 2)[0])) {
            return columns.get(field);
        }
        try (PreparedStatement describe =
                database.prepareStatement("DESCRIBE SELECT " + identifier(columns, field) + " FROM " + table)) {
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

    private static UserError unreadable(Path file, String kind, SQLException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        return new UserError(file + " cannot be read as " + kind + " (" + reason + ").", e);
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
