package dev.steergraph.cli;

import dev.steergraph.analytics.community.CommunityDetection;
import dev.steergraph.analytics.community.CommunityParameters;
import dev.steergraph.analytics.community.CommunityReport;
import dev.steergraph.analytics.community.CommunitySummary;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "communities",
        mixinStandardHelpOptions = true,
        description = "Finds communities (Leiden on the positive correlations) and PageRank, writes both to the graph.",
        footer = {"", "Example:", "  steergraph communities --run runs/glosses --gamma 1.5"})
final class CommunitiesCommand extends SteerGraphCommand {

    @Option(
            names = "--gamma",
            defaultValue = "1.0",
            description = "Resolution: larger gives more and smaller communities (default: 1).")
    private double gamma;

    @Option(names = "--seed", defaultValue = "0", description = "Of Leiden's random choices (default: 0).")
    private long seed;

    @Option(names = "--show", defaultValue = "20", paramLabel = "N", description = "How many to print (default: 20).")
    private int show;

    @Mixin
    private GraphRun graphRun;

    @Override
    public Integer call() throws IOException {
        CommunityReport report = onGraph(
                graphRun.neo4j(),
                connection -> CommunityDetection.run(
                        connection.driver(),
                        connection.database(),
                        graphRun.find(connection, home()).id(),
                        CommunityParameters.DEFAULT.withGamma(gamma).withSeed(seed)));
        print(report, text(report, show));
        return 0;
    }

    static String text(CommunityReport report, int show) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d communities of %d features, modularity %.3f (%.3f in a random graph of the same degrees)%n",
                report.communities().size(),
                report.features(),
                report.modularity(),
                report.nullModularity()));
        for (CommunitySummary community : report.communities()
                .subList(0, Math.min(show, report.communities().size()))) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %3d  %5d features  %s  (per layer %s)%n",
                    community.number(),
                    community.size(),
                    community.label(),
                    community.layers()));
        }
        return text.toString().stripTrailing();
    }
}
