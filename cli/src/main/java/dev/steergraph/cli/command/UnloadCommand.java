package dev.steergraph.cli.command;

import dev.steergraph.cli.option.GraphRun;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.load.GraphUnloader;
import dev.steergraph.ingest.load.UnloadedGraph;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "unload",
        mixinStandardHelpOptions = true,
        description = {
            "Removes one run from Neo4j: features, correlations, contexts, communities, reviews, selections, the run.",
            "Other runs and the run's folder stay as they are. Killed, the same command goes on."
        },
        footer = {
            "",
            "Examples:",
            "  steergraph unload --run runs/glosses",
            "  steergraph unload --run glosses --neo4j bolt://localhost:7687 --password-file secret"
        })
final class UnloadCommand extends SteerGraphCommand {

    @Mixin
    private GraphRun graphRun;

    @Override
    public Integer call() throws IOException {
        if (!graphRun.isNamed()) {
            throw new UserError("unload needs --run, the folder or the id of the run to remove.");
        }
        onGraph(graphRun, connection -> {
            GraphRun.Loaded run = graphRun.find(connection, home());
            progress().begin("unload", 0, "nodes and relationships");
            UnloadedGraph removed = new GraphUnloader(
                            connection.driver(), connection.database(), (what, done) -> progress()
                                    .update(done, what))
                    .unload(run.id());
            progress().end("");
            print(
                    removed,
                    "Removed run " + run.id() + " from " + connection.boltUri() + ": " + removed.features()
                            + " features, " + removed.relationships() + " correlations, "
                            + removed.contexts() + " contexts.");
            return removed;
        });
        return 0;
    }
}
