package dev.steergraph.cli.command;

import dev.steergraph.cli.option.GraphRun;
import dev.steergraph.core.id.FeatureSets;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.neo4j.driver.Record;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "similar",
        mixinStandardHelpOptions = true,
        description =
                "Finds the features whose place in the graph is most like a feature's, correlated with it or not: "
                        + "FastRP embeddings of the positive correlations, nearest by cosine.",
        footer = {"", "Example:", "  steergraph similar --to 3:650 -k 10"})
final class SimilarCommand extends SteerGraphCommand {

    @Option(
            names = "--to",
            required = true,
            paramLabel = "L[/SET]:INDEX",
            description = "A feature: layer and index, and set where the layer has several.")
    private String to;

    @Option(names = "-k", defaultValue = "10", description = "How many (default: 10).")
    private int k;

    @Mixin
    private GraphRun graphRun;

    @Override
    public Integer call() throws IOException {
        GraphRun.checkAddresses("to", List.of(to));
        return onGraph(graphRun, connection -> {
            GraphRun.Loaded run = graphRun.find(connection, home());
            String key = run.key(connection, "to", to);
            List<Record> rows = connection.query(
                    "queries/similar-features.cypher", Map.of("run", run.id().value(), "key", key, "limit", k));
            print(
                    Map.of("similar", rows.stream().map(Record::asMap).toList()),
                    rows.isEmpty()
                            ? to + " has no positive correlation, so nothing is known to be like it."
                            : text(rows, run.sets()));
            return 0;
        });
    }

    private static String text(List<Record> rows, FeatureSets sets) {
        StringBuilder text = new StringBuilder();
        for (Record row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%.3f  %s  \"%s\"  %s%n",
                    row.get("similarity").asDouble(),
                    sets.address(row.get("key").asString()),
                    row.get("feature").asString(""),
                    row.get("r").isNull()
                            ? "not correlated"
                            : String.format(Locale.ROOT, "r %+.2f", row.get("r").asDouble())));
        }
        return text.toString().stripTrailing();
    }
}
