package dev.steergraph.ingest.load;

import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * Removes a run from the graph with all that belongs to it: correlations, effects, contexts, communities, labels of documents, people's reviews,
 * selections and explanations of its features, features, and the Run itself, which goes last, so that a removal that was killed can be repeated. Its model goes
 * with its last run. Nothing of other runs is touched.
 */
public final class GraphUnloader {

    private final Driver driver;
    private final String database;
    private final LoadProgress progress;

    public GraphUnloader(Driver driver, String database, LoadProgress progress) {
        this.driver = driver;
        this.database = database;
        this.progress = progress;
    }

    /** @return how much of everything was removed */
    public UnloadedGraph unload(RunId run) {
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            // From here on the run counts as not loaded, whatever happens.
            write(session, "load/finish.cypher", Map.of("run", run.value(), "loaded", ""));
            Clearing clearing = new Clearing(session, run, progress);
            clearing.explanations(true);
            clearing.documentLabels();
            clearing.moves();
            clearing.selections();
            UnloadedGraph removed = new UnloadedGraph(
                    clearing.edges(),
                    clearing.contexts(),
                    clearing.communities(),
                    clearing.reviews(),
                    clearing.features(List.of()));
            write(session, "load/remove-run.cypher", Map.of("run", run.value()));
            return removed;
        }
    }

    private static void write(Session session, String file, Map<String, Object> parameters) {
        String statement = CypherFile.load(file).statement();
        session.executeWriteWithoutResult(tx -> tx.run(statement, parameters).consume());
    }
}
