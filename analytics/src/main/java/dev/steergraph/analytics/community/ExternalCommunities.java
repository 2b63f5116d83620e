package dev.steergraph.analytics.community;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.neo4j.driver.Session;

/**
 * What Leiden finds in given edges.
 *
 * @param groupOf the coarsest community of each feature with a positive edge, by number
 * @param modularity of these communities; 0 if no edge is positive
 */
record ExternalCommunities(Map<Integer, Integer> groupOf, double modularity) {

    static ExternalCommunities find(Session session, ExternalEdges given, CommunityParameters parameters) {
        ExternalEdges edges = given.strongestPositive(given.positive());
        if (edges.r().length == 0) {
            return new ExternalCommunities(Map.of(), 0);
        }
        SortedSet<Integer> features = new TreeSet<>();
        for (int e = 0; e < edges.r().length; e++) {
            features.add(edges.source()[e]);
            features.add(edges.target()[e]);
        }
        List<Integer> nodes = List.copyOf(features);
        Map<Integer, Integer> number = new HashMap<>();
        nodes.forEach(feature -> number.put(feature, number.size()));
        WeightedGraph graph =
                new WeightedGraph(numbers(edges.source(), number), numbers(edges.target(), number), edges.r());
        try (Projection projection = new Projection(session, graph)) {
            double modularity = projection.leiden(parameters);
            Map<Integer, Integer> groupOf = new HashMap<>();
            projection
                    .levels()
                    .forEach((node, path) ->
                            groupOf.put(nodes.get(Math.toIntExact(node)), Math.toIntExact(path[path.length - 1])));
            return new ExternalCommunities(groupOf, modularity);
        }
    }

    private static int[] numbers(int[] features, Map<Integer, Integer> number) {
        int[] numbers = new int[features.length];
        for (int e = 0; e < features.length; e++) {
            numbers[e] = Objects.requireNonNull(number.get(features[e]));
        }
        return numbers;
    }
}
