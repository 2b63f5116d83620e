package dev.steergraph.ingest.correlate.report;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.stage.OutlierText;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.statistics.CorrelationResult;
import dev.steergraph.ingest.correlate.statistics.DocumentHalves;
import dev.steergraph.ingest.correlate.statistics.EdgeCounts;
import dev.steergraph.ingest.correlate.statistics.EdgeLevels;
import dev.steergraph.ingest.correlate.statistics.SplitHalf;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code correlations/report.html}: one page about what was asked and found. It needs nothing but the heatmaps beside it, and
 * holds the figures of summary.json, so that the same input gives the same page. The markup is in {@code report.jte}; here are
 * the texts and figures that it shows.
 */
final class Report {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Report.class.getClassLoader(), Report.class.getPackageName());

    private final CorrelationResult result;
    private final CorrelationParameters parameters;
    private final String model;
    private final List<String> outliers;
    private final String style;
    private final ReportPairs pairs;
    private final SetNames names;

    private Report(CorrelationResult result, String model, @Nullable Outliers outliers, String style) {
        this.result = result;
        this.parameters = result.parameters();
        this.model = model;
        this.outliers = outliers == null ? List.of() : OutlierText.of(outliers);
        this.style = style;
        this.pairs = new ReportPairs(result);
        this.names = new SetNames(result.features().space());
    }

    static void write(Path file, CorrelationResult result, String model, @Nullable Outliers outliers)
            throws IOException {
        StringOutput page = new StringOutput();
        TEMPLATES.render("report.jte", new Report(result, model, outliers, PageStyle.css()), page);
        Files.writeString(file, page.toString(), StandardCharsets.UTF_8);
    }

    String title() {
        return "Correlations of " + model;
    }

    String style() {
        return style;
    }

    long seed() {
        return parameters.seed();
    }

    ReportPairs pairs() {
        return pairs;
    }

    String asked() {
        int perSet = parameters.extras().features();
        return "Every pair of features within and across layers was decided, over all rows, zeros included"
                + (perSet == 0
                        ? ""
                        : ", among the " + perSet + " features of each " + group()
                                + " with the highest mean |activation|")
                + ". An edge is a pair with " + measure() + " > " + Numbers.plain(cut())
                + (parameters.minDocuments() == 0
                        ? "."
                        : " whose features fire together in at least " + parameters.minDocuments() + " documents.");
    }

    /** What there is to say of the run's outliers; empty if there are none. */
    List<String> outliers() {
        return outliers;
    }

    String measure() {
        return parameters.byInformation() ? "mutual information in bits" : "|r|";
    }

    private double cut() {
        return parameters.byInformation() ? parameters.minMi() : parameters.threshold();
    }

    record Figure(String name, String value) {}

    List<Figure> figures() {
        long searched = result.searched();
        return List.of(
                new Figure("features", Numbers.whole(searched)),
                new Figure("pairs decided", Numbers.brief(searched * (searched - 1) / 2)),
                new Figure("rows", Numbers.whole(result.rows())),
                new Figure("documents", Numbers.whole(result.documents())),
                new Figure("edges", Numbers.whole(result.edges().size())),
                new Figure("within layers", Numbers.whole(result.counts().within())),
                new Figure("across layers", Numbers.whole(result.counts().across())));
    }

    /** What features are chosen from: a layer, or each of its sets where some layer has several. */
    private String group() {
        return result.features().space().hasSiblings() ? "set" : "layer";
    }

    /** How the page names a feature. */
    String addresses() {
        return "layer:index" + (result.features().space().hasSiblings() ? ", or layer/set:index" : "");
    }

    List<String> layers() {
        return result.sets().stream().map(names::of).toList();
    }

    /** @param edges to each layer, or set; empty for those that the other one's row tells */
    record LayerRow(String layer, List<String> edges) {}

    List<LayerRow> layerRows() {
        EdgeCounts counts = result.counts();
        return result.sets().stream()
                .map(source -> new LayerRow(
                        names.of(source),
                        result.sets().stream()
                                .map(target -> edges(counts, source, target))
                                .toList()))
                .toList();
    }

    private static String edges(EdgeCounts counts, FeatureSet source, FeatureSet target) {
        return counts.sets().stream()
                .filter(pair -> pair.source().equals(source) && pair.target().equals(target))
                .map(pair -> Numbers.whole(pair.edges()))
                .findFirst()
                .orElse("");
    }

    String permutations() {
        int runs = result.nullLevels().size();
        return runs == 0
                ? "The search was not repeated on permuted documents, so nothing tells these counts from chance."
                : "The same search was repeated " + (runs == 1 ? "once" : runs + " times")
                        + " after permuting whole documents independently for each feature. What it finds there is"
                        + " chance; the figure behind the line is its mean for each run.";
    }

    /** @param chance what permuted documents have on average; empty without any */
    record Count(String edges, String chance) {}

    record LevelRow(boolean isThreshold, String above, List<Count> counts) {}

    List<LevelRow> levelRows() {
        List<EdgeLevels.Level> own = result.levels().levels();
        return IntStream.range(0, own.size())
                .mapToObj(k -> new LevelRow(
                        k == 0,
                        Numbers.plain(own.get(k).above()),
                        counts(
                                own.get(k),
                                result.nullLevels().stream()
                                        .map(run -> run.levels().get(k))
                                        .toList())))
                .toList();
    }

    private static List<Count> counts(EdgeLevels.Level level, List<EdgeLevels.Level> permuted) {
        Stream<ToLongFunction<EdgeLevels.Level>> columns = Stream.of(
                EdgeLevels.Level::withinPositive,
                EdgeLevels.Level::withinNegative,
                EdgeLevels.Level::acrossPositive,
                EdgeLevels.Level::acrossNegative,
                EdgeLevels.Level::total);
        return columns.map(column -> new Count(
                        Numbers.whole(column.applyAsLong(level)),
                        permuted.isEmpty()
                                ? ""
                                : Numbers.mean(permuted.stream()
                                        .mapToLong(column)
                                        .average()
                                        .orElse(0))))
                .toList();
    }

    @Nullable
    SplitHalf halves() {
        return result.halves().orElse(null);
    }

    String halfDocuments() {
        return "Documents were split in two at random, and each half searched in the same way, asking for "
                + DocumentHalves.minDocuments(parameters.minDocuments()) + " documents in place of "
                + parameters.minDocuments() + ".";
    }

    String agreement() {
        return result.halves()
                .map(halves -> String.format(
                        Locale.ROOT,
                        "Jaccard index of the two sets %.3f. Over the pairs that are edges in either, the two values of r"
                                + " correlate by %s and differ by %s on average.",
                        halves.jaccard(),
                        Numbers.signed(halves.correlation()),
                        Numbers.fixed(3, halves.meanDifference())))
                .orElse("");
    }

    /**
     * @param active those that are active in any row
     * @param activeInRow how many are active in a row, on average
     */
    record HookRow(String hook, String features, String active, String activeInRow) {}

    List<HookRow> hookRows() {
        FeatureTable table = result.features();
        return IntStream.range(0, result.hooks().size())
                .mapToObj(place -> {
                    FeatureSet set = result.sets().get(place);
                    double inRow = result.features(place)
                            .mapToDouble(f -> table.density()[f])
                            .sum();
                    return new HookRow(
                            result.hooks().get(place) + (table.space().isAlone(set) ? "" : ", " + set.sae()),
                            Numbers.whole(table.space().width(place)),
                            Numbers.whole(result.activeFeatures(place)),
                            Numbers.fixed(1, inRow));
                })
                .toList();
    }

    String matrices() {
        return "All correlations, also weaker ones, of the "
                + parameters.extras().top()
                + " features of each " + group()
                + " with the highest mean |activation|, in the order of a clustering by r within their " + group()
                + ". Purple is negative, green positive.";
    }

    record HeatmapFile(String file, String title) {}

    List<HeatmapFile> heatmaps() {
        return result.matrices().stream()
                .map(matrix -> new HeatmapFile(
                        names.file(matrix) + ".png", names.title(matrix).replaceFirst("^l", "L")))
                .toList();
    }
}
