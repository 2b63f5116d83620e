package dev.steergraph.bench.load;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.table.FeatureTable;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Features of four layers and pairs of them drawn at random, in the order of an {@link EdgeList}. */
record RandomGraph(FeatureTable features, EdgeList edges) {

    private static final int LAYERS = 4;

    static RandomGraph of(int features, int edges) {
        Random random = new Random(7);
        int width = features / LAYERS;
        int n = width * LAYERS;
        int[] widths = new int[LAYERS];
        Arrays.fill(widths, width);
        FeatureSpace space = FeatureSpace.of(
                IntStream.rangeClosed(1, LAYERS)
                        .mapToObj(l -> new FeatureSet(4 * l, "gemmascope-res-16k"))
                        .toList(),
                widths);
        double[] nothing = new double[n];
        FeatureTable table = new FeatureTable(space, new int[n], nothing, nothing, nothing, nothing);
        long[] pairs = random.longs(0, (long) n * n)
                .filter(pair -> pair / n < pair % n)
                .distinct()
                .limit(edges)
                .sorted()
                .toArray();
        int[] source = Arrays.stream(pairs).mapToInt(pair -> (int) (pair / n)).toArray();
        int[] target = Arrays.stream(pairs).mapToInt(pair -> (int) (pair % n)).toArray();
        EdgeList list = new EdgeList(
                space,
                source,
                target,
                random.doubles(edges, 0.3, 1)
                        .map(r -> random.nextInt(10) == 0 ? -r : r)
                        .toArray(),
                random.doubles(edges, 0, 0.2).toArray(),
                random.doubles(edges, 0, 1).toArray(),
                random.ints(edges, 5, 20_000).toArray(),
                random.ints(edges, 5, 2_000).toArray());
        return new RandomGraph(table, list);
    }

    int size() {
        return edges.size();
    }

    int source(int e) {
        return edges.source()[e];
    }

    int target(int e) {
        return edges.target()[e];
    }

    String key(int feature) {
        return "bench/gemma-2-2b@" + features.layer(feature) + "-gemmascope-res-16k:" + features.index(feature);
    }
}
