package dev.steergraph.core.table;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** The columns of an edge table, in order. */
public enum EdgeColumn implements TableColumn {
    SOURCE_LAYER("source_layer", ColumnType.INTEGER, "layer of the lower feature"),
    SOURCE_INDEX("source_index", ColumnType.INTEGER, "its index in its layer"),
    TARGET_LAYER("target_layer", ColumnType.INTEGER, "layer of the higher feature"),
    TARGET_INDEX("target_index", ColumnType.INTEGER, "its index in its layer"),
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
    DECODER_COSINE("decoder_cosine", ColumnType.DOUBLE, "cosine of the SAEs' decoder rows");

    /** Which features an edge joins; edges are in the order of these. */
    static final List<EdgeColumn> ENDS = range(SOURCE_LAYER, TARGET_INDEX);

    /** What every table tells of an edge. */
    public static final List<EdgeColumn> MEASURES = range(R, DOCUMENTS);

    /** What only some tables tell; the last one only where decoders were there. */
    public static final List<EdgeColumn> DETAILS = range(MI_BINNED, DECODER_COSINE);

    private final String column;
    private final ColumnType type;
    private final String meaning;

    EdgeColumn(String column, ColumnType type, String meaning) {
        this.column = column;
        this.type = type;
        this.meaning = meaning;
    }

    private static List<EdgeColumn> range(EdgeColumn first, EdgeColumn last) {
        return List.copyOf(EnumSet.range(first, last));
    }

    /** The columns of a table with so many details. */
    static List<EdgeColumn> withDetails(int details) {
        return Stream.of(ENDS, MEASURES, DETAILS.subList(0, details))
                .flatMap(List::stream)
                .toList();
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

    @Override
    public boolean nullable() {
        return this == DECODER_COSINE;
    }

    /** @throws IllegalArgumentException if this is a detail, which no list has */
    public Number value(EdgeList edges, int e) {
        return cells(edges).get(e);
    }

    Cells cells(EdgeList edges) {
        return switch (this) {
            case SOURCE_LAYER -> new Cells.Ints(edges.sourceLayer());
            case SOURCE_INDEX -> new Cells.Ints(edges.sourceIndex());
            case TARGET_LAYER -> new Cells.Ints(edges.targetLayer());
            case TARGET_INDEX -> new Cells.Ints(edges.targetIndex());
            case R -> new Cells.Doubles(edges.r());
            case MI -> new Cells.Doubles(edges.mi());
            case NMI -> new Cells.Doubles(edges.nmi());
            case N11 -> new Cells.Longs(edges.coactivations());
            case DOCUMENTS -> new Cells.Longs(edges.documents());
            default -> throw new IllegalArgumentException("a list of edges has no " + column);
        };
    }

    Cells cells(EdgeList edges, EdgeDetails details) {
        return switch (this) {
            case MI_BINNED -> new Cells.Doubles(details.mi());
            case P_SOURCE_GIVEN_TARGET -> new Cells.Doubles(details.sourceGivenTarget());
            case P_TARGET_GIVEN_SOURCE -> new Cells.Doubles(details.targetGivenSource());
            case LIFT -> new Cells.Doubles(details.lift());
            case DECODER_COSINE -> new Cells.NullableDoubles(details.cosine());
            default -> cells(edges);
        };
    }
}
