package dev.steergraph.ingest.load;

import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Session;

/** Removes parts of a run from the graph in batches, each a transaction; repeating it after a kill goes on with what is left. */
final class Clearing {

    private static final int RELATIONSHIPS = 20_000;
    private static final int NODES = 2_000;

    private final Session session;
    private final RunId run;
    private final LoadProgress progress;
    private long removed;

    Clearing(Session session, RunId run, LoadProgress progress) {
        this.session = session;
        this.run = run;
        this.progress = progress;
    }

    long edges() {
        return repeat("edges", RELATIONSHIPS, Map.of());
    }

    long moves() {
        return repeat("moves", RELATIONSHIPS, Map.of());
    }

    /** That features were steered, and what came of it. */
    long steered() {
        return repeat("steered", RELATIONSHIPS, Map.of());
    }

    /** With their firings. */
    long contexts() {
        return repeat("contexts", NODES, Map.of());
    }

    long communities() {
        return repeat("communities", NODES, Map.of());
    }

    long reviews() {
        return repeat("reviews", NODES, Map.of());
    }

    /** Those that people keep of its features. */
    long selections() {
        return repeat("selections", NODES, Map.of());
    }

    /** With their correlations. */
    long documentLabels() {
        return repeat("document-labels", NODES, Map.of());
    }

    /** @param all those of features that are there, too */
    long explanations(boolean all) {
        return repeat("explanations", NODES, Map.of("all", all));
    }

    /** Those that belong to none of these sets, {@code [layer, sae, d_sae]} each. */
    long features(List<List<Object>> stay) {
        return repeat("features", NODES, Map.of("sets", stay));
    }

    private long repeat(String what, int limit, Map<String, Object> more) {
        String statement = CypherFile.load("load/clear-" + what + ".cypher").statement();
        Map<String, Object> parameters = new HashMap<>(more);
        parameters.put("run", run.value());
        parameters.put("limit", limit);
        long all = 0;
        long batch = 1;
        while (batch > 0) {
            batch = session.executeWrite(
                    tx -> tx.run(statement, parameters).single().get("removed").asLong());
            all += batch;
            removed += batch;
            progress.update("removing " + what, removed);
        }
        return all;
    }
}
