package dev.steergraph.bench.path;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.Neo4jTarget;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.analytics.path.SteeringPaths;
import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Rounds;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.cypher.CypherFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.neo4j.driver.Record;

/**
 * The k best steering paths, by us in memory and by GDS' Yen on a projection of the same graph, from features of the lowest
 * layer to features of the highest. Both graphs are built before the clock starts; GDS has 4 threads, we have one.
 */
public final class PathsBench {

    public static final String OURS = "SteerGraph";
    public static final String YENS = "gds.shortestPath.yens";

    private static final String GRAPH = "bench-paths";
    private static final int CONCURRENCY = 4;
    private static final int MAX_TRIES = 100_000;

    private record Ends(int from, int to) {}

    private PathsBench() {}

    public static Rounds run(Workbench bench, Options options) throws IOException {
        String home = options.text("home", "");
        String run = options.text("run", "demo");
        int features = options.number("features", 65_536);
        int hops = options.number("hops", 1_000_000);
        int k = options.number("k", 10);
        int pairs = options.number("pairs", 5);
        int count = options.number("rounds", 3);
        options.nothingElse();
        Path folder = home.isEmpty() ? bench.scratch("paths") : Path.of(home);
        try (GraphConnection connection = GraphConnection.open(new Neo4jTarget.Embedded(folder, 0))) {
            PathGraph graph = home.isEmpty()
                    ? PathGraph.random(features, hops)
                    : PathGraph.of(query(connection, "edges", Map.of("run", run)));
            return measure(bench, connection, graph, k, pairs, count);
        } finally {
            if (home.isEmpty()) {
                Workbench.delete(folder);
            }
        }
    }

    private static Rounds measure(
            Workbench bench, GraphConnection connection, PathGraph lists, int k, int pairs, int count)
            throws IOException {
        long start = System.nanoTime();
        SteeringGraph graph = lists.steering();
        double building = (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        query(connection, "project", lists.lists(GRAPH));
        double projecting = (System.nanoTime() - start) / 1e9;
        List<Ends> ends = ends(lists, graph, pairs);
        double[] slowest = new double[2];
        List<List<Double>> products = new ArrayList<>();
        List<List<Double>> theirs = new ArrayList<>();
        Rounds rounds = Rounds.alternate(
                count,
                List.of(
                        () -> List.of(timed(OURS, ends, slowest, 0, products, e -> ours(graph, e, k))),
                        () -> List.of(timed(YENS, ends, slowest, 1, theirs, e -> yens(connection, e, k)))));
        requireEqual(products, theirs);
        bench.say(
                "%,d features, %,d hops: the %d best paths between %d pairs, means over them, medians of %d alternating rounds; "
                        + "both give the same products",
                graph.features(), graph.hops(), k, ends.size(), count);
        Table table = new Table("", "ms a query", "slowest, ms", "graph, s", "SteerGraph is");
        table.row(OURS, milliseconds(1 / rounds.rate(OURS)), milliseconds(slowest[0]), seconds(building), "");
        table.row(
                YENS,
                milliseconds(1 / rounds.rate(YENS)),
                milliseconds(slowest[1]),
                seconds(projecting),
                String.format(Locale.ROOT, "%.1fx", rounds.ratio(OURS, YENS)));
        table.print(bench.out());
        return rounds;
    }

    /** Pairs between which there is a path. */
    private static List<Ends> ends(PathGraph lists, SteeringGraph graph, int pairs) {
        int[] low = IntStream.range(0, lists.layer().length)
                .filter(i -> lists.layer()[i] == lists.lowestLayer())
                .toArray();
        int[] high = IntStream.range(0, lists.layer().length)
                .filter(i -> lists.layer()[i] == lists.highestLayer())
                .toArray();
        Random random = new Random(5);
        List<Ends> ends = new ArrayList<>();
        for (int tries = 0; tries < MAX_TRIES && ends.size() < pairs; tries++) {
            Ends drawn = new Ends(low[random.nextInt(low.length)], high[random.nextInt(high.length)]);
            if (drawn.from() != drawn.to() && !ours(graph, drawn, 1).isEmpty()) {
                ends.add(drawn);
            }
        }
        return ends;
    }

    private static List<Double> ours(SteeringGraph graph, Ends ends, int k) {
        return SteeringPaths.kBest(graph, PathQuery.between("f" + ends.from(), "f" + ends.to(), k)).stream()
                .map(SteeringPath::product)
                .toList();
    }

    private static List<Double> yens(GraphConnection connection, Ends ends, int k) throws IOException {
        Map<String, Object> parameters =
                Map.of("graph", GRAPH, "source", ends.from(), "target", ends.to(), "k", k, "concurrency", CONCURRENCY);
        return query(connection, "yens", parameters).stream()
                .map(row -> Math.exp(-row.get("totalCost").asDouble()))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private interface Search {
        List<Double> of(Ends ends) throws IOException;
    }

    private static Measurement timed(
            String side, List<Ends> ends, double[] slowest, int at, List<List<Double>> products, Search search)
            throws IOException {
        products.clear();
        double total = 0;
        for (Ends pair : ends) {
            long start = System.nanoTime();
            products.add(search.of(pair));
            double seconds = (System.nanoTime() - start) / 1e9;
            total += seconds;
            slowest[at] = Math.max(slowest[at], seconds);
        }
        return new Measurement(side, ends.size(), total, 0, "");
    }

    /** A peer that finds something else is no peer. */
    private static void requireEqual(List<List<Double>> ours, List<List<Double>> theirs) {
        for (int i = 0; i < ours.size(); i++) {
            boolean equal = ours.get(i).size() == theirs.get(i).size();
            for (int j = 0; equal && j < ours.get(i).size(); j++) {
                equal = Math.abs(ours.get(i).get(j) - theirs.get(i).get(j))
                        <= 1e-9 * ours.get(i).get(j);
            }
            if (!equal) {
                throw new IllegalStateException("GDS finds products " + theirs.get(i) + ", we " + ours.get(i));
            }
        }
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%,.1f", 1e3 * seconds);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }

    private static List<Record> query(GraphConnection connection, String name, Map<String, Object> parameters)
            throws IOException {
        try (InputStream in = PathsBench.class.getResourceAsStream(name + ".cypher")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return connection
                    .driver()
                    .executableQuery(CypherFile.parse(name, text).statement())
                    .withParameters(parameters)
                    .execute()
                    .records();
        }
    }
}
