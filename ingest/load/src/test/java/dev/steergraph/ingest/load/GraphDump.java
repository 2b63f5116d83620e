package dev.steergraph.ingest.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** A whole graph as text. */
public final class GraphDump {

    private GraphDump() {}

    /** Every node and relationship with all its labels and properties, ids left out. */
    public static List<String> of(Driver driver) {
        List<String> all = new ArrayList<>();
        query(driver, "MATCH (n) RETURN labels(n) AS l, properties(n) AS p")
                .forEach(r -> all.add(sorted(r.get("l")) + " " + sorted(r.get("p"))));
        query(
                        driver,
                        "MATCH (a)-[x]->(b) RETURN coalesce(a.key, a.id) AS a, type(x) AS t, properties(x) AS p, "
                                + "coalesce(b.key, b.id) AS b")
                .forEach(r -> all.add(r.get("a") + " " + r.get("t") + sorted(r.get("p")) + " " + r.get("b")));
        all.sort(null);
        return all;
    }

    private static String sorted(Value value) {
        return value.asObject() instanceof Map<?, ?> map
                ? new TreeMap<>(map).toString()
                : value.asList(Object::toString).stream().sorted().toList().toString();
    }

    private static List<Record> query(Driver driver, String cypher) {
        return driver.executableQuery(cypher).execute().records();
    }
}
