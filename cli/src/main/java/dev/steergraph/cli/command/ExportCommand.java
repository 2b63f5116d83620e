package dev.steergraph.cli.command;

import dev.steergraph.analytics.exchange.recipe.Steered;
import dev.steergraph.analytics.exchange.recipe.SteeringRecipe;
import dev.steergraph.analytics.exchange.subgraph.Selection;
import dev.steergraph.analytics.exchange.subgraph.Subgraph;
import dev.steergraph.analytics.exchange.subgraph.SubgraphFeature;
import dev.steergraph.analytics.exchange.subgraph.SubgraphReader;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.analytics.path.SteeringPaths;
import dev.steergraph.cli.explorer.Recipes;
import dev.steergraph.cli.option.GraphRun;
import dev.steergraph.cli.option.PartOptions;
import dev.steergraph.cli.report.RecipeReport;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.Formulas;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.ingest.load.AdminTables;
import dev.steergraph.ingest.load.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a part of the graph to a file: a community, a neighbourhood, paths, chosen features, or what a"
                    + " query returns;",
            "for steering, as a recipe with the run's SAE vectors or as Neuronpedia takes it; or a whole run, without"
                    + " a database,",
            "for neo4j-admin."
        },
        footer = {
            "",
            "Examples:",
            "  steergraph export --format graphml --out community.graphml --community 0",
            "  steergraph export --format json --out around.json --around 3:650 --hops 2",
            "  steergraph export --format csv --out paths --from 1:650 --to 5:2048 -k 5",
            "  steergraph export --format gexf --out q.gexf --cypher 'MATCH p=(:L1)-[c:CORRELATES]->(:L3) WHERE c.r >"
                    + " 0.9 RETURN p LIMIT 50'",
            "  steergraph export --format recipe --run runs/glosses --out recipe --features 3:650,5:2048 --strength 2",
            "  steergraph export --format recipe --run runs/glosses --out recipe --community 7 --steer 3:650",
            "  steergraph export --format neo4j-admin --run runs/glosses --out import"
        })
final class ExportCommand extends SteerGraphCommand {

    private static final List<String> ALL = List.of("all");

    @Option(
            names = "--format",
            required = true,
            description = "One of ${COMPLETION-CANDIDATES}; csv, npz, recipe and neo4j-admin make a folder.")
    private ExportFormat format;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where it goes; what is there is replaced.")
    private Path out;

    @Option(names = "--community", paramLabel = "N", description = "A community by number.")
    private @Nullable Integer community;

    @Option(names = "--around", paramLabel = "L[/SET]:INDEX", description = "A feature and its neighbourhood.")
    private @Nullable String around;

    @Option(names = "--hops", defaultValue = "1", paramLabel = "N", description = "Reach of --around (default: 1).")
    private int hops;

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "L[/SET]:INDEX",
            description = "Chosen features and the edges among them.")
    private @Nullable List<String> features;

    @Option(names = "--from", paramLabel = "L[/SET]:INDEX", description = "First feature of paths.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "L[/SET]:INDEX", description = "Last feature of paths.")
    private @Nullable String to;

    @Option(names = "-k", defaultValue = "5", description = "How many paths (default: 5).")
    private int k;

    @Option(
            names = "--cypher",
            paramLabel = "QUERY",
            description = "What a query returns: nodes, relationships or paths; it may only read.")
    private @Nullable String cypher;

    @Option(
            names = "--strength",
            defaultValue = "1",
            paramLabel = "X",
            description =
                    "recipe, neuronpedia-steer: multiples of each feature's largest activation; negative suppresses"
                            + " (default: 1).")
    private double strength;

    @Option(
            names = "--steer",
            split = ",",
            paramLabel = "L[/SET]:INDEX",
            description = {
                "recipe, neuronpedia-steer: which of these features are steered, or all. By default where paths begin, the",
                "feature of --around, the three of a community with the largest sums of |r|; all of --features and",
                "--cypher."
            })
    private @Nullable List<String> steer;

    @Option(
            names = "--blocks",
            defaultValue = "layers",
            paramLabel = "NAME",
            description = "recipe: what the model calls its blocks in transformers, for lm-eval: layers, h in GPT-2"
                    + " (default: layers).")
    private String blocks;

    @Option(
            names = "--keep-formulas",
            description = {
                "csv: write texts that begin with = + - @ or a tab as they are (default: with ' before them, so that no",
                "spreadsheet computes them)."
            })
    private boolean keepFormulas;

    @Mixin
    private GraphRun graphRun;

    @Mixin
    private PartOptions part;

    @Override
    public Integer call() throws IOException {
        if (part.begins()) {
            throw new UserError("--begin is for stages of a run; an export has nothing to begin.");
        }
        if (format == ExportFormat.NEO4J_ADMIN) {
            return forAdmin();
        }
        if (part.share().isPresent() || part.merges()) {
            throw new UserError(
                    "--part and --merge are for --format neo4j-admin; other formats are written by one command.");
        }
        if (format == ExportFormat.RECIPE) {
            runFolder("recipe");
        }
        checkSelection();
        Subgraph subgraph = onGraph(graphRun, connection -> {
            GraphRun.Loaded run = graphRun.find(connection, home());
            Selection selection = selection(connection, run);
            Subgraph read = SubgraphReader.read(connection.driver(), connection.database(), run.id(), selection);
            if (format.subgraph() == null) {
                return Steered.of(read, steered(connection, run, read, selection));
            }
            format.subgraph().write(read, out, keepFormulas ? Formulas.KEPT : Formulas.DISARMED);
            return read;
        });
        if (format == ExportFormat.RECIPE) {
            return recipe(subgraph);
        }
        if (format == ExportFormat.NEURONPEDIA_STEER) {
            Recipes.withoutVectors(subgraph, strength).writeNeuronpedia(out);
        }
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

    private Integer forAdmin() throws IOException {
        Optional<Share> share = part.share();
        try (RunDirectory directory = RunDirectory.view(runFolder("neo4j-admin"))) {
            AdminTables tables = new Load(directory, progress()).forAdmin(out);
            progress().begin("export for neo4j-admin", 0, "files");
            if (share.isPresent()) {
                tables.part(share.get());
                progress().end("share " + share.get());
                print(PartOptions.done(share.get()), PartOptions.told(share.get(), out));
            } else {
                List<Path> files = part.merges() ? tables.merge() : tables.write();
                progress().end(files.size() + " files");
                print(
                        Map.of("files", files.stream().map(Path::toString).toList()),
                        "Wrote " + files.size()
                                + " files; import them into an empty database, which must not be running, with "
                                + out.resolve("import.sh") + ".");
            }
        }
        return 0;
    }

    private Path runFolder(String what) {
        return graphRun.folder()
                .orElseThrow(() -> new UserError("--format " + what + " needs --run with the folder of the run."));
    }

    private Integer recipe(Subgraph subgraph) throws IOException {
        try (RunDirectory directory = RunDirectory.view(runFolder("recipe"))) {
            SteeringRecipe recipe = Recipes.of(subgraph, directory, strength, blocks, progress());
            RecipeReport report = RecipeReport.of(subgraph, recipe, recipe.write(out));
            print(report, report.text(out));
        }
        return 0;
    }

    private Set<String> steered(GraphConnection connection, GraphRun.Loaded run, Subgraph read, Selection selection) {
        if (steer == null) {
            return Steered.suggested(read, selection);
        }
        if (steer.equals(ALL)) {
            return read.features().stream().map(SubgraphFeature::key).collect(Collectors.toSet());
        }
        return steer.stream().map(place -> run.key(connection, "steer", place)).collect(Collectors.toSet());
    }

    private Selection selection(GraphConnection connection, GraphRun.Loaded run) {
        if (community != null) {
            return new Selection.OfCommunity(community);
        }
        if (around != null) {
            return new Selection.Neighbourhood(run.key(connection, "around", around), hops);
        }
        if (cypher != null) {
            return new Selection.OfQuery(cypher);
        }
        if (features != null) {
            return new Selection.Features(features.stream()
                    .map(place -> run.key(connection, "features", place))
                    .toList());
        }
        if (from != null && to != null) {
            SteeringGraph graph = SteeringGraph.read(connection.driver(), connection.database(), run.id());
            return new Selection.Paths(SteeringPaths.kBest(
                    graph, PathQuery.between(run.key(connection, "from", from), run.key(connection, "to", to), k)));
        }
        throw new IllegalStateException("it was checked that something is selected");
    }

    private void checkSelection() {
        if (steer != null && format.subgraph() != null) {
            throw new UserError(
                    "--steer is for --format recipe and neuronpedia-steer; " + format + " says nothing of steering.");
        }
        if (community == null && around == null && cypher == null && features == null && (from == null || to == null)) {
            throw new UserError("Say what to export: --community N, --around L:INDEX, --features L:INDEX,...,"
                    + " --cypher QUERY, or --from and --to.");
        }
        check("around", around);
        check("from", from);
        check("to", to);
        GraphRun.checkAddresses("features", features == null ? List.of() : features);
        GraphRun.checkAddresses("steer", steer == null || steer.equals(ALL) ? List.of() : steer);
    }

    private static void check(String setting, @Nullable String place) {
        GraphRun.checkAddresses(setting, place == null ? List.of() : List.of(place));
    }
}
