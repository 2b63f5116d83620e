package dev.steergraph.cli.command;

import dev.steergraph.analytics.community.CommunitiesStage;
import dev.steergraph.analytics.community.CommunityAnalysis;
import dev.steergraph.analytics.community.CommunityParameters;
import dev.steergraph.analytics.community.CommunityStability;
import dev.steergraph.analytics.community.ExternalEdges;
import dev.steergraph.analytics.community.SeedStability;
import dev.steergraph.analytics.community.SplitHalfStability;
import dev.steergraph.analytics.community.agreement.Assignments;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.cli.option.GraphRun;
import dev.steergraph.cli.report.CommunitiesResult;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.StabilityAnalysis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "communities",
        mixinStandardHelpOptions = true,
        description = {
            "Finds communities (Leiden on the positive correlations) and writes them to the graph, with PageRank, degree, "
                    + "component, core, betweenness and articulation points of every feature, its place on the explorer's map,"
                    + " and the correlations that are bridges.",
            "Modularity alone says little: compare it with that of the nulls, and see how stable the communities are."
        },
        footer = {
            "",
            "Examples:",
            "  steergraph communities --run runs/glosses --gamma 1.5",
            "  steergraph communities --run runs/glosses --permuted-null --seeds 10 --split-half",
            "  steergraph communities --gamma 2 --assignments fine.csv"
        })
final class CommunitiesCommand extends SteerGraphCommand {

    @Option(
            names = "--gamma",
            defaultValue = "1.0",
            description = "Resolution: larger gives more and smaller communities (default: 1).")
    private double gamma;

    @Option(
            names = "--levels",
            defaultValue = "10",
            paramLabel = "N",
            description = "How often communities are merged into larger ones at most (default: 10).")
    private int levels;

    @Option(names = "--seed", defaultValue = "0", description = "Of Leiden's random choices (default: 0).")
    private long seed;

    @Option(
            names = "--concurrency",
            defaultValue = "1",
            paramLabel = "N",
            description = "Threads of Leiden, 1 to 4 (default: 1; only one gives the same result for a seed).")
    private int concurrency;

    @Option(
            names = "--permuted-null",
            description =
                    "Also search the correlations of permuted documents, as many as the run has. Needs its files.")
    private boolean permutedNull;

    @Option(
            names = "--seeds",
            defaultValue = "1",
            paramLabel = "N",
            description = "Compare the communities of N seeds, from --seed on (default: 1, no comparison).")
    private int seeds;

    @Option(
            names = "--split-half",
            description = "Compare the communities of two halves of the documents. Needs the run's files.")
    private boolean halves;

    @Option(
            names = "--assignments",
            paramLabel = "FILE",
            description = "Also write feature,community as CSV, for \"compare\".")
    private @Nullable Path assignments;

    @Option(names = "--show", defaultValue = "20", paramLabel = "N", description = "How many to print (default: 20).")
    private int show;

    @Mixin
    private GraphRun graphRun;

    @Override
    public Integer call() throws IOException {
        CommunityParameters parameters = new CommunityParameters(gamma, seed, concurrency, levels);
        if (seeds < 1 || seeds > 1000) {
            throw new UserError("--seeds " + seeds + " is out of range; give 1 to 1000.");
        }
        CommunitiesResult result = onGraph(graphRun, connection -> work(connection, parameters));
        print(result, result.text(show));
        return 0;
    }

    private CommunitiesResult work(GraphConnection connection, CommunityParameters parameters) throws IOException {
        GraphRun.Loaded loaded = graphRun.find(connection, home());
        RunId run = loaded.id();
        StabilityAnalysis again = permutedNull || halves
                ? StabilityAnalysis.of(RunDirectory.view(graphRun.folder(loaded, home())), threads(), progress())
                : null;
        CommunityAnalysis found =
                new CommunitiesStage(connection.driver(), connection.database()).analyse(run, parameters);
        if (assignments != null) {
            Assignments.ofRun(connection, run).write(assignments);
        }
        SeedStability overSeeds = seeds == 1
                ? null
                : CommunityStability.overSeeds(connection.driver(), connection.database(), run, parameters, seeds);
        return new CommunitiesResult(
                found,
                permutedNull ? permuted(connection, run, parameters, Objects.requireNonNull(again)) : null,
                overSeeds,
                halves ? overHalves(connection, run, parameters, Objects.requireNonNull(again)) : null);
    }

    private static CommunitiesResult.PermutedNull permuted(
            GraphConnection connection, RunId run, CommunityParameters parameters, StabilityAnalysis again) {
        int positive = connection
                .query("analytics/positive-correlations.cypher", Map.of("run", run.value()))
                .get(0)
                .get("correlations")
                .asInt();
        StabilityAnalysis.Permuted permuted = again.permuted(positive);
        ExternalEdges edges = given(permuted.edges()).strongestPositive(positive);
        return new CommunitiesResult.PermutedNull(
                CommunityStability.modularity(connection.driver(), connection.database(), edges, parameters),
                edges.r().length,
                Arrays.stream(edges.r()).min().orElse(permuted.threshold()));
    }

    private static SplitHalfStability overHalves(
            GraphConnection connection, RunId run, CommunityParameters parameters, StabilityAnalysis again) {
        List<EdgeList> edges = again.halves();
        return CommunityStability.overSplitHalf(
                connection.driver(), connection.database(), run, parameters, given(edges.get(0)), given(edges.get(1)));
    }

    private static ExternalEdges given(EdgeList edges) {
        return new ExternalEdges(edges.space(), edges.source(), edges.target(), edges.r());
    }
}
