package dev.steergraph.core.table;

/** What the graph keeps of an edge besides its columns, and what follows from these; no file has it. */
enum DerivedColumn implements TableColumn {
    STRENGTH("strength", ColumnType.DOUBLE, "|r|"),
    SIGN("sign", ColumnType.BIGINT, "-1 if one feature is active where the other is not, otherwise 1"),
    COST("cost", ColumnType.DOUBLE, "-ln|r|, 0 from |r| = 1 on"),
    SPAN("span", ColumnType.BIGINT, "layers from the source up to the target");

    private final ColumnSpec spec;

    DerivedColumn(String column, ColumnType type, String meaning) {
        spec = new ColumnSpec(column, type, meaning);
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }

    /** The number of an edge, by {@link EdgeWeight}. */
    Number of(double r, int sourceLayer, int targetLayer) {
        return switch (this) {
            case STRENGTH -> (Number) EdgeWeight.absR(r);
            case SIGN -> (Number) EdgeWeight.sign(r);
            case COST -> (Number) EdgeWeight.cost(r);
            case SPAN -> (Number) EdgeWeight.span(sourceLayer, targetLayer);
        };
    }
}
