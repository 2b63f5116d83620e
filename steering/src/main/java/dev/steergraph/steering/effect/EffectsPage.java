package dev.steergraph.steering.effect;

import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.stage.effect.EffectsResult;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.report.Numbers;
import dev.steergraph.ingest.correlate.report.PageStyle;
import dev.steergraph.steering.half.FeatureLabels;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code effects/report.html}: what was steered and what it did, on a page that needs nothing beside it. The same effects give
 * the same page. The markup is in {@code effects.jte}; here are the texts and figures that it shows.
 */
final class EffectsPage {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, EffectsPage.class.getClassLoader(), EffectsPage.class.getPackageName());

    private static final int EXAMPLES = 12;

    /** Below it a pair has as good as no correlation. */
    private static final double NONE = 0.05;

    private final String model;
    private final EffectsRequest request;
    private final EffectsResult result;
    private final Comparison comparison;
    private final FeatureSpace space;
    private final FeatureLabels labels;
    private final String style;
    private final ScatterChart chart;

    private EffectsPage(
            String model,
            EffectsRequest request,
            EffectsResult result,
            Comparison comparison,
            FeatureSpace space,
            FeatureLabels labels,
            String style) {
        this.model = model;
        this.request = request;
        this.result = result;
        this.comparison = comparison;
        this.space = space;
        this.labels = labels;
        this.style = style;
        chart = new ScatterChart(comparison.edges());
    }

    static void write(
            Path file,
            String model,
            EffectsRequest request,
            EffectsResult result,
            Comparison comparison,
            FeatureSpace space,
            FeatureLabels labels)
            throws IOException {
        StringOutput page = new StringOutput();
        TEMPLATES.render(
                "effects.jte",
                new EffectsPage(model, request, result, comparison, space, labels, PageStyle.css() + ownStyle()),
                page);
        AtomicFile.write(file, out -> out.write(page.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String ownStyle() throws IOException {
        try (InputStream in = EffectsPage.class.getResourceAsStream("effects.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String title() {
        return "Effects of features of " + model;
    }

    String style() {
        return style;
    }

    long seed() {
        return request.seed();
    }

    ScatterChart chart() {
        return chart;
    }

    String asked() {
        String chosen = request.features() > 0
                ? Numbers.whole(result.features()) + (result.features() == 1 ? " feature" : " features")
                        + ", drawn among those that have an edge to a later layer,"
                : "The lower ends of " + Numbers.whole(request.edges()) + " edges that were drawn among those to later"
                        + " layers, " + Numbers.whole(result.features()) + " features,";
        return "The documents were split in two halves. Edges, standard deviations and largest activations are from one half."
                + " On texts of the other, " + lower(chosen) + " were steered one by one: at every token "
                + Numbers.plain(request.strength())
                + " × the feature's largest activation was added along its direction."
                + " Then the SAEs of the same layer and of later ones encoded again.";
    }

    private static String lower(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    String measured() {
        return "An effect is the mean change of a feature's activation over tokens, in standard deviations of that feature;"
                + " its standard error is over documents. A feature moves if the effect is at least "
                + Numbers.plain(Movement.LEAST)
                + " standard deviations, and, over all features that changed anywhere, at"
                + " most " + Math.round(100 * Movement.FALSE_DISCOVERIES)
                + "% of those called so are expected to be so by chance. An edge moves as r says if its target rises where r"
                + " is positive and falls where it is negative.";
    }

    record Figure(String name, String value) {}

    List<Figure> figures() {
        return List.of(
                new Figure("features steered", Numbers.whole(result.features())),
                new Figure("documents", Numbers.whole(result.documents())),
                new Figure("tokens", Numbers.whole(result.tokens())),
                new Figure(
                        "edges to later layers",
                        Numbers.whole(comparison.edges().size())),
                new Figure("pairs that move", Numbers.whole(result.moves())));
    }

    /** What came out at the lowest level that has edges, in words. */
    String outcome() {
        for (LevelRow row : levels()) {
            if (row.edges.pairs > 0) {
                return "Of " + Numbers.whole(row.edges.pairs) + " edges to later layers with |r| above " + row.above
                        + ", "
                        + said(row.edges) + " move as r says when their lower end is steered; of pairs without an edge "
                        + said(row.matched) + " do where the target is as often active, and " + said(row.sameCosine)
                        + " where the directions are as near.";
            }
        }
        return "None of the steered features has an edge to a later layer with |r| above "
                + Numbers.plain(result.levels().get(0).above()) + ".";
    }

    private static String said(Moved moved) {
        return moved.pairs == 0
                ? "none (there are no such pairs)"
                : moved.share + " (95% interval " + moved.interval + ")";
    }

    /** @param interval of the share */
    record Moved(long pairs, String share, String interval, String effect) {}

    record LevelRow(String above, Moved edges, Moved matched, Moved sameCosine) {}

    List<LevelRow> levels() {
        return result.levels().stream()
                .map(level -> new LevelRow(
                        Numbers.plain(level.above()),
                        moved(level.above(), level.edges(), Comparison.Compared::edge),
                        moved(level.above(), level.matched(), Comparison.Compared::matched),
                        moved(level.above(), level.sameCosine(), Comparison.Compared::sameCosine)))
                .toList();
    }

    private Moved moved(
            double above, EffectsResult.Moved found, Function<Comparison.Compared, @Nullable EffectPair> which) {
        if (found.pairs() == 0) {
            return new Moved(0, "–", "", "–");
        }
        Map<Integer, long[]> bySource = new TreeMap<>();
        for (Comparison.Compared compared : comparison.edges()) {
            EffectPair pair = which.apply(compared);
            if (pair != null && Math.abs(compared.edge().r()) > above) {
                long[] counts = bySource.computeIfAbsent(pair.source(), source -> new long[2]);
                counts[0]++;
                counts[1] += pair.movesAs(Math.signum(compared.edge().r())) ? 1 : 0;
            }
        }
        ShareInterval interval = ShareInterval.of(
                bySource.values().stream().mapToLong(counts -> counts[0]).toArray(),
                bySource.values().stream().mapToLong(counts -> counts[1]).toArray());
        return new Moved(
                found.pairs(),
                percent(found.share()) + "%",
                percent(interval.low()) + " to " + percent(interval.high()) + "%",
                effect(found.meanEffect()));
    }

    private static String percent(double share) {
        return Numbers.fixed(0, 100 * share);
    }

    private static String effect(double value) {
        return String.format(Locale.ROOT, "%+.2f", value).replace('-', '−');
    }

    /** @param held rank correlation with the other held still */
    record RankRow(String name, String rank, String held) {}

    List<RankRow> ranks() {
        return List.of(
                new RankRow("|r|", rank(result.rankR()), rank(result.partialR())),
                new RankRow("cosine of directions", rank(result.rankCosine()), rank(result.partialCosine())));
    }

    private static String rank(@Nullable Double value) {
        return value == null ? "–" : effect(value);
    }

    /** @param matters whether it moves */
    record Example(
            String source,
            String sourceLabel,
            String target,
            String targetLabel,
            String r,
            String cosine,
            String effect,
            String error,
            boolean matters) {}

    /** Edges that move most as r says. */
    List<Example> both() {
        return examples(
                edges(pair -> pair.movesAs(Math.signum(pair.r()))),
                Comparator.comparingDouble(pair -> -Math.abs(pair.effect())));
    }

    /** Edges whose target does not move, the strongest first. */
    List<Example> withoutEffect() {
        return examples(edges(pair -> !pair.moves()), Comparator.comparingDouble(pair -> -Math.abs(pair.r())));
    }

    /** Pairs that hardly correlate, of which one moves the other most. */
    List<Example> withoutCorrelation() {
        return examples(
                comparison.pairs().stream()
                        .filter(pair -> space.layer(pair.target()) > space.layer(pair.source()))
                        .filter(pair -> pair.moves() && Math.abs(pair.r()) < NONE)
                        .toList(),
                Comparator.comparingDouble(pair -> -Math.abs(pair.effect())));
    }

    String none() {
        return Numbers.plain(NONE);
    }

    private List<EffectPair> edges(Predicate<EffectPair> wanted) {
        return comparison.edges().stream()
                .map(Comparison.Compared::edge)
                .filter(wanted)
                .toList();
    }

    private List<Example> examples(List<EffectPair> pairs, Comparator<EffectPair> order) {
        List<Example> examples = new ArrayList<>();
        pairs.stream()
                .sorted(order.thenComparingInt(EffectPair::source).thenComparingInt(EffectPair::target))
                .limit(EXAMPLES)
                .forEach(pair -> examples.add(new Example(
                        space.address(pair.source()).toString(),
                        labels.of(pair.source()).text(),
                        space.address(pair.target()).toString(),
                        labels.of(pair.target()).text(),
                        effect(pair.r()),
                        Double.isNaN(pair.cosine()) ? "–" : effect(pair.cosine()),
                        effect(pair.effect()),
                        Numbers.fixed(2, pair.error()),
                        pair.moves())));
        return examples;
    }

    /** How the page names a feature. */
    String addresses() {
        return "layer:index" + (space.hasSiblings() ? ", or layer/set:index" : "");
    }
}
