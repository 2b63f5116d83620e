package dev.steergraph.analytics.exchange.subgraph;

import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.CsrMatrix;
import dev.steergraph.core.io.Formulas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * {@code adjacency.npz}, the symmetric matrix of r as {@code scipy.sparse.load_npz} reads it (CSR, float64), and beside it
 * {@code nodes.csv}, whose rows are the matrix's.
 */
final class SubgraphNpz {

    private SubgraphNpz() {}

    static void write(Subgraph subgraph, Path folder) throws IOException {
        CsrMatrix matrix = matrix(subgraph);
        SubgraphCsv.nodes(subgraph, folder, Formulas.KEPT);
        AtomicFile.write(folder.resolve("adjacency.npz"), matrix::writeNpz);
    }

    private static CsrMatrix matrix(Subgraph subgraph) {
        Map<String, Integer> numbers = new HashMap<>();
        List<TreeMap<Integer, Double>> rows = new ArrayList<>();
        subgraph.features().forEach(feature -> {
            numbers.put(feature.key(), rows.size());
            rows.add(new TreeMap<>());
        });
        for (SubgraphEdge edge : subgraph.edges()) {
            int source = Objects.requireNonNull(numbers.get(edge.source()));
            int target = Objects.requireNonNull(numbers.get(edge.target()));
            rows.get(source).put(target, edge.r());
            rows.get(target).put(source, edge.r());
        }
        int[] indptr = new int[rows.size() + 1];
        for (int row = 0; row < rows.size(); row++) {
            indptr[row + 1] = indptr[row] + rows.get(row).size();
        }
        return new CsrMatrix(
                indptr,
                rows.stream()
                        .flatMap(row -> row.keySet().stream())
                        .mapToInt(Integer::intValue)
                        .toArray(),
                rows.stream()
                        .flatMap(row -> row.values().stream())
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }
}
