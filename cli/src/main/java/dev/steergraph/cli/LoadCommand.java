package dev.steergraph.cli;

import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.ingest.load.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
                Map<String, Object> report =
                        new Load(directory, progress()).execute(connection.driver(), connection.database());
                print(
                        report,
                        "Run " + directory.id() + " is in " + connection.boltUri() + ": " + report.get("features")
                                + " features, " + report.get("relationships") + " correlations, "
                                + report.get("contexts") + " contexts." + leftOut(report));
                return report;
            });
        }
        return 0;
    }

    private static String leftOut(Map<String, Object> report) {
        List<?> sets = (List<?>) report.getOrDefault("setsLeftOut", List.of());
        if (sets.isEmpty()) {
            return "";
        }
        return " Of " + list(report.get("sets")) + "; not correlated, hence left out, is " + list(sets)
                + " (\"steergraph correlate --set NAME\" takes another one).";
    }

    private static String list(Object names) {
        return ((List<?>) names).stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
