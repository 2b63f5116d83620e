package dev.steergraph.core.table;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** The columns of an edge table, in order. */
public enum EdgeColumn implements TableColumn {
    SOURCE_LAYER("source_layer", ColumnType.INTEGER, "layer of the lower feature"),
    SOURCE_INDEX("source_index", ColumnType.INTEGER, "its index in its set"),
    TARGET_LAYER("target_layer", ColumnType.INTEGER, "layer of the higher feature"),
    TARGET_INDEX("target_index", ColumnType.INTEGER, "its index in its set"),
    R("r", ColumnType.DOUBLE, "Pearson correlation over all rows, zeros included"),
    MI("mi", ColumnType.DOUBLE, "mutual information of being active and not, in bits"),
    NMI("nmi", ColumnType.DOUBLE, "mi / √(H₁H₂); 0 if either never varies"),
    N11("n11", ColumnType.BIGINT, "coactivations: rows on which both are active"),
    DOCUMENTS("documents", ColumnType.BIGINT, "documents with a row on which both are active"),
    MI_BINNED("mi_binned", ColumnType.DOUBLE, "mutual information of the values in bins, in bits"),
    P_SOURCE_GIVEN_TARGET(
            "p_source_given_target",
            ColumnType.DOUBLE,
            "fraction of the target's rows on which the source is active too"),
    P_TARGET_GIVEN_SOURCE(
            "p_target_given_source",
            ColumnType.DOUBLE,
            "fraction of the source's rows on which the target is active too"),
    LIFT("lift", ColumnType.DOUBLE, "coactivations by what they would be if both were independent"),
    DECODER_COSINE("decoder_cosine", ColumnType.DOUBLE, "cosine of the SAEs' decoder rows"),
    SOURCE_SAE("source_sae", ColumnType.VARCHAR, "name of the lower feature's set"),
    TARGET_SAE("target_sae", ColumnType.VARCHAR, "name of the higher feature's set");

    /** Which features an edge joins, besides their sets. */
    static final List<EdgeColumn> ENDS = range(SOURCE_LAYER, TARGET_INDEX);

    /** The sets of these features; tables of earlier versions do not tell them, and have one set in a layer. */
    static final List<EdgeColumn> SETS = List.of(SOURCE_SAE, TARGET_SAE);

    /** What every table tells of an edge. */
    static final List<EdgeColumn> MEASURES = range(R, DOCUMENTS);

    /** What only some tables tell; the last one only where decoders were there. */
    public static final List<EdgeColumn> DETAILS = range(MI_BINNED, DECODER_COSINE);

    private final ColumnSpec spec;

    EdgeColumn(String column, ColumnType type, String meaning) {
        spec = new ColumnSpec(column, type, meaning);
    }

    private static List<EdgeColumn> range(EdgeColumn first, EdgeColumn last) {
        return List.copyOf(EnumSet.range(first, last));
    }

    /** What a table with so many details tells of an edge. */
    static List<EdgeColumn> measures(int details) {
        return Stream.of(MEASURES, DETAILS.subList(0, details))
                .flatMap(List::stream)
                .toList();
    }

    /** The columns of a table with so many details. */
    static List<EdgeColumn> withDetails(int details) {
        return Stream.of(ENDS, measures(details), SETS).flatMap(List::stream).toList();
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }

    @Override
    public boolean nullable() {
        return this == DECODER_COSINE;
    }

    /** @throws IllegalArgumentException if this is a detail, which no list has */
    Number value(EdgeList edges, int e) {
        return cells(edges).get(e);
    }

    Cells cells(EdgeList edges) {
        return switch (this) {
            case SOURCE_LAYER -> Cells.ints(edges::sourceLayer);
            case SOURCE_INDEX -> Cells.ints(edges::sourceIndex);
            case TARGET_LAYER -> Cells.ints(edges::targetLayer);
            case TARGET_INDEX -> Cells.ints(edges::targetIndex);
            case SOURCE_SAE -> Cells.texts(e -> edges.sourceSet(e).sae());
            case TARGET_SAE -> Cells.texts(e -> edges.targetSet(e).sae());
            case R -> Cells.doubles(edges.r());
            case MI -> Cells.doubles(edges.mi());
            case NMI -> Cells.doubles(edges.nmi());
            case N11 -> Cells.longs(edges.coactivations());
            case DOCUMENTS -> Cells.longs(edges.documents());
            default -> throw new IllegalArgumentException("a list of edges has no " + column());
        };
    }

    Cells cells(EdgeList edges, EdgeDetails details) {
        return switch (this) {
            case MI_BINNED -> Cells.doubles(details.mi());
            case P_SOURCE_GIVEN_TARGET -> Cells.doubles(details.sourceGivenTarget());
            case P_TARGET_GIVEN_SOURCE -> Cells.doubles(details.targetGivenSource());
            case LIFT -> Cells.doubles(details.lift());
            case DECODER_COSINE -> Cells.nullableDoubles(details.cosine());
            default -> cells(edges);
        };
    }
}
