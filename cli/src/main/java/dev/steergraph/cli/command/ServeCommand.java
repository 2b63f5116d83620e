package dev.steergraph.cli.command;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.cli.explorer.Recipes;
import dev.steergraph.cli.explorer.RunFolders;
import dev.steergraph.cli.explorer.Serving;
import dev.steergraph.cli.option.Neo4jOptions;
import dev.steergraph.cli.option.ServeOptions;
import dev.steergraph.steering.host.ModelHost;
import dev.steergraph.web.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
                    "Folder of a loaded run that is not below the home, to steer and export recipes with its SAEs; may be repeated.")
    private List<Path> runs = List.of();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = {
                "A folder, a GGUF file, or a Hugging Face id, of the model that is steered and reads texts of one's own",
                "(default: each run's own). It is loaded when it is first needed."
            })
    private @Nullable String model;

    @Option(names = "--device", defaultValue = "auto", description = "Of the model: auto (default), cpu or gpu:N.")
    private String device;

    @Mixin
    private ServeOptions serve;

    @Mixin
    private Neo4jOptions neo4j;

    @Override
    public Integer call() throws IOException {
        serve.check(neo4j);
        RunFolders folders = new RunFolders(home(), runs);
        folders.check();
        Access access = serve.access(home());
        GraphConnection connection = GraphConnection.open(neo4j.checkedTarget(home()));
        try (Serving serving = Serving.start(
                connection,
                serve.port(),
                access,
                new Recipes(folders, progress()),
                new ModelHost(folders, model, device, ModelHost.USUAL_ROOM, progress()))) {
            print(Map.of("explorer", serving.address(), "bolt", connection.boltUri()), serving.announcement());
            serving.awaitInterrupt();
        }
        return 0;
    }
}
