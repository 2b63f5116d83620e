package dev.steergraph.core.table;

import java.util.EnumSet;
import java.util.List;

/** The columns of a feature table, in order. */
public enum FeatureColumn implements TableColumn {
    LAYER("layer", ColumnType.INTEGER, "layer of the feature"),
    INDEX("index", ColumnType.INTEGER, "its index in its layer"),
    ROWS_ACTIVE("rows_active", ColumnType.BIGINT, "rows on which it is active"),
    DENSITY("density", ColumnType.DOUBLE, "rows_active / rows"),
    MEAN("mean", ColumnType.DOUBLE, "mean over all rows, zeros included"),
    SD("sd", ColumnType.DOUBLE, "population standard deviation over all rows, zeros included"),
    MAX("max", ColumnType.DOUBLE, "largest value over all rows");

    /** Which feature it is; features are in the order of these. */
    static final List<FeatureColumn> PLACE = List.of(LAYER, INDEX);

    /** What the table tells of it. */
    public static final List<FeatureColumn> MEASURES = List.copyOf(EnumSet.range(ROWS_ACTIVE, MAX));

    private final String column;
    private final ColumnType type;
    private final String meaning;

    FeatureColumn(String column, ColumnType type, String meaning) {
        this.column = column;
        this.type = type;
        this.meaning = meaning;
    }

    @Override
    public String column() {
        return column;
    }

    @Override
    public ColumnType type() {
        return type;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    public Number value(FeatureTable features, int f) {
        return cells(features).get(f);
    }

    Cells cells(FeatureTable features) {
        return switch (this) {
            case LAYER -> new Cells.Ints(features.layer());
            case INDEX -> new Cells.Ints(features.index());
            case ROWS_ACTIVE -> new Cells.Longs(features.rowsActive());
            case DENSITY -> new Cells.Doubles(features.density());
            case MEAN -> new Cells.Doubles(features.mean());
            case SD -> new Cells.Doubles(features.sd());
            case MAX -> new Cells.Doubles(features.max());
        };
    }
}
