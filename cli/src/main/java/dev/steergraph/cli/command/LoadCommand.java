package dev.steergraph.cli.command;

import dev.steergraph.cli.option.Neo4jOptions;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.LoadResult;
import dev.steergraph.ingest.load.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Loads a correlated run into Neo4j: features, edges, contexts. Repeating it changes nothing.",
        footer = {
            "",
            "Examples:",
            "  steergraph load --run runs/glosses",
            "  steergraph load --run runs/glosses --neo4j bolt://localhost:7687 --user neo4j --password-file secret"
        })
final class LoadCommand extends SteerGraphCommand {

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Mixin
    private Neo4jOptions neo4j;

    @Override
    public Integer call() throws IOException {
        try (RunDirectory directory = RunDirectory.existing(run)) {
            onGraph(neo4j, connection -> {
                LoadResult result = new Load(directory, progress()).execute(connection.driver(), connection.database());
                print(
                        result,
                        "Run " + directory.id() + " is in " + connection.boltUri() + ": " + result.features()
                                + " features, " + result.relationships() + " correlations, " + result.contexts()
                                + " contexts." + leftOut(result));
                return result;
            });
        }
        return 0;
    }

    private static String leftOut(LoadResult result) {
        List<String> sets = result.sets();
        List<String> leftOut = result.setsLeftOut();
        if (sets == null || leftOut == null || leftOut.isEmpty()) {
            return "";
        }
        return " Of " + String.join(", ", sets) + "; not correlated, hence left out, is " + String.join(", ", leftOut)
                + " (\"steergraph correlate\" without --set takes all).";
    }
}
