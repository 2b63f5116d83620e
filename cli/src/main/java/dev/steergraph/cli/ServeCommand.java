package dev.steergraph.cli;

import dev.steergraph.analytics.neo4j.GraphConnection;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves the explorer, and the Neo4j Browser at /browser, until Ctrl-C.",
        footer = {"", "Example:", "  steergraph serve --port 7070"})
final class ServeCommand extends SteerGraphCommand {

    @Option(names = "--port", defaultValue = "7070", description = "The explorer's port (default: 7070).")
    private int port;

    @Mixin
    private Neo4jOptions neo4j;

    @Override
    public Integer call() throws IOException {
        GraphConnection connection = GraphConnection.open(neo4j.target(home()));
        try (Serving serving = Serving.start(connection, port)) {
            print(Map.of("explorer", serving.uri(), "bolt", connection.boltUri()), serving.announcement());
            serving.awaitInterrupt();
        }
        return 0;
    }
}
