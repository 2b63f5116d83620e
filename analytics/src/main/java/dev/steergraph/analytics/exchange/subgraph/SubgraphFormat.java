package dev.steergraph.analytics.exchange.subgraph;

import dev.steergraph.core.io.Formulas;
import java.io.IOException;
import java.nio.file.Path;

/** The formats of exports. */
public enum SubgraphFormat {
    /** One file that {@link SubgraphJson#read} reads back. */
    JSON,
    /** One file for networkx, Gephi, yEd, igraph and Cytoscape. */
    GRAPHML,
    /** One file for Gephi. */
    GEXF,
    /** {@code nodes.csv} and {@code edges.csv} in a folder. */
    CSV,
    /** One file for Cytoscape and NDEx. */
    CX2,
    /** {@code adjacency.npz} for scipy and {@code nodes.csv} in a folder. */
    NPZ,
    /** One file for circuit-tracer's viewer. */
    CIRCUIT_TRACER;

    /** Writes a subgraph, whose texts are no formulas in {@link #CSV}. */
    public void write(Subgraph subgraph, Path target) throws IOException {
        write(subgraph, target, Formulas.DISARMED);
    }

    /**
     * Writes a subgraph; each file appears as a whole or not at all.
     *
     * @param target the file, or for {@link #CSV} and {@link #NPZ} the folder, which is made if need be
     * @param formulas what becomes of texts in {@link #CSV} that a spreadsheet would compute
     */
    public void write(Subgraph subgraph, Path target, Formulas formulas) throws IOException {
        switch (this) {
            case JSON -> SubgraphJson.write(subgraph, target);
            case GRAPHML -> SubgraphGraphMl.write(subgraph, target);
            case GEXF -> SubgraphGexf.write(subgraph, target);
            case CSV -> SubgraphCsv.write(subgraph, target, formulas);
            case CX2 -> SubgraphCx2.write(subgraph, target);
            case NPZ -> SubgraphNpz.write(subgraph, target);
            case CIRCUIT_TRACER -> SubgraphCircuit.write(subgraph, target);
        }
    }
}
