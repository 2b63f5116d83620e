package dev.steergraph.analytics.map;

import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Value;

/**
 * Lays out a run's features by their strongest correlates and writes {@code x} and {@code y} to them. The correlations are used
 * as they are: an embedding between them and the plane could only lose neighbours.
 */
public final class FeatureMap {

    /** How many of a feature's correlates should be near. */
    static final int CORRELATES = 10;

    /** How many points count as near. */
    static final int NEAREST = 50;

    private static final int ATTRACTING = 15;
    private static final int BATCH = 5_000;
    private static final double PRECISION = 1e4;

    private FeatureMap() {}

    /** Computes and writes. Shares are null where no feature has a correlate. */
    public static MapReport write(Driver driver, String database, RunId run, long seed) {
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            List<String> keys = new ArrayList<>();
            Neighbours neighbours = read(session, run, keys);
            Points points = Layout.of(neighbours, seed);
            Double nearest = known(points.share(neighbours, CORRELATES, NEAREST));
            Double random = known(points.shuffled(seed).share(neighbours, CORRELATES, NEAREST));
            session.executeWriteWithoutResult(tx -> {
                for (int from = 0; from < keys.size(); from += BATCH) {
                    tx.run(statement("write"), Map.of("rows", rows(keys, points, from)))
                            .consume();
                }
                Map<String, Object> shares = new HashMap<>();
                shares.put("run", run.value());
                shares.put("nearest", nearest);
                shares.put("random", random);
                shares.put("isolated", neighbours.isolated());
                tx.run(statement("finish"), shares).consume();
            });
            return new MapReport(keys.size(), neighbours.isolated(), nearest, random);
        }
    }

    private static Neighbours read(Session session, RunId run, List<String> keys) {
        Map<String, Integer> numbers = new HashMap<>();
        List<String[]> others = new ArrayList<>();
        List<double[]> absR = new ArrayList<>();
        session.executeRead(tx -> {
            Result rows = tx.run(statement("correlates"), Map.of("run", run.value(), "limit", ATTRACTING));
            while (rows.hasNext()) {
                Record row = rows.next();
                numbers.put(row.get("key").asString(), keys.size());
                keys.add(row.get("key").asString());
                List<Value> found = row.get("correlates").asList(value -> value);
                others.add(found.stream().map(pair -> pair.get(0).asString()).toArray(String[]::new));
                absR.add(found.stream()
                        .mapToDouble(pair -> pair.get(1).asDouble())
                        .toArray());
            }
            return null;
        });
        int[][] of = new int[others.size()][];
        for (int i = 0; i < of.length; i++) {
            String[] names = others.get(i);
            of[i] = new int[names.length];
            for (int k = 0; k < names.length; k++) {
                of[i][k] = Objects.requireNonNull(numbers.get(names[k]));
            }
        }
        return new Neighbours(of, absR.toArray(double[][]::new));
    }

    private static List<Map<String, Object>> rows(List<String> keys, Points points, int from) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = from; i < Math.min(keys.size(), from + BATCH); i++) {
            rows.add(Map.of("key", keys.get(i), "x", rounded(points.x()[i]), "y", rounded(points.y()[i])));
        }
        return rows;
    }

    private static @Nullable Double known(double share) {
        return Double.isNaN(share) ? null : share;
    }

    private static double rounded(float coordinate) {
        return Math.round(coordinate * PRECISION) / PRECISION;
    }

    private static String statement(String name) {
        return CypherFile.load("analytics/map-" + name + ".cypher").statement();
    }
}
