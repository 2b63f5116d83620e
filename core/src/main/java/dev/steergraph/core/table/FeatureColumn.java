package dev.steergraph.core.table;

import java.util.EnumSet;
import java.util.List;

/** The columns of a feature table, in order. */
public enum FeatureColumn implements TableColumn {
    LAYER("layer", ColumnType.INTEGER, "layer of the feature"),
    INDEX("index", ColumnType.INTEGER, "its index in its set"),
    ROWS_ACTIVE("rows_active", ColumnType.BIGINT, "rows on which it is active"),
    DENSITY("density", ColumnType.DOUBLE, "rows_active / rows"),
    MEAN("mean", ColumnType.DOUBLE, "mean over all rows, zeros included"),
    SD("sd", ColumnType.DOUBLE, "population standard deviation over all rows, zeros included"),
    MAX("max", ColumnType.DOUBLE, "largest value over all rows"),
    SAE("sae", ColumnType.VARCHAR, "name of its set");

    /** What the table tells of it. */
    public static final List<FeatureColumn> MEASURES = List.copyOf(EnumSet.range(ROWS_ACTIVE, MAX));

    private final ColumnSpec spec;

    FeatureColumn(String column, ColumnType type, String meaning) {
        spec = new ColumnSpec(column, type, meaning);
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }

    /** @throws ClassCastException of the set's name, which is no number */
    public Number value(FeatureTable features, int f) {
        return cells(features).get(f);
    }

    Cells cells(FeatureTable features) {
        return switch (this) {
            case LAYER -> Cells.ints(features::layer);
            case INDEX -> Cells.ints(features::index);
            case SAE -> Cells.texts(f -> features.space().set(f).sae());
            case ROWS_ACTIVE -> Cells.longs(features.rowsActive());
            case DENSITY -> Cells.doubles(features.density());
            case MEAN -> Cells.doubles(features.mean());
            case SD -> Cells.doubles(features.sd());
            case MAX -> Cells.doubles(features.max());
        };
    }
}
