package dev.steergraph.web.pages;

import dev.steergraph.analytics.community.CommunityDetection;
import dev.steergraph.analytics.community.CommunityParameters;
import dev.steergraph.analytics.community.Structure;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.Neo4jTarget;
import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import dev.steergraph.web.Access;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The database that the product starts, with GDS, and in it a run about which every query of the guide has something to say. */
final class BrowserGraph implements AutoCloseable {

    static final RunId RUN = new RunId("sample");

    private final GraphConnection connection;

    private BrowserGraph(GraphConnection connection) {
        this.connection = connection;
    }

    static BrowserGraph open(Path home) throws IOException {
        BrowserGraph graph = new BrowserGraph(GraphConnection.open(new Neo4jTarget.Embedded(home, 0)));
        graph.run(CypherFile.load("schema/schema.cypher"));
        for (String name : List.of("fixture.cypher", "browser.cypher")) {
            try (InputStream in = BrowserGraph.class.getResourceAsStream("/" + name)) {
                graph.run(CypherFile.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        GraphConnection connection = graph.connection;
        CommunityDetection.run(connection.driver(), connection.database(), RUN, CommunityParameters.DEFAULT);
        Structure.write(connection.driver(), connection.database(), RUN);
        return graph;
    }

    private void run(CypherFile file) {
        file.statements()
                .forEach(statement ->
                        connection.driver().executableQuery(statement).execute());
    }

    GraphConnection connection() {
        return connection;
    }

    String password() throws IOException {
        return Files.readString(connection.passwordFile()).strip();
    }

    Explorer explorer(Access access) {
        return Explorer.start(
                new ExplorerConfig(connection.driver(), connection.database(), connection.boltUri(), 0).with(access));
    }

    @Override
    public void close() {
        connection.close();
    }
}
