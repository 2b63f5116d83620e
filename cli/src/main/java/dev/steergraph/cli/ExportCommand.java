package dev.steergraph.cli;

import dev.steergraph.analytics.export.Selection;
import dev.steergraph.analytics.export.Subgraph;
import dev.steergraph.analytics.export.SubgraphFormat;
import dev.steergraph.analytics.export.SubgraphReader;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.analytics.path.SteeringPaths;
import dev.steergraph.cypher.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes a part of the graph to a file: a community, a neighbourhood, paths, or chosen features.",
        footer = {
            "",
            "Examples:",
            "  steergraph export --format graphml --out community.graphml --community 0",
            "  steergraph export --format json --out around.json --around 3:650 --hops 2",
            "  steergraph export --format csv --out paths --from 1:650 --to 5:2048 -k 5"
        })
final class ExportCommand extends SteerGraphCommand {

    @Option(
            names = "--format",
            required = true,
            description = "One of ${COMPLETION-CANDIDATES}; csv makes a folder with nodes.csv and edges.csv.")
    private SubgraphFormat format;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where it goes; what is there is replaced.")
    private Path out;

    @Option(names = "--community", paramLabel = "N", description = "A community by number.")
    private Integer community;

    @Option(names = "--around", paramLabel = "L:INDEX", description = "A feature and its neighbourhood.")
    private String around;

    @Option(names = "--hops", defaultValue = "1", paramLabel = "N", description = "Reach of --around (default: 1).")
    private int hops;

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "L:INDEX",
            description = "Chosen features and the edges among them.")
    private List<String> features;

    @Option(names = "--from", paramLabel = "L:INDEX", description = "First feature of paths.")
    private String from;

    @Option(names = "--to", paramLabel = "L:INDEX", description = "Last feature of paths.")
    private String to;

    @Option(names = "-k", defaultValue = "5", description = "How many paths (default: 5).")
    private int k;

    @Mixin
    private GraphRun graphRun;

    @Override
    public Integer call() throws IOException {
        Subgraph subgraph = onGraph(graphRun.neo4j(), connection -> {
            GraphRun.Loaded run = graphRun.find(connection, home());
            Subgraph read = SubgraphReader.read(
                    connection.driver(), connection.database(), run.id(), selection(connection, run));
            format.write(read, out);
            return read;
        });
        print(
                Map.of(
                        "file",
                        out.toString(),
                        "features",
                        subgraph.features().size(),
                        "edges",
                        subgraph.edges().size()),
                String.format(
                        Locale.ROOT,
                        "Wrote %d features and %d edges (%s) to %s.",
                        subgraph.features().size(),
                        subgraph.edges().size(),
                        subgraph.selection(),
                        out));
        return 0;
    }

    private Selection selection(GraphConnection connection, GraphRun.Loaded run) {
        if (community != null) {
            return new Selection.OfCommunity(community);
        }
        if (around != null) {
            return new Selection.Neighbourhood(run.key(connection, "--around", around), hops);
        }
        if (features != null) {
            return new Selection.Features(features.stream()
                    .map(place -> run.key(connection, "--features", place))
                    .toList());
        }
        if (from != null && to != null) {
            SteeringGraph graph = SteeringGraph.read(connection.driver(), connection.database(), run.id());
            return new Selection.Paths(SteeringPaths.kBest(
                    graph, PathQuery.between(run.key(connection, "--from", from), run.key(connection, "--to", to), k)));
        }
        throw new UserError(
                "Say what to export: --community N, --around L:INDEX, --features L:INDEX,..., or --from and --to.");
    }
}
