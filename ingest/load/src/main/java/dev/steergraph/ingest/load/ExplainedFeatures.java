package dev.steergraph.ingest.load;

import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Session;

/** What features say of the explanations that people have attached to them: properties that loading a run drops. */
public final class ExplainedFeatures {

    private static final int BATCH = 2_000;

    private ExplainedFeatures() {}

    /** Of all features of a run. */
    static void update(Session session, RunId run) {
        String statement = CypherFile.load("load/label-keys.cypher").statement();
        String after = "";
        List<String> keys;
        do {
            Map<String, Object> parameters = Map.of("run", run.value(), "after", after, "limit", BATCH);
            keys = session.executeRead(tx ->
                    tx.run(statement, parameters).list(row -> row.get("key").asString()));
            if (!keys.isEmpty()) {
                update(session, keys);
                after = keys.get(keys.size() - 1);
            }
        } while (keys.size() == BATCH);
    }

    /** Of these. */
    public static void update(Session session, Collection<String> keys) {
        String statement = CypherFile.load("load/label-features.cypher").statement();
        session.executeWriteWithoutResult(
                tx -> tx.run(statement, Map.of("keys", List.copyOf(keys))).consume());
    }
}
