package dev.steergraph.cli.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.LoadedSets;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.analytics.path.SteeringPaths;
import dev.steergraph.core.id.FeatureSets;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageEntry;
import dev.steergraph.core.stage.CorrelateResult;
import dev.steergraph.core.stage.EvaluatedSae;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.stage.TrainedSae;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/**
 * What the demo found, read back from the run directory and the graph.
 *
 * @param edges in edges.parquet
 * @param relationships CORRELATES relationships of the run in the graph
 * @param nullEdges edges that the same search finds on permuted documents, for each repetition
 * @param saes L0, explained variance and dead share by hook point, of those that were trained
 * @param evaluation by set of codes, what SAEs do on held-out documents; nothing for the usual demo
 * @param pairs strongest pairs across layers
 * @param promoted tokens that features of the first pairs promote; nothing of models that predict no text
 * @param communities the largest
 * @param path the best steering path between the ends of the strongest chain, or null
 * @param files number of files and bytes by folder of the run
 * @param seconds by stage, over all starts
 * @param sets of features in the graph; they decide how features are called
 */
public record DemoReport(
        String run,
        String folder,
        long rows,
        long documents,
        long features,
        long edges,
        long relationships,
        List<Long> nullEdges,
        Map<HookPoint, TrainedSae> saes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, EvaluatedSae> evaluation,
        List<LayerPair> pairs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PromotedTokens> promoted,
        List<LargeCommunity> communities,
        @Nullable SteeringPath path,
        List<String> pathLabels,
        Map<String, Files> files,
        Map<String, Double> seconds,
        @JsonIgnore FeatureSets sets) {

    private static final int PAIRS = 10;
    private static final int COMMUNITIES = 8;

    /** Files of one folder. */
    public record Files(int number, long bytes) {}

    public static DemoReport of(RunDirectory run, GraphConnection connection) {
        String id = run.id().value();
        CorrelateResult correlated = run.finished(Stages.CORRELATE).result();
        Record counts =
                connection.query("queries/run-counts.cypher", Map.of("run", id)).get(0);
        List<Record> chains =
                connection.query("queries/chains-upward.cypher", Map.of("run", id, "atLeast", 0.3, "limit", 1));
        List<LayerPair> pairs = LayerPair.strongest(connection, id, PAIRS);
        SteeringPath path = chains.isEmpty() ? null : best(run, connection, chains.get(0));
        return new DemoReport(
                id,
                run.root().toString(),
                correlated.rows(),
                correlated.documents(),
                counts.get("features").asLong(),
                correlated.edges(),
                counts.get("relationships").asLong(),
                correlated.nullEdges(),
                run.stage(Stages.TRAIN_SAE)
                        .map(trained -> trained.result().saes())
                        .orElse(Map.of()),
                evaluation(run),
                pairs,
                PromotedTokens.of(connection, pairs),
                LargeCommunity.largest(connection, id, COMMUNITIES),
                path,
                path == null ? List.of() : labels(connection, path),
                files(run),
                seconds(run),
                LoadedSets.read(connection, run.id()));
    }

    /** In the order of the hook points. */
    private static Map<String, EvaluatedSae> evaluation(RunDirectory run) {
        Map<String, EvaluatedSae> ordered = new LinkedHashMap<>();
        run.stage(Stages.EVALUATE_SAE).ifPresent(evaluated -> {
            for (HookPoint hook : run.finished(Stages.EXTRACT).result().hooks()) {
                evaluated.result().saes().forEach((set, figures) -> {
                    if (HookPoint.ofSet(set).filter(hook::equals).isPresent()) {
                        ordered.put(set, figures);
                    }
                });
            }
        });
        return ordered;
    }

    private static SteeringPath best(RunDirectory run, GraphConnection connection, Record chain) {
        List<Object> keys = chain.get("keys").asList();
        SteeringGraph graph = SteeringGraph.read(connection.driver(), connection.database(), run.id());
        return SteeringPaths.kBest(
                        graph, PathQuery.between((String) keys.get(0), (String) keys.get(keys.size() - 1), 1))
                .get(0);
    }

    private static List<String> labels(GraphConnection connection, SteeringPath path) {
        return connection.query("queries/feature-labels.cypher", Map.of("keys", path.keys())).stream()
                .map(row -> row.get("label").asString("?"))
                .toList();
    }

    private static Map<String, Files> files(RunDirectory run) {
        Map<String, Files> files = new LinkedHashMap<>();
        for (StageEntry stage : run.stages().values()) {
            for (Part part : stage.parts()) {
                String folder = part.path().substring(0, part.path().indexOf('/'));
                files.merge(
                        folder, new Files(1, part.bytes()), (a, b) -> new Files(a.number() + 1, a.bytes() + b.bytes()));
            }
        }
        return files;
    }

    private static Map<String, Double> seconds(RunDirectory run) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        run.stages().forEach((name, stage) -> seconds.put(name, stage.seconds()));
        return seconds;
    }

    /** For the terminal. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(format(
                "%,d rows of %,d glosses, %,d features, %,d correlations with |r| > 0.3 (%s)",
                rows, documents, features, relationships, Permuted.text(nullEdges)));
        lines.add("");
        lines.add("SAEs");
        if (evaluation.isEmpty()) {
            saes.forEach((hook, figures) -> lines.add("  " + sae(hook, figures)));
        }
        evaluation.forEach((set, figures) -> {
            lines.add("  " + sae(set, figures, saes));
            if (figures.prediction() != null) {
                lines.add("      " + prediction(figures.prediction()));
            }
        });
        lines.add("");
        lines.add("Strongest pairs across layers");
        for (LayerPair pair : pairs) {
            lines.add(format(
                    "  %+.3f  %s \"%s\"  —  %s \"%s\"",
                    pair.r(), sets.address(pair.key()), pair.feature(), sets.address(pair.higherKey()), pair.higher()));
        }
        if (!promoted.isEmpty()) {
            lines.add("");
            lines.add("Tokens that features promote");
            promoted.forEach(tokens -> lines.add("  " + tokens.text(sets)));
        }
        lines.add("");
        lines.add("Largest communities");
        for (LargeCommunity community : communities) {
            lines.add(format("  %5d features  %s", community.size(), community.community()));
        }
        if (path != null) {
            lines.add("");
            lines.add("A steering path (product of r " + format("%+.3f", path.signedProduct()) + ")");
            lines.add(PathText.of(List.of(path), sets));
            lines.add("     "
                    + String.join(
                            " → ",
                            pathLabels.stream()
                                    .map(label -> "\"" + label + "\"")
                                    .toList()));
        }
        lines.add("");
        lines.add("Files in " + folder);
        files.forEach((name, f) -> lines.add(format("  %-14s %4d files %9.1f MB", name, f.number(), f.bytes() / 1e6)));
        lines.add("");
        lines.add("Time");
        seconds.forEach((stage, s) -> lines.add(format("  %-14s %7.1f s", stage, s)));
        return String.join(System.lineSeparator(), lines);
    }

    private static String sae(HookPoint hook, TrainedSae figures) {
        return format(
                "%s  L0 %.1f, explained variance %.3f, dead %.1f%%",
                hook, figures.l0(), figures.explainedVariance(), 100 * figures.deadFraction());
    }

    private static String sae(String set, EvaluatedSae figures, Map<HookPoint, TrainedSae> trained) {
        TrainedSae own = HookPoint.isName(set) ? trained.get(HookPoint.parse(set)) : null;
        return format(
                "%s  L0 %.1f, explained variance %.3f, %s",
                set,
                figures.l0(),
                figures.explainedVariance(),
                own == null
                        ? format("silent %.1f%%", 100 * figures.silentShare())
                        : format("dead %.1f%%", 100 * own.deadFraction()));
    }

    private static String prediction(EvaluatedSae.Prediction nats) {
        return format(
                "cross-entropy recovered %.1f%%: %.3f nats a token as it is, %.3f with the SAE, %.3f with zeros (%,d tokens)",
                100 * nats.recovered(), nats.clean(), nats.spliced(), nats.zeroed(), nats.tokens());
    }

    private static String format(String pattern, @Nullable Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
