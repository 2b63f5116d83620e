package dev.steergraph.ingest.correlate.report;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.pair.CorrelationMatrix;
import dev.steergraph.ingest.correlate.statistics.CorrelationResult;
import dev.steergraph.ingest.correlate.statistics.EdgeCounts;
import dev.steergraph.ingest.correlate.statistics.EdgeLevels;
import dev.steergraph.ingest.correlate.statistics.SplitHalf;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * {@code correlations/report.html}: one page about what was asked and found. It needs nothing but the heatmaps beside it, and
 * holds the figures of summary.json, so that the same input gives the same page.
 */
final class Report {

    private final CorrelationResult result;
    private final CorrelationParameters parameters;
    private final Html page = new Html();

    private Report(CorrelationResult result) {
        this.result = result;
        this.parameters = result.parameters();
    }

    static void write(Path file, CorrelationResult result, String model) throws IOException {
        Report report = new Report(result);
        report.fill(model);
        Files.writeString(file, report.page.toString(), StandardCharsets.UTF_8);
    }

    private void fill(String model) throws IOException {
        String title = "Correlations of " + model;
        page.markup("<!doctype html>").markup("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.markup("<title>" + Html.text(title) + "</title>");
        page.markup("<style>").markup(style()).markup("</style></head><body><main>");
        page.markup("<h1>" + Html.text(title) + "</h1>");
        page.paragraph(asked());
        figures();
        layers();
        levels();
        halves();
        new ReportPairs(result).add(page);
        features();
        heatmaps();
        files();
        page.markup("</main></body></html>");
    }

    private static String style() throws IOException {
        try (InputStream in = Report.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String asked() {
        int most = parameters.extras().features();
        return "Every pair of features within and across layers was decided, over all rows, zeros included"
                + (most == 0
                        ? ""
                        : ", among the " + most + " features of each layer with the highest mean |activation|")
                + ". An edge is a pair with " + measure() + " > " + plain(cut())
                + (parameters.minDocuments() == 0
                        ? "."
                        : " whose features fire together in at least " + parameters.minDocuments() + " documents.");
    }

    private String measure() {
        return parameters.byInformation() ? "mutual information in bits" : "|r|";
    }

    private double cut() {
        return parameters.byInformation() ? parameters.minMi() : parameters.threshold();
    }

    private static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    private void figures() {
        page.markup("<dl class=\"figures\">");
        long taking = result.searched();
        figure("features", Html.number(taking));
        figure("pairs decided", brief(taking * (taking - 1) / 2));
        figure("rows", Html.number(result.rows()));
        figure("documents", Html.number(result.documents()));
        figure("edges", Html.number(result.edges().size()));
        figure("within layers", Html.number(result.counts().within()));
        figure("across layers", Html.number(result.counts().across()));
        page.markup("</dl>");
    }

    private static String brief(long value) {
        return value < 10_000_000 ? Html.number(value) : String.format(Locale.ROOT, "%,.1f M", value / 1e6);
    }

    private void figure(String name, String value) {
        page.markup("<div><dt>" + name + "</dt><dd>" + value + "</dd></div>");
    }

    private void layers() {
        page.heading("Edges by layer");
        int[] layers = result.layers();
        List<String> head = new ArrayList<>(List.of("<"));
        IntStream.of(layers).forEach(layer -> head.add("layer " + layer));
        page.beginTable("", head);
        for (int source : layers) {
            List<String> cells = new ArrayList<>();
            for (int target : layers) {
                long edges = result.counts().pairs().stream()
                        .filter(p -> p.sourceLayer() == source && p.targetLayer() == target)
                        .mapToLong(EdgeCounts.PairCount::edges)
                        .sum();
                cells.add(source > target ? "<td class=\"none\"></td>" : Html.number(edges));
            }
            page.row(false, "layer " + source, cells);
        }
        page.endTable();
    }

    private void levels() {
        page.heading("Which threshold to trust");
        int runs = result.nullLevels().size();
        page.paragraph(
                runs == 0
                        ? "The search was not repeated on permuted documents (--null), so nothing tells these counts from"
                                + " chance."
                        : "The same search was repeated " + (runs == 1 ? "once" : runs + " times")
                                + " after permuting whole documents independently for each feature. What it finds there is"
                                + " chance; the figure behind the line is its mean for each run.");
        page.beginTable(
                "Edges with " + measure() + " above the first column",
                List.of("<above", "within, r > 0", "within, r < 0", "across, r > 0", "across, r < 0", "all"));
        List<EdgeLevels.Level> own = result.levels().levels();
        for (int k = 0; k < own.size(); k++) {
            int at = k;
            EdgeLevels.Level level = own.get(k);
            List<EdgeLevels.Level> permuted =
                    result.nullLevels().stream().map(l -> l.levels().get(at)).toList();
            page.row(
                    k == 0,
                    plain(level.above()),
                    List.of(
                            count(level, permuted, EdgeLevels.Level::withinPositive),
                            count(level, permuted, EdgeLevels.Level::withinNegative),
                            count(level, permuted, EdgeLevels.Level::acrossPositive),
                            count(level, permuted, EdgeLevels.Level::acrossNegative),
                            count(level, permuted, EdgeLevels.Level::total)));
        }
        page.endTable();
    }

    private static String count(
            EdgeLevels.Level level, List<EdgeLevels.Level> permuted, ToLongFunction<EdgeLevels.Level> kind) {
        String own = Html.number(kind.applyAsLong(level));
        return permuted.isEmpty()
                ? own
                : own + " <small>| "
                        + mean(permuted.stream().mapToLong(kind).average().orElse(0)) + "</small>";
    }

    private static String mean(double value) {
        return value == Math.rint(value) ? Html.number((long) value) : String.format(Locale.ROOT, "%,.1f", value);
    }

    private void halves() {
        page.heading("Two halves of the documents");
        if (result.halves().isEmpty()) {
            page.quiet("Not asked for (--halves).");
            return;
        }
        SplitHalf halves = result.halves().get();
        page.paragraph("Documents were split in two at random, and each half searched in the same way, asking for "
                + (parameters.minDocuments() + 1) / 2 + " documents in place of " + parameters.minDocuments() + ".");
        page.beginTable("", List.of("<", "documents", "rows", "edges"));
        page.row(false, "half A", cells(halves.documentsA(), halves.rowsA(), halves.edgesA()));
        page.row(false, "half B", cells(halves.documentsB(), halves.rowsB(), halves.edgesB()));
        page.row(false, "in both", cells(-1, -1, halves.both()));
        page.endTable();
        page.paragraph(String.format(
                Locale.ROOT,
                "Jaccard index of the two sets %.3f. Over the pairs that are edges in either, the two values of r correlate"
                        + " by %s and differ by %s on average.",
                halves.jaccard(),
                Html.signed(halves.correlation()),
                Double.isNaN(halves.meanDifference())
                        ? "–"
                        : String.format(Locale.ROOT, "%.3f", halves.meanDifference())));
    }

    private static List<String> cells(long... values) {
        return IntStream.range(0, values.length)
                .mapToObj(k -> values[k] < 0 ? "<td class=\"none\"></td>" : Html.number(values[k]))
                .toList();
    }

    private void features() {
        page.heading("Features");
        page.beginTable("", List.of("<hook point", "features", "that fire", "firings in a row"));
        FeatureTable table = result.features();
        for (HookPoint hook : result.hooks()) {
            int[] own = IntStream.range(0, table.size())
                    .filter(f -> table.layer()[f] == hook.layer())
                    .toArray();
            long firing =
                    IntStream.of(own).filter(f -> table.rowsActive()[f] > 0).count();
            double inRow =
                    IntStream.of(own).mapToDouble(f -> table.density()[f]).sum();
            page.row(
                    false,
                    "<code>" + Html.text(hook) + "</code>",
                    List.of(
                            Html.number(own.length),
                            Html.number(result.firing(hook.layer())),
                            String.format(Locale.ROOT, "%,.1f", inRow)));
        }
        page.endTable();
    }

    private void heatmaps() {
        page.heading("Heatmaps");
        page.paragraph("All correlations, also weaker ones, of the "
                + parameters.extras().top()
                + " features of each layer with the highest mean |activation|, in the order of a clustering by r within"
                + " their layer. Purple is negative, green positive.");
        page.markup("<div class=\"maps\">");
        for (CorrelationMatrix matrix : result.matrices()) {
            String file = CorrelationFiles.name(matrix) + ".png";
            String what = matrix.rowLayer() == matrix.columnLayer()
                    ? "Layer " + matrix.rowLayer()
                    : "Layers " + matrix.rowLayer() + " and " + matrix.columnLayer();
            page.markup("<figure><a href=\"" + file + "\"><img loading=\"lazy\" src=\"" + file + "\" alt=\"" + what
                    + ": heatmap of correlations\"></a><figcaption>" + what + "</figcaption></figure>");
        }
        page.markup("</div>");
    }

    private void files() {
        page.heading("Files beside this page");
        page.markup("<ul>");
        file("edges.parquet, edges.csv.gz", "every edge and no other: pandas.read_parquet, pandas.read_csv");
        file("features.parquet", "rows on which each feature fires, mean, standard deviation, maximum");
        file("adjacency.npz", "the same edges as a symmetric matrix over all features: scipy.sparse.load_npz");
        file("layer_A.npy, layer_A_vs_B.npy", "the matrices that the heatmaps draw: numpy.load");
        file("summary.json", "the figures of this page; \"matrices\" names the features of rows and columns");
        page.markup("</ul>");
        page.quiet(
                "A feature is named layer:index. MI is the mutual information of firing and not firing. Permutations,"
                        + " halves and resamples follow from the seed " + parameters.seed() + ".");
    }

    private void file(String names, String what) {
        page.markup("<li><code>" + names + "</code> – " + Html.text(what) + "</li>");
    }
}
