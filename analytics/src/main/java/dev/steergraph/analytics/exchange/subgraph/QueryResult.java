package dev.steergraph.analytics.exchange.subgraph;

import dev.steergraph.core.UserError;
import dev.steergraph.cypher.CypherFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Relationship;

/**
 * The features and correlations that a person's query returned.
 *
 * @param keys of the features
 * @param pairs keys of both ends of each correlation; none if the query returned none, and all count
 */
record QueryResult(Set<String> keys, Set<Set<String>> pairs) {

    /** @throws UserError if the query is wrong, would write, or returns no feature */
    static QueryResult of(TransactionContext tx, String cypher) {
        Found found = new Found();
        try {
            for (Record row : tx.run(cypher).list()) {
                row.values().forEach(value -> found.take(value.asObject()));
            }
        } catch (ClientException e) {
            throw new UserError("the query fails: " + e.getMessage(), e);
        }
        Map<String, String> keyOf = new HashMap<>();
        for (Record row : tx.run(
                        CypherFile.load("analytics/export-by-id.cypher").statement(),
                        Map.of("ids", List.copyOf(found.nodes)))
                .list()) {
            keyOf.put(row.get("id").asString(), row.get("key").asString());
        }
        Set<String> keys = new LinkedHashSet<>();
        found.nodes.stream().map(keyOf::get).flatMap(Stream::ofNullable).forEach(keys::add);
        if (keys.isEmpty()) {
            throw new UserError("the query returns no feature; return nodes, relationships or paths, such as"
                    + " MATCH p = (:Feature)-[:CORRELATES]->(:Feature) RETURN p LIMIT 10");
        }
        Set<Set<String>> pairs = new HashSet<>();
        for (List<String> ends : found.relationships) {
            String source = keyOf.get(ends.get(0));
            String target = keyOf.get(ends.get(1));
            // Labels of documents correlate with features, too; their ends are no pair.
            if (source != null && target != null) {
                pairs.add(Set.of(source, target));
            }
        }
        return new QueryResult(keys, pairs);
    }

    boolean has(String source, String target) {
        return pairs.isEmpty() || pairs.contains(Set.of(source, target));
    }

    /** Element ids, of nodes, and of both ends of correlations. */
    private static final class Found {

        private final Set<String> nodes = new LinkedHashSet<>();
        private final Set<List<String>> relationships = new LinkedHashSet<>();

        private void take(Object value) {
            if (value instanceof Node node) {
                nodes.add(node.elementId());
            } else if (value instanceof Relationship relationship) {
                if (relationship.hasType("CORRELATES")) {
                    List<String> ends = List.of(relationship.startNodeElementId(), relationship.endNodeElementId());
                    nodes.addAll(ends);
                    relationships.add(ends);
                }
            } else if (value instanceof Path path) {
                path.nodes().forEach(this::take);
                path.relationships().forEach(this::take);
            } else if (value instanceof List<?> list) {
                list.forEach(this::take);
            } else if (value instanceof Map<?, ?> map) {
                map.values().forEach(this::take);
            }
        }
    }
}
