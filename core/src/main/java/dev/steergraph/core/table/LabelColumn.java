package dev.steergraph.core.table;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The columns of a table of features and labels, in order. */
public enum LabelColumn implements TableColumn {
    LABEL("label", ColumnType.VARCHAR, "name of the label"),
    LAYER("layer", ColumnType.INTEGER, "layer of the feature"),
    INDEX("index", ColumnType.INTEGER, "its index in its set"),
    SAE("sae", ColumnType.VARCHAR, "name of its set"),
    R("r", ColumnType.DOUBLE, "Pearson correlation of pooled activation and label over all labelled documents"),
    AUROC("auroc", ColumnType.DOUBLE, "chance that a document with the label has the larger pooled activation"),
    DOCUMENTS("documents", ColumnType.BIGINT, "documents with the label in which it is active"),
    SHARE("share", ColumnType.DOUBLE, "documents / documents with the label"),
    ACTIVE("active", ColumnType.BIGINT, "labelled documents in which it is active"),
    MEAN_WITH("mean_with", ColumnType.DOUBLE, "mean pooled activation over documents with the label"),
    MEAN_WITHOUT("mean_without", ColumnType.DOUBLE, "the same over documents without"),
    R_FIRST("r_first", ColumnType.DOUBLE, "r on one random half of the documents"),
    R_SECOND("r_second", ColumnType.DOUBLE, "r on the other half");

    private static final Set<LabelColumn> NULLABLE = EnumSet.of(R_FIRST, R_SECOND);

    private final ColumnSpec spec;

    LabelColumn(String column, ColumnType type, String meaning) {
        spec = new ColumnSpec(column, type, meaning);
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }

    @Override
    public boolean nullable() {
        return NULLABLE.contains(this);
    }

    Cells cells(List<LabelEdge> edges) {
        return switch (this) {
            case LABEL -> Cells.texts(k -> edges.get(k).label());
            case LAYER -> Cells.ints(k -> edges.get(k).set().layer());
            case INDEX -> Cells.ints(k -> edges.get(k).index());
            case SAE -> Cells.texts(k -> edges.get(k).set().sae());
            case R -> doubles(edges, LabelEdge::r);
            case AUROC -> doubles(edges, LabelEdge::auroc);
            case DOCUMENTS ->
                Cells.longs(edges.stream().mapToInt(LabelEdge::documents).toArray());
            case SHARE -> doubles(edges, LabelEdge::share);
            case ACTIVE ->
                Cells.longs(edges.stream().mapToInt(LabelEdge::active).toArray());
            case MEAN_WITH -> doubles(edges, LabelEdge::meanWith);
            case MEAN_WITHOUT -> doubles(edges, LabelEdge::meanWithout);
            case R_FIRST -> doubles(edges, LabelEdge::firstHalf);
            case R_SECOND -> doubles(edges, LabelEdge::secondHalf);
        };
    }

    private static Cells doubles(List<LabelEdge> edges, ToDoubleFunction<LabelEdge> value) {
        return Cells.nullableDoubles(edges.stream().mapToDouble(value).toArray());
    }
}
