package dev.steergraph.ingest.correlate.report;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.pair.CorrelationMatrix;

/** What sets, and matrices of two of them, are called: by their layer, and by name where a layer has several. */
final class SetNames {

    private final FeatureSpace space;

    SetNames(FeatureSpace space) {
        this.space = space;
    }

    /** {@code 4}, or {@code 4/res-16k}. */
    String of(FeatureSet set) {
        return space.isAlone(set) ? Integer.toString(set.layer()) : set.toString();
    }

    /** The matrix's file without its ending. Names of sets have no tilde, so that no two matrices have one. */
    String file(CorrelationMatrix matrix) {
        boolean byLayer = space.isAlone(matrix.rowSet()) && space.isAlone(matrix.columnSet());
        String rows = file(matrix.rowSet(), byLayer);
        return "layer_" + (matrix.isOfOneSet() ? rows : rows + "_vs_" + file(matrix.columnSet(), byLayer));
    }

    private static String file(FeatureSet set, boolean byLayer) {
        return byLayer ? Integer.toString(set.layer()) : set.layer() + "~" + set.sae();
    }

    /** {@code layer 4}, or {@code layers 4 and 8}. */
    String title(CorrelationMatrix matrix) {
        return matrix.isOfOneSet()
                ? "layer " + of(matrix.rowSet())
                : "layers " + of(matrix.rowSet()) + " and " + of(matrix.columnSet());
    }
}
