package dev.steergraph.analytics.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WeightedGraphTest {

    @Property(tries = 200)
    void rewiringKeepsDegreesAndSimplicity(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 40) int nodes,
            @ForAll @IntRange(min = 1, max = 9) int tenths) {
        WeightedGraph graph = random(seed, nodes, tenths / 10.0);
        WeightedGraph other = graph.rewired(seed);
        assertThat(degrees(other, nodes)).isEqualTo(degrees(graph, nodes));
        assertThat(pairs(other)).hasSize(graph.source().length).noneMatch(p -> p.get(0)
                .equals(p.get(1)));
        assertThat(other.weight()).isEqualTo(graph.weight());
        assertThat(pairs(graph.rewired(seed))).isEqualTo(pairs(other));
    }

    @Property(tries = 20)
    void rewiringForgetsTheOriginal(@ForAll long seed) {
        WeightedGraph graph = random(seed, 100, 0.1);
        Set<List<Integer>> kept = pairs(graph);
        int edges = kept.size();
        kept.retainAll(pairs(graph.rewired(seed)));
        // By chance about every tenth pair is joined; a third is far above that.
        assertThat(kept).hasSizeLessThan(edges / 3);
    }

    private static WeightedGraph random(long seed, int nodes, double density) {
        Random random = new Random(seed);
        List<int[]> edges = new ArrayList<>();
        for (int a = 0; a < nodes; a++) {
            for (int b = a + 1; b < nodes; b++) {
                if (random.nextDouble() < density) {
                    edges.add(new int[] {a, b});
                }
            }
        }
        return new WeightedGraph(
                edges.stream().mapToInt(e -> e[0]).toArray(),
                edges.stream().mapToInt(e -> e[1]).toArray(),
                random.doubles(edges.size()).toArray());
    }

    private static int[] degrees(WeightedGraph graph, int nodes) {
        int[] degrees = new int[nodes];
        for (int i = 0; i < graph.source().length; i++) {
            degrees[graph.source()[i]]++;
            degrees[graph.target()[i]]++;
        }
        return degrees;
    }

    private static Set<List<Integer>> pairs(WeightedGraph graph) {
        Set<List<Integer>> pairs = new HashSet<>();
        for (int i = 0; i < graph.source().length; i++) {
            int a = graph.source()[i];
            int b = graph.target()[i];
            pairs.add(List.of(Math.min(a, b), Math.max(a, b)));
        }
        return pairs;
    }
}
