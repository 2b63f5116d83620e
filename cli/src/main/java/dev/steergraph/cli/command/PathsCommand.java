package dev.steergraph.cli.command;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.analytics.path.SteeringPaths;
import dev.steergraph.cli.option.GraphRun;
import dev.steergraph.cli.report.PathText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "paths",
        mixinStandardHelpOptions = true,
        description =
                "Finds the k best steering paths between two features: depth (layer, then site) never decreases, the"
                        + " product of |r| is largest.",
        footer = {
            "",
            "Examples:",
            "  steergraph paths --from 1:650 --to 5:2048 -k 5 --max-hops 4",
            "  steergraph paths --from 1:650,1:651,3:12 --to 5:2048 --exclude 3:7 --min-abs-r 0.5 --community 4",
            "",
            "The number before a path is the product of r, with its sign. Gain is how much the last feature is"
                    + " expected to",
            "change when the first one's activation changes by one, each hop taken as a linear regression."
        })
final class PathsCommand extends SteerGraphCommand {

    @Option(
            names = "--from",
            required = true,
            split = ",",
            paramLabel = "L[/SET]:INDEX",
            description =
                    "First feature: layer and index, and set where the layer has several. Several: the best paths from any of"
                            + " them.")
    private List<String> from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "L[/SET]:INDEX",
            description = "Last feature, of the same depth or a greater one.")
    private String to;

    @Option(names = "-k", defaultValue = "5", description = "How many paths (default: 5).")
    private int k;

    @Option(names = "--max-hops", paramLabel = "N", description = "Longest path (default: no limit).")
    private Optional<Integer> maxHops = Optional.empty();

    @Option(
            names = "--min-abs-r",
            defaultValue = "0",
            paramLabel = "R",
            description = "Use edges of at least this |r| only.")
    private double minAbsR;

    @Option(
            names = "--exclude",
            split = ",",
            paramLabel = "L[/SET]:INDEX",
            description = "Features that no path may pass.")
    private List<String> exclude = List.of();

    @Option(names = "--community", paramLabel = "N", description = "Only paths inside this community, ends included.")
    private Optional<Integer> community = Optional.empty();

    @Mixin
    private GraphRun graphRun;

    @Override
    public Integer call() throws IOException {
        return onGraph(graphRun.neo4j(), connection -> {
            GraphRun.Loaded run = graphRun.find(connection, home());
            PathQuery query = query(connection, run);
            List<SteeringPath> paths = SteeringPaths.kBest(
                    SteeringGraph.read(connection.driver(), connection.database(), run.id()), query);
            print(
                    Map.of("paths", paths),
                    paths.isEmpty()
                            ? "No path leads from " + String.join(", ", from) + " to " + to + "."
                            : PathText.of(paths, run.sets()));
            return 0;
        });
    }

    private PathQuery query(GraphConnection connection, GraphRun.Loaded run) {
        return new PathQuery(
                keys(connection, run, "from", from),
                run.key(connection, "to", to),
                k,
                maxHops.map(OptionalInt::of).orElse(OptionalInt.empty()),
                minAbsR,
                keys(connection, run, "exclude", exclude),
                community.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    private static Set<String> keys(
            GraphConnection connection, GraphRun.Loaded run, String setting, List<String> places) {
        return places.stream().map(place -> run.key(connection, setting, place)).collect(Collectors.toSet());
    }
}
