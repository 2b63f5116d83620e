package dev.steergraph.core.table;

/** What a column of a table holds; the constants are DuckDB's names. */
public enum ColumnType {
    INTEGER("int32"),
    BIGINT("int64"),
    DOUBLE("double"),
    VARCHAR("text");

    private final String numbers;

    ColumnType(String numbers) {
        this.numbers = numbers;
    }

    /** The kind of value as documentation calls it, such as {@code int32}. */
    String numbers() {
        return numbers;
    }

    /** Whether the values are whole numbers. */
    public boolean whole() {
        return this == INTEGER || this == BIGINT;
    }
}
