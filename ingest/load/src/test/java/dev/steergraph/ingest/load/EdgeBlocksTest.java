package dev.steergraph.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeBlocksTest {

    private static final int FEATURES = 37;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void everyEdgeIsInOneBlockAndBlocksOfARoundShareNoFeature(int writers) {
        EdgeList edges = allPairs();
        EdgeBlocks blocks = EdgeBlocks.of(edges, writers);
        assertThat(blocks.rounds()).isEqualTo(2 * writers - 1);
        List<Integer> all = new ArrayList<>();
        for (int round = 0; round < blocks.rounds(); round++) {
            Set<Integer> busy = new HashSet<>();
            for (int writer = 0; writer < writers; writer++) {
                Set<Integer> own = new HashSet<>();
                int[] block = blocks.block(round, writer);
                assertThat(block).isNotEmpty().isSorted();
                for (int e : block) {
                    all.add(e);
                    own.add(edges.sourceIndex(e));
                    own.add(edges.targetIndex(e));
                }
                assertThat(Collections.disjoint(own, busy)).isTrue();
                busy.addAll(own);
            }
        }
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, edges.size()).boxed().toList());
    }

    private static EdgeList allPairs() {
        int n = FEATURES * (FEATURES - 1) / 2;
        int[] source = new int[n];
        int[] target = new int[n];
        int e = 0;
        for (int a = 0; a < FEATURES; a++) {
            for (int b = a + 1; b < FEATURES; b++) {
                source[e] = a;
                target[e++] = b;
            }
        }
        return new EdgeList(
                FeatureSpace.of(List.of(new FeatureSet(0, "res")), new int[] {FEATURES}),
                source,
                target,
                new double[n],
                new double[n],
                new double[n],
                new int[n],
                new int[n]);
    }
}
