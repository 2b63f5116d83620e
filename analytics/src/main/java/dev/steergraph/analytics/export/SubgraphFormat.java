package dev.steergraph.analytics.export;

import java.io.IOException;
import java.nio.file.Path;

/** The formats of exports. */
public enum SubgraphFormat {
    /** One file that {@link SubgraphJson#read} reads back. */
    JSON,
    /** One file for networkx, Gephi, yEd, igraph and Cytoscape. */
    GRAPHML,
    /** {@code nodes.csv} and {@code edges.csv} in a folder. */
    CSV;

    /**
     * Writes a subgraph; each file appears as a whole or not at all.
     *
     * @param target the file, or for {@link #CSV} the folder, which is made if need be
     */
    public void write(Subgraph subgraph, Path target) throws IOException {
        switch (this) {
            case JSON -> SubgraphJson.write(subgraph, target);
            case GRAPHML -> SubgraphGraphMl.write(subgraph, target);
            case CSV -> SubgraphCsv.write(subgraph, target);
        }
    }
}
