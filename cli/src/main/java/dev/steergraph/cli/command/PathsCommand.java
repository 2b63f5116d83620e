package dev.steergraph.cli.command;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.path.PathMeasure;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.analytics.path.SteeringPaths;
import dev.steergraph.cli.option.GraphRun;
import dev.steergraph.cli.report.EffectPath;
import dev.steergraph.cli.report.PathText;
import dev.steergraph.core.UserError;
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
                        + " product of |r|, or of what measured effects count, is largest.",
        footer = {
            "",
            "Examples:",
            "  steergraph paths --from 1:650 --to 5:2048 -k 5 --max-hops 4",
            "  steergraph paths --from 1:650,1:651,3:12 --to 5:2048 --exclude 3:7 --min-abs-r 0.5 --community 4",
            "  steergraph paths --by effect --from 1:650 --to 5:2048 --min-effect 0.2",
            "",
            "The number before a path is the product of r, with its sign. Gain is how much the last feature is"
                    + " expected to",
            "change when the first one's activation changes by one, each hop taken as a linear regression.",
            "By effect, hops lead from a steered feature to one that it moves; an effect of e standard deviations counts"
                    + " tanh |e|,",
            "and the product orders the paths: it is no prediction of the first feature's effect on the last."
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
            names = "--by",
            defaultValue = "r",
            paramLabel = "MEASURE",
            description = "r: along correlations (default); effect: along measured effects, in their direction.")
    private PathMeasure by;

    @Option(
            names = "--min-effect",
            defaultValue = "0",
            paramLabel = "SD",
            description = "With --by effect, use effects of at least this size only, in standard deviations.")
    private double minEffect;

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
        checkLeast();
        GraphRun.checkAddresses("from", from);
        GraphRun.checkAddresses("to", List.of(to));
        GraphRun.checkAddresses("exclude", exclude);
        return onGraph(graphRun, connection -> {
            GraphRun.Loaded run = graphRun.find(connection, home());
            PathQuery query = query(connection, run);
            List<SteeringPath> paths = SteeringPaths.kBest(
                    SteeringGraph.read(connection.driver(), connection.database(), run.id(), by), query);
            print(
                    by == PathMeasure.R ? Map.of("paths", paths) : EffectPath.all(paths),
                    paths.isEmpty()
                            ? "No path leads from " + String.join(", ", from) + " to " + to + "."
                            : PathText.of(paths, run.sets(), by));
            return 0;
        });
    }

    private PathQuery query(GraphConnection connection, GraphRun.Loaded run) {
        return new PathQuery(
                keys(connection, run, "from", from),
                run.key(connection, "to", to),
                k,
                maxHops.map(OptionalInt::of).orElse(OptionalInt.empty()),
                by == PathMeasure.R ? minAbsR : by.worth(minEffect),
                keys(connection, run, "exclude", exclude),
                community.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    private void checkLeast() {
        if (by == PathMeasure.R && minEffect != 0) {
            throw new UserError("is about effects, and paths by r use none; add --by effect").in("min-effect");
        }
        if (by == PathMeasure.EFFECT && minAbsR != 0) {
            throw new UserError("is about correlations, and paths by effect use none; give --min-effect")
                    .in("min-abs-r");
        }
        if (!(minEffect >= 0 && minEffect < Double.POSITIVE_INFINITY)) {
            throw new UserError("must be 0 or more standard deviations, not " + minEffect).in("min-effect");
        }
    }

    private static Set<String> keys(
            GraphConnection connection, GraphRun.Loaded run, String setting, List<String> places) {
        return places.stream().map(place -> run.key(connection, setting, place)).collect(Collectors.toSet());
    }
}
