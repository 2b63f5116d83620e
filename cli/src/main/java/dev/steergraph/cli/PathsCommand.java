package dev.steergraph.cli;

import dev.steergraph.analytics.path.Hop;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.analytics.path.SteeringPaths;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "paths",
        mixinStandardHelpOptions = true,
        description =
                "Finds the k best steering paths between two features: layers never decrease, the product of |r| is largest.",
        footer = {"", "Example:", "  steergraph paths --from 1:650 --to 5:2048 -k 5 --max-hops 4"})
final class PathsCommand extends SteerGraphCommand {

    @Option(names = "--from", required = true, paramLabel = "L:INDEX", description = "First feature: layer and index.")
    private String from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "L:INDEX",
            description = "Last feature, of the same or a later layer.")
    private String to;

    @Option(names = "-k", defaultValue = "5", description = "How many paths (default: 5).")
    private int k;

    @Option(names = "--max-hops", paramLabel = "N", description = "Longest path (default: no limit).")
    private Integer maxHops;

    @Option(
            names = "--min-abs-r",
            defaultValue = "0",
            paramLabel = "R",
            description = "Use edges of at least this |r| only.")
    private double minAbsR;

    @Mixin
    private GraphRun graphRun;

    @Override
    public Integer call() throws IOException {
        List<SteeringPath> paths = onGraph(graphRun.neo4j(), connection -> {
            GraphRun.Loaded run = graphRun.find(connection, home());
            OptionalInt hops = maxHops == null ? OptionalInt.empty() : OptionalInt.of(maxHops);
            PathQuery query = new PathQuery(
                    run.key(connection, "--from", from), run.key(connection, "--to", to), k, hops, minAbsR, Set.of());
            return SteeringPaths.kBest(SteeringGraph.read(connection.driver(), connection.database(), run.id()), query);
        });
        print(Map.of("paths", paths), paths.isEmpty() ? "No path leads from " + from + " to " + to + "." : text(paths));
        return 0;
    }

    /** One line a path: its features, with r on each hop, and what remains at its end. */
    static String text(List<SteeringPath> paths) {
        StringBuilder text = new StringBuilder();
        int rank = 1;
        for (SteeringPath path : paths) {
            text.append(String.format(
                    Locale.ROOT,
                    "%2d. %+.3f  %s",
                    rank++,
                    path.signedProduct(),
                    place(path.keys().get(0))));
            for (Hop hop : path.hops()) {
                text.append(String.format(Locale.ROOT, " —(%+.2f)→ %s", hop.r(), place(hop.targetKey())));
            }
            text.append(System.lineSeparator());
        }
        return text.toString().stripTrailing();
    }

    /** {@code 3:650} of a feature's key. */
    static String place(String key) {
        String printed = key.substring(key.indexOf('@') + 1);
        return printed.substring(0, printed.indexOf('-')) + printed.substring(printed.lastIndexOf(':'));
    }
}
