package dev.steergraph.core.table;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The columns of a table of an experiment's cells, in order. */
public enum CellColumn implements TableColumn {
    LAYER("layer", ColumnType.INTEGER, "layer of the feature that was steered"),
    INDEX("index", ColumnType.INTEGER, "its index in its set"),
    SAE("sae", ColumnType.VARCHAR, "name of its set"),
    ARM("arm", ColumnType.VARCHAR, "how it was steered"),
    STRENGTH("strength", "in multiples of its largest activation; 0 of prompt", CellRow::strength),
    TOKENS("tokens", "gain: rise of the target tokens' log-probability, nats", CellRow::tokens),
    NATURAL(
            "natural_tokens",
            "gain: the same of tokens predicted where the feature is active by itself",
            CellRow::natural),
    READER("reader", "gain: effect on the last set's feature whose direction is nearest, sd", CellRow::reader),
    READER_BY_GRAPH(
            "reader_by_graph",
            "gain: effect on the last set's feature that correlates most, sd",
            CellRow::readerByGraph),
    OWN("own", "effect on the steered feature, sd", CellRow::own),
    KL("kl", "damage: KL(p‖q) where no target token follows, nats", CellRow::kl),
    NLL("nll", "damage: rise of −log of the true next token, nats", CellRow::nll),
    SPREAD_NEXT("spread_next", "damage: squared changes of the next set's features, sd²", CellRow::spreadNext),
    SPREAD_LAST("spread_last", "damage: squared changes of the last set's features, sd²", CellRow::spreadLast),
    SPREAD_NEXT_OTHERS("spread_next_others", "spread_next without neighbours by the graph", CellRow::spreadNextOthers),
    SPREAD_LAST_OTHERS("spread_last_others", "spread_last without neighbours by the graph", CellRow::spreadLastOthers),
    MOVED("moved", "share of the last set's features whose effect is above 0.5 sd", CellRow::moved),
    AGREEMENT("agreement", "mean cosine, over pairs of texts, of how logits change", CellRow::agreement),
    LENGTH("length", "|δ| by the mean length of activations", CellRow::length);

    /** All. */
    static final List<CellColumn> ALL = List.of(values());

    private final ColumnSpec spec;
    private final ToDoubleFunction<CellRow> measure;

    CellColumn(String column, ColumnType type, String meaning) {
        spec = new ColumnSpec(column, type, meaning);
        measure = row -> Double.NaN;
    }

    CellColumn(String column, String meaning, ToDoubleFunction<CellRow> measure) {
        spec = new ColumnSpec(column, ColumnType.DOUBLE, meaning);
        this.measure = measure;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }

    @Override
    public boolean nullable() {
        return type() == ColumnType.DOUBLE && this != STRENGTH;
    }

    Cells cells(List<CellRow> rows) {
        return switch (this) {
            case LAYER -> Cells.ints(k -> rows.get(k).layer());
            case INDEX -> Cells.ints(k -> rows.get(k).index());
            case SAE -> Cells.texts(k -> rows.get(k).sae());
            case ARM -> Cells.texts(k -> rows.get(k).arm());
            default -> Cells.nullableDoubles(rows.stream().mapToDouble(measure).toArray());
        };
    }
}
