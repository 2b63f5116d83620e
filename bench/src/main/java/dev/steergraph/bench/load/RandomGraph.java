package dev.steergraph.bench.load;

import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureNumbers;
import dev.steergraph.core.table.FeatureTable;
import java.util.Arrays;
import java.util.Random;

/** Features of four layers and pairs of them drawn at random, in the order of an {@link EdgeList}. */
record RandomGraph(FeatureTable features, FeatureNumbers numbers, EdgeList edges) {

    private static final int LAYERS = 4;

    static RandomGraph of(int features, int edges) {
        Random random = new Random(7);
        int width = features / LAYERS;
        int n = width * LAYERS;
        int[] layer = new int[n];
        int[] index = new int[n];
        for (int f = 0; f < n; f++) {
            layer[f] = 4 * (f / width + 1);
            index[f] = f % width;
        }
        double[] nothing = new double[n];
        FeatureTable table = new FeatureTable(layer, index, new int[n], nothing, nothing, nothing, nothing);
        long[] pairs = random.longs(0, (long) n * n)
                .filter(pair -> pair / n < pair % n)
                .distinct()
                .limit(edges)
                .sorted()
                .toArray();
        int[] source = Arrays.stream(pairs).mapToInt(pair -> (int) (pair / n)).toArray();
        int[] target = Arrays.stream(pairs).mapToInt(pair -> (int) (pair % n)).toArray();
        EdgeList list = new EdgeList(
                Arrays.stream(source).map(f -> layer[f]).toArray(),
                Arrays.stream(source).map(f -> index[f]).toArray(),
                Arrays.stream(target).map(f -> layer[f]).toArray(),
                Arrays.stream(target).map(f -> index[f]).toArray(),
                random.doubles(edges, 0.3, 1)
                        .map(r -> random.nextInt(10) == 0 ? -r : r)
                        .toArray(),
                random.doubles(edges, 0, 0.2).toArray(),
                random.doubles(edges, 0, 1).toArray(),
                random.ints(edges, 5, 20_000).toArray(),
                random.ints(edges, 5, 2_000).toArray());
        return new RandomGraph(table, FeatureNumbers.of(table), list);
    }

    int size() {
        return edges.size();
    }

    int source(int e) {
        return numbers.of(edges.sourceLayer()[e], edges.sourceIndex()[e]);
    }

    int target(int e) {
        return numbers.of(edges.targetLayer()[e], edges.targetIndex()[e]);
    }

    String key(int feature) {
        return "bench/gemma-2-2b@" + features.layer()[feature] + "-gemmascope-res-16k:" + features.index()[feature];
    }
}
