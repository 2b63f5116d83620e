package dev.steergraph.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.steergraph.cli.option.Neo4jOptions;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.LoadResult;
import dev.steergraph.ingest.load.Load;
import dev.steergraph.ingest.load.labels.LabelCounts;
import dev.steergraph.ingest.load.labels.LoadLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            "  steergraph load --run runs/gemma --labels explanations/batch-0.jsonl.gz",
            "  steergraph load --run runs/glosses --neo4j bolt://localhost:7687 --user neo4j --password-file secret"
        })
final class LoadCommand extends SteerGraphCommand {

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Option(
            names = "--labels",
            paramLabel = "[SET=]FILE",
            description = {
                "What others say that features mean: explanations that Neuronpedia exports (jsonl, also gz, or a folder of",
                "them), or a folder of delphi's results. SET names one of the run's, where that is not clear. Repeatable."
            })
    private List<String> labels = new ArrayList<>();

    @Mixin
    private Neo4jOptions neo4j;

    @Override
    public Integer call() throws IOException {
        try (RunDirectory directory = RunDirectory.existing(run)) {
            Load load = new Load(directory, progress());
            load.check();
            labels.forEach(LoadLabels::check);
            onGraph(neo4j, connection -> {
                LoadResult result = load.execute(connection.driver(), connection.database());
                List<LabelCounts> explained = new ArrayList<>();
                LoadLabels loading =
                        new LoadLabels(connection.driver(), connection.database(), directory.id(), progress());
                for (String file : labels) {
                    explained.add(loading.load(file));
                }
                print(
                        new LabelledResult(result, explained),
                        "Run " + directory.id() + " is in " + connection.boltUri() + ": " + result.features()
                                + " features, " + result.relationships() + " correlations, " + result.contexts()
                                + " contexts" + effects(result) + "." + leftOut(result) + lines(explained));
                return result;
            });
        }
        return 0;
    }

    /** With {@code --json}: what the graph holds, and what became of the explanations, if any were given. */
    private record LabelledResult(
            @JsonUnwrapped LoadResult loaded,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LabelCounts> labels) {}

    private static String lines(List<LabelCounts> explained) {
        return explained.stream().map(counts -> System.lineSeparator() + counts).collect(Collectors.joining());
    }

    private static String effects(LoadResult result) {
        return result.moves() == null ? "" : ", " + result.moves() + " effects";
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
