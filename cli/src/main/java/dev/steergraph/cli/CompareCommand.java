package dev.steergraph.cli;

import dev.steergraph.analytics.community.agreement.Agreement;
import dev.steergraph.analytics.community.agreement.Overlap;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

    /**
     * How the two agree.
     *
     * @param only features that only the first, and only the second, puts into a community
     * @param communities of the first, by number: its features in both, and the best Jaccard index
     */
    record Comparison(Agreement agreement, List<Integer> only, List<Match> communities) {}

    /** What became of a community. */
    record Match(int community, int features, double jaccard) {}

    @Override
    public Integer call() throws IOException {
        boolean files = Files.exists(Path.of(first)) && Files.exists(Path.of(second));
        Comparison comparison = files
                ? compare(Assignments.ofFile(Path.of(first)), Assignments.ofFile(Path.of(second)))
                : onGraph(neo4j, connection -> compare(side(connection, first), side(connection, second)));
        print(comparison, text(comparison));
        return 0;
    }

    private static Assignments side(GraphConnection connection, String name) throws IOException {
        return Files.isRegularFile(Path.of(name)) || name.endsWith(".csv")
                ? Assignments.ofFile(Path.of(name))
                : Assignments.ofRun(connection, new RunId(name));
    }

    private static Comparison compare(Assignments first, Assignments second) {
        List<String> both = first.communityOf().keySet().stream()
                .filter(second.communityOf()::containsKey)
                .toList();
        if (both.isEmpty()) {
            throw new UserError("The two partitions have no feature in common.");
        }
        int[] a = both.stream().mapToInt(first.communityOf()::get).toArray();
        int[] b = both.stream().mapToInt(second.communityOf()::get).toArray();
        double[] jaccard = Overlap.best(a, b);
        Map<Integer, Integer> size = new TreeMap<>();
        Arrays.stream(a).forEach(community -> size.merge(community, 1, Integer::sum));
        return new Comparison(
                Agreement.of(a, b),
                List.of(
                        first.communityOf().size() - both.size(),
                        second.communityOf().size() - both.size()),
                IntStream.range(0, jaccard.length)
                        .filter(size::containsKey)
                        .mapToObj(c -> new Match(c, size.get(c), jaccard[c]))
                        .toList());
    }

    private String text(Comparison comparison) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d features in both, %,d in the first only, %,d in the second only%n"
                        + "ARI %.3f, NMI %.3f, AMI %.3f%n"
                        + "best Jaccard index of the first's communities:%n",
                comparison.agreement().things(),
                comparison.only().get(0),
                comparison.only().get(1),
                comparison.agreement().ari(),
                comparison.agreement().nmi(),
                comparison.agreement().ami()));
        comparison.communities().stream()
                .limit(show)
                .forEach(match -> text.append(String.format(
                        Locale.ROOT,
                        "  %3d  %5d features  %.3f%n",
                        match.community(),
                        match.features(),
                        match.jaccard())));
        return text.toString().stripTrailing();
    }
}
