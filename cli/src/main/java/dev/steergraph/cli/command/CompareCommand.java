package dev.steergraph.cli.command;

import dev.steergraph.analytics.community.agreement.Assignments;
import dev.steergraph.analytics.community.agreement.Comparison;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.cli.option.Neo4jOptions;
import dev.steergraph.cli.report.ComparisonText;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares two partitions into communities, on the features that are in both.",
        footer = {
            "",
            "Each side is a run in the database, or a CSV file from \"communities --assignments\". Examples:",
            "  steergraph compare coarse.csv fine.csv",
            "  steergraph compare demo other.csv"
        })
final class CompareCommand extends SteerGraphCommand {

    @Parameters(index = "0", paramLabel = "RUN|FILE", description = "One partition.")
    private String first;

    @Parameters(index = "1", paramLabel = "RUN|FILE", description = "The other.")
    private String second;

    @Option(
            names = "--show",
            defaultValue = "20",
            paramLabel = "N",
            description = "How many communities of the first to print (default: 20).")
    private int show;

    @Mixin
    private Neo4jOptions neo4j;

    @Override
    public Integer call() throws IOException {
        check(first);
        check(second);
        boolean files = Files.exists(Path.of(first)) && Files.exists(Path.of(second));
        Comparison comparison = files
                ? Comparison.of(Assignments.ofFile(Path.of(first)), Assignments.ofFile(Path.of(second)))
                : onGraph(neo4j, connection -> Comparison.of(side(connection, first), side(connection, second)));
        print(comparison, ComparisonText.of(comparison, show));
        return 0;
    }

    private static Assignments side(GraphConnection connection, String name) throws IOException {
        return isFile(name) ? Assignments.ofFile(Path.of(name)) : Assignments.ofRun(connection, new RunId(name));
    }

    /** What is wrong with a side is said before a database is started for the other. */
    private static void check(String name) throws IOException {
        if (isFile(name)) {
            Assignments.ofFile(Path.of(name));
            return;
        }
        try {
            new RunId(name);
        } catch (IllegalArgumentException e) {
            throw UserError.of(e);
        }
    }

    private static boolean isFile(String name) {
        return Files.isRegularFile(Path.of(name)) || name.endsWith(".csv");
    }
}
