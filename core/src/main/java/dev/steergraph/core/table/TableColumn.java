package dev.steergraph.core.table;

/** One column of the edge or the feature table. */
public interface TableColumn {

    ColumnSpec spec();

    /** Its name in Parquet and CSV files. */
    default String column() {
        return spec().column();
    }

    default ColumnType type() {
        return spec().type();
    }

    /** What it tells of an edge or feature, in a few words. */
    default String meaning() {
        return spec().meaning();
    }

    /** Whether a place may be without a value. */
    default boolean nullable() {
        return false;
    }

    /** The name in camel case, which is the name of the graph's property with the same numbers. */
    default String property() {
        StringBuilder property = new StringBuilder();
        for (String word : column().split("_", -1)) {
            property.append(property.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return property.toString();
    }
}
