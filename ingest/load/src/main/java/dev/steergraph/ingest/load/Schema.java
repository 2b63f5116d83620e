package dev.steergraph.ingest.load;

import dev.steergraph.cypher.CypherFile;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.Session;

/** The graph's constraints and indexes. */
public final class Schema {

    private static final Pattern CONSTRAINT = Pattern.compile("CREATE CONSTRAINT (\\w+) .*", Pattern.DOTALL);

    private static final Pattern OF_RELATIONSHIPS = Pattern.compile("CREATE INDEX .* FOR \\(\\)-\\[.*", Pattern.DOTALL);

    private Schema() {}

    /** Makes what is not there, also after a kill in the middle of it, and waits until it can be used. */
    public static void create(Session session) {
        create(session, CypherFile.load("schema/schema.cypher").statements());
    }

    /** Makes all but indexes of relationships: those are made faster when the relationships are there. */
    public static void createForNodes(Session session) {
        create(
                session,
                CypherFile.load("schema/schema.cypher").statements().stream()
                        .filter(s -> !OF_RELATIONSHIPS.matcher(s).matches())
                        .toList());
    }

    private static void create(Session session, List<String> statements) {
        List<String> constraints = statements.stream()
                .map(CONSTRAINT::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .toList();
        List<String> orphans = session.run(
                        CypherFile.load("load/orphans.cypher").statement(), Map.of("names", constraints))
                .list(row -> row.get("name").asString());
        for (String orphan : orphans) {
            session.run(CypherFile.load("load/drop-index.cypher").statement(), Map.of("name", orphan))
                    .consume();
        }
        for (String statement : statements) {
            session.run(statement).consume();
        }
        session.run("CALL db.awaitIndexes(300)").consume();
    }
}
