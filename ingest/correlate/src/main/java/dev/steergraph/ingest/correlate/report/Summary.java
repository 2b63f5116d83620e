package dev.steergraph.ingest.correlate.report;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.ingest.correlate.pair.CorrelationMatrix;
import dev.steergraph.ingest.correlate.statistics.CorrelationResult;
import dev.steergraph.ingest.correlate.statistics.EdgeCounts;
import dev.steergraph.ingest.correlate.statistics.EdgeInterval;
import dev.steergraph.ingest.correlate.statistics.EdgeLevels;
import dev.steergraph.ingest.correlate.statistics.SplitHalf;
import dev.steergraph.ingest.correlate.statistics.StrongestEdges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code correlations/summary.json}: what was found, in figures that the same input always gives. */
final class Summary {

    private static final int STRONGEST = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Summary() {}

    static void write(Path file, CorrelationResult result, String model, @Nullable Outliers outliers)
            throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        String text = JSON.writer(
                        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
                .writeValueAsString(of(result, model, outliers));
        Files.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static ObjectNode of(CorrelationResult result, String model, @Nullable Outliers outliers) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", "steergraph.correlations").put("version", 1).put("model", model);
        root.put("rows", result.rows()).put("documents", result.documents());
        if (outliers != null && outliers.any()) {
            root.set("outliers", JSON.valueToTree(outliers));
        }
        ArrayNode hooks = root.putArray("hooks");
        result.hooks().stream().distinct().forEach(hook -> hooks.add(hook.toString()));
        root.put("threshold", result.parameters().threshold());
        if (result.parameters().byInformation()) {
            root.put("minMi", result.parameters().minMi());
        }
        if (result.parameters().extras().features() > 0) {
            root.put("featuresPerLayer", result.parameters().extras().features());
        }
        root.put("minDocuments", result.parameters().minDocuments());
        root.put("documentGate", result.parameters().support().name().toLowerCase(Locale.ROOT));
        root.put("seed", result.parameters().seed());
        features(root.putArray("features"), result);
        counts(root.putObject("edges"), result.counts());
        distribution((ObjectNode) root.get("edges"), result.edges());
        ArrayNode nullRuns = root.putArray("null");
        result.nullModel().forEach(run -> counts(nullRuns.addObject(), run));
        levels(root.putObject("levels"), result);
        result.halves().ifPresent(halves -> halves(root.putObject("halves"), halves));
        if (result.parameters().extras().resamples() > 0) {
            bootstrap(root.putObject("bootstrap"), result);
        }
        strongest(root.putArray("strongest"), result.edges());
        matrices(root.putArray("matrices"), result);
        return root;
    }

    private static void features(ArrayNode array, CorrelationResult result) {
        FeatureTable table = result.features();
        for (int place = 0; place < result.sets().size(); place++) {
            array.addObject()
                    .put("layer", result.sets().get(place).layer())
                    .put("features", table.space().width(place))
                    .put("firing", result.activeFeatures(place))
                    .put(
                            "firingsPerRow",
                            result.features(place)
                                    .mapToDouble(f -> table.density()[f])
                                    .sum())
                    .put("sae", result.sets().get(place).sae())
                    .put("hook", result.hooks().get(place).toString());
        }
    }

    private static void counts(ObjectNode node, EdgeCounts counts) {
        node.put("total", counts.total()).put("within", counts.within()).put("across", counts.across());
        ArrayNode pairs = node.putArray("layers");
        for (EdgeCounts.LayerCount pair : counts.layers()) {
            pairs.addObject()
                    .put("source", pair.source())
                    .put("target", pair.target())
                    .put("edges", pair.edges());
        }
        if (pairs.size() < counts.sets().size()) {
            sets(node.put("betweenSets", counts.betweenSets()).putArray("sets"), counts);
        }
    }

    /** Where a layer has several sets, which layers do not tell apart. */
    private static void sets(ArrayNode array, EdgeCounts counts) {
        for (EdgeCounts.PairCount pair : counts.sets()) {
            array.addObject()
                    .put("source", pair.source().toString())
                    .put("target", pair.target().toString())
                    .put("edges", pair.edges());
        }
    }

    private static void distribution(ObjectNode node, EdgeList edges) {
        double[] r = edges.r();
        node.put("positive", Arrays.stream(r).filter(x -> x > 0).count());
        node.put("negative", Arrays.stream(r).filter(x -> x < 0).count());
        if (r.length > 0) {
            node.put("minR", Arrays.stream(r).min().getAsDouble());
            node.put("meanR", Arrays.stream(r).average().getAsDouble());
            node.put("maxR", Arrays.stream(r).max().getAsDouble());
        }
    }

    /** What is found above the threshold and above higher ones, in the codes and in every permutation of their documents. */
    private static void levels(ObjectNode node, CorrelationResult result) {
        node.put("measure", result.parameters().byInformation() ? "mi" : "|r|");
        ArrayNode table = node.putArray("table");
        List<EdgeLevels.Level> own = result.levels().levels();
        for (int k = 0; k < own.size(); k++) {
            ObjectNode line = table.addObject().put("above", own.get(k).above());
            classes(line.putObject("edges"), own.get(k));
            ArrayNode runs = line.putArray("null");
            for (EdgeLevels run : result.nullLevels()) {
                classes(runs.addObject(), run.levels().get(k));
            }
        }
    }

    private static void classes(ObjectNode node, EdgeLevels.Level level) {
        node.put("total", level.total())
                .put("withinPositive", level.withinPositive())
                .put("withinNegative", level.withinNegative())
                .put("acrossPositive", level.acrossPositive())
                .put("acrossNegative", level.acrossNegative());
    }

    private static void halves(ObjectNode node, SplitHalf halves) {
        node.put("documentsA", halves.documentsA())
                .put("documentsB", halves.documentsB())
                .put("rowsA", halves.rowsA())
                .put("rowsB", halves.rowsB())
                .put("edgesA", halves.edgesA())
                .put("edgesB", halves.edgesB())
                .put("both", halves.both())
                .put("jaccard", halves.jaccard());
        number(node, "correlationOfR", halves.correlation());
        number(node, "meanDifferenceOfR", halves.meanDifference());
    }

    private static void bootstrap(ObjectNode node, CorrelationResult result) {
        node.put("resamples", result.parameters().extras().resamples()).put("share", 0.95);
        ArrayNode edges = node.putArray("edges");
        for (EdgeInterval interval : result.intervals()) {
            ObjectNode edge = pair(edges.addObject(), result.edges(), interval.edge());
            number(edge, "low", interval.low());
            number(edge, "high", interval.high());
            edge.put("resamples", interval.resamples());
        }
    }

    /** JSON has no NaN. */
    private static void number(ObjectNode node, String name, double value) {
        node.put(name, Double.isNaN(value) ? null : (Double) value);
    }

    private static ObjectNode pair(ObjectNode node, EdgeList edges, int e) {
        return node.put("sourceLayer", edges.sourceLayer(e))
                .put("sourceSae", edges.sourceSet(e).sae())
                .put("sourceIndex", edges.sourceIndex(e))
                .put("targetLayer", edges.targetLayer(e))
                .put("targetSae", edges.targetSet(e).sae())
                .put("targetIndex", edges.targetIndex(e))
                .put("r", edges.r()[e]);
    }

    private static void strongest(ArrayNode array, EdgeList edges) {
        for (int e : StrongestEdges.of(edges, STRONGEST)) {
            pair(array.addObject(), edges, e).put("nmi", edges.nmi()[e]).put("documents", edges.documents()[e]);
        }
    }

    private static void matrices(ArrayNode array, CorrelationResult result) {
        SetNames names = new SetNames(result.features().space());
        for (CorrelationMatrix matrix : result.matrices()) {
            ObjectNode node = array.addObject().put("file", names.file(matrix) + ".npy");
            node.put("rowLayer", matrix.rowLayer());
            node.put("rowSae", matrix.rowSet().sae());
            node.set("rows", JSON.valueToTree(matrix.rowIndices()));
            node.put("columnLayer", matrix.columnLayer());
            node.put("columnSae", matrix.columnSet().sae());
            node.set("columns", JSON.valueToTree(matrix.columnIndices()));
        }
    }
}
