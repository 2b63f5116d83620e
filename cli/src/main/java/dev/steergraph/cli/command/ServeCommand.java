package dev.steergraph.cli.command;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.cli.explorer.Recipes;
import dev.steergraph.cli.explorer.Serving;
import dev.steergraph.cli.option.Neo4jOptions;
import dev.steergraph.cli.option.ServeOptions;
import dev.steergraph.web.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves the explorer, and the Neo4j Browser at /browser, until Ctrl-C.",
        footer = {
            "",
            "Examples:",
            "  steergraph serve --port 7070",
            "  steergraph serve --host 0.0.0.0 --allowed-host lab.example:7070"
        })
final class ServeCommand extends SteerGraphCommand {

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "Folder of a loaded run that is not below the home, to export recipes with its SAEs; may be repeated.")
    private List<Path> runs = List.of();

    @Mixin
    private ServeOptions serve;

    @Mixin
    private Neo4jOptions neo4j;

    @Override
    public Integer call() throws IOException {
        Access access = serve.access(home());
        GraphConnection connection = GraphConnection.open(neo4j.target(home()));
        try (Serving serving = Serving.start(connection, serve.port(), access, new Recipes(home(), runs, progress()))) {
            print(Map.of("explorer", serving.address(), "bolt", connection.boltUri()), serving.announcement());
            serving.awaitInterrupt();
        }
        return 0;
    }
}
