package dev.steergraph.bench.path;

import dev.steergraph.analytics.path.FeatureNode;
import dev.steergraph.analytics.path.Hop;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.core.table.EdgeWeight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.neo4j.driver.Record;

/**
 * A graph to search, in lists. Feature i has key {@code f<i>}; the lower layer is the source.
 *
 * @param layer of each feature
 * @param source of each hop
 * @param target of each hop
 * @param r of each hop
 */
record PathGraph(int[] layer, int[] source, int[] target, double[] r) {

    private static final int LAYERS = 4;

    /** Features in four layers, hops between any two of them, most of them weak, every tenth negative. */
    static PathGraph random(int features, int hops) {
        Random random = new Random(1);
        int[] layer = new int[features];
        for (int i = 0; i < features; i++) {
            layer[i] = (int) ((long) i * LAYERS / features);
        }
        int[] source = new int[hops];
        int[] target = new int[hops];
        double[] r = new double[hops];
        Set<Long> joined = new HashSet<>();
        for (int h = 0; h < hops; ) {
            int a = random.nextInt(features);
            int b = random.nextInt(features);
            if (a != b && joined.add((long) Math.min(a, b) << 32 | Math.max(a, b))) {
                source[h] = Math.min(a, b);
                target[h] = Math.max(a, b);
                double strength = 0.3 + 0.7 * Math.pow(random.nextDouble(), 3);
                r[h++] = random.nextInt(10) == 0 ? -strength : strength;
            }
        }
        return new PathGraph(layer, source, target, r);
    }

    /** @param rows source, sourceLayer, target, targetLayer, r */
    static PathGraph of(List<Record> rows) {
        Map<String, Integer> number = new HashMap<>();
        List<Integer> layers = new ArrayList<>();
        int[] source = new int[rows.size()];
        int[] target = new int[rows.size()];
        double[] r = new double[rows.size()];
        for (int h = 0; h < rows.size(); h++) {
            Record row = rows.get(h);
            source[h] = number(
                    number,
                    layers,
                    row.get("source").asString(),
                    row.get("sourceLayer").asInt());
            target[h] = number(
                    number,
                    layers,
                    row.get("target").asString(),
                    row.get("targetLayer").asInt());
            r[h] = row.get("r").asDouble();
        }
        return new PathGraph(layers.stream().mapToInt(Integer::intValue).toArray(), source, target, r);
    }

    private static int number(Map<String, Integer> number, List<Integer> layers, String key, int layer) {
        Integer known = number.putIfAbsent(key, layers.size());
        if (known == null) {
            layers.add(layer);
            return layers.size() - 1;
        }
        return known;
    }

    SteeringGraph steering() {
        List<FeatureNode> features = new ArrayList<>(layer.length);
        for (int i = 0; i < layer.length; i++) {
            features.add(new FeatureNode("f" + i, layer[i]));
        }
        List<Hop> hops = new ArrayList<>(r.length);
        for (int h = 0; h < r.length; h++) {
            hops.add(new Hop("f" + source[h], "f" + target[h], r[h], 0));
        }
        return SteeringGraph.of(features, hops);
    }

    Map<String, Object> lists(String name) {
        List<String> types = new ArrayList<>(r.length);
        double[] costs = new double[r.length];
        for (int h = 0; h < r.length; h++) {
            types.add(layer[source[h]] == layer[target[h]] ? "WITHIN" : "ACROSS");
            costs[h] = EdgeWeight.cost(r[h]);
        }
        return Map.of("graph", name, "sources", source, "targets", target, "costs", costs, "types", types);
    }

    int highestLayer() {
        return Arrays.stream(layer).max().orElseThrow();
    }

    int lowestLayer() {
        return Arrays.stream(layer).min().orElseThrow();
    }
}
