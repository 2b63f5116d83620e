package dev.steergraph.core.table;

import java.util.EnumSet;
import java.util.List;

/** The columns of a table of effects, in order. */
public enum EffectColumn implements TableColumn {
    SOURCE_LAYER("source_layer", ColumnType.INTEGER, "layer of the feature that was steered"),
    SOURCE_INDEX("source_index", ColumnType.INTEGER, "its index in its set"),
    TARGET_LAYER("target_layer", ColumnType.INTEGER, "layer of the feature that was looked at"),
    TARGET_INDEX("target_index", ColumnType.INTEGER, "its index in its set"),
    EFFECT("effect", ColumnType.DOUBLE, "mean change of its activation, in its standard deviations"),
    SE("se", ColumnType.DOUBLE, "standard error of the effect, over documents"),
    Z("z", ColumnType.DOUBLE, "the effect by its standard error; 0 where nothing changed"),
    DOCUMENTS("documents", ColumnType.BIGINT, "documents that were read"),
    R("r", ColumnType.DOUBLE, "Pearson correlation on the documents that were not steered"),
    COSINE("cosine", ColumnType.DOUBLE, "cosine of the directions; none where they are of different spaces"),
    STRENGTH("strength", ColumnType.DOUBLE, "in multiples of the steered feature's largest activation"),
    MOVES("moves", ColumnType.INTEGER, "1 where it moves, by enough and not by chance"),
    SOURCE_SAE("source_sae", ColumnType.VARCHAR, "name of the steered feature's set"),
    TARGET_SAE("target_sae", ColumnType.VARCHAR, "name of the other feature's set");

    /** All. */
    static final List<EffectColumn> ALL = List.of(values());

    /** What is read of a row, beside which features it is about. */
    static final List<EffectColumn> MEASURES =
            List.copyOf(EnumSet.of(EFFECT, SE, DOCUMENTS, R, COSINE, STRENGTH, MOVES));

    private final ColumnSpec spec;

    EffectColumn(String column, ColumnType type, String meaning) {
        spec = new ColumnSpec(column, type, meaning);
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }

    @Override
    public boolean nullable() {
        return this == COSINE;
    }

    Cells cells(EffectList effects) {
        FeatureSpace space = effects.space();
        return switch (this) {
            case SOURCE_LAYER -> Cells.ints(e -> space.layer(effects.source()[e]));
            case SOURCE_INDEX -> Cells.ints(e -> space.index(effects.source()[e]));
            case TARGET_LAYER -> Cells.ints(e -> space.layer(effects.target()[e]));
            case TARGET_INDEX -> Cells.ints(e -> space.index(effects.target()[e]));
            case EFFECT -> Cells.doubles(effects.effect());
            case SE -> Cells.doubles(effects.se());
            case Z -> Cells.doubles(effects::z);
            case DOCUMENTS -> Cells.longs(effects.documents());
            case R -> Cells.doubles(effects.r());
            case COSINE -> Cells.nullableDoubles(effects.cosine());
            case STRENGTH -> Cells.doubles(effects.strength());
            case MOVES -> Cells.ints(effects.moves());
            case SOURCE_SAE -> Cells.texts(e -> space.set(effects.source()[e]).sae());
            case TARGET_SAE -> Cells.texts(e -> space.set(effects.target()[e]).sae());
        };
    }
}
