package dev.steergraph.core.table;

import java.util.List;

/** The columns of a table of tokens that rise or fall, in order. */
public enum EffectTokenColumn implements TableColumn {
    SOURCE_LAYER("source_layer", ColumnType.INTEGER, "layer of the feature that was steered"),
    SOURCE_INDEX("source_index", ColumnType.INTEGER, "its index in its set"),
    RANK("rank", ColumnType.INTEGER, "1 and on for tokens that rise, -1 and on for those that fall"),
    TOKEN("token", ColumnType.INTEGER, "id of the token"),
    TEXT("text", ColumnType.VARCHAR, "what it says"),
    CHANGE("change", ColumnType.DOUBLE, "mean change of its logit, net of a random direction of the same length"),
    SOURCE_SAE("source_sae", ColumnType.VARCHAR, "name of the steered feature's set");

    /** All. */
    static final List<EffectTokenColumn> ALL = List.of(values());

    private final ColumnSpec spec;

    EffectTokenColumn(String column, ColumnType type, String meaning) {
        spec = new ColumnSpec(column, type, meaning);
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }

    Cells cells(FeatureSpace space, List<EffectToken> tokens) {
        return switch (this) {
            case SOURCE_LAYER -> Cells.ints(k -> space.layer(tokens.get(k).source()));
            case SOURCE_INDEX -> Cells.ints(k -> space.index(tokens.get(k).source()));
            case RANK -> Cells.ints(k -> tokens.get(k).rank());
            case TOKEN -> Cells.ints(k -> tokens.get(k).token());
            case TEXT -> Cells.texts(k -> tokens.get(k).text());
            case CHANGE -> Cells.doubles(k -> tokens.get(k).change());
            case SOURCE_SAE ->
                Cells.texts(k -> space.set(tokens.get(k).source()).sae());
        };
    }
}
