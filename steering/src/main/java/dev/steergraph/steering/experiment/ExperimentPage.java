package dev.steergraph.steering.experiment;

import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.ingest.correlate.report.PageStyle;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * {@code experiment/report.html}: what was compared and what came out, with the figures of experiment.json, so that the same
 * experiment gives the same page. The markup is in {@code page.jte}; here are the texts and figures that it shows.
 */
final class ExperimentPage {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, ExperimentPage.class.getClassLoader(), ExperimentPage.class.getPackageName());

    private static final List<Gain> GAINS = List.of(Gain.TOKENS, Gain.NATURAL, Gain.READER);
    private static final List<Damage> DAMAGES = List.of(Damage.KL, Damage.SPREAD);

    private final ExperimentFiles.Summary summary;
    private final String model;
    private final String style;
    private final ContrastTables contrasts;

    private ExperimentPage(ExperimentFiles.Summary summary, String model, String style) {
        this.summary = summary;
        this.model = model;
        this.style = style;
        contrasts = new ContrastTables(summary.contrasts());
    }

    static void write(Path file, ExperimentFiles.Summary summary, String model) throws IOException {
        StringOutput page = new StringOutput();
        TEMPLATES.render("page.jte", new ExperimentPage(summary, model, PageStyle.css() + ownStyle()), page);
        AtomicFile.write(file, out -> out.write(page.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String ownStyle() throws IOException {
        try (InputStream in = ExperimentPage.class.getResourceAsStream("page.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String style() {
        return style;
    }

    String title() {
        return "Corrective steering of " + model;
    }

    ExperimentRequest request() {
        return summary.request();
    }

    String asked() {
        return "Does it steer better to correct for what correlates with a feature? "
                + count(summary.features().size(), "feature")
                + " were steered in " + count(request().arms().size(), "way")
                + ", each at strengths of " + join(request().strengths())
                + " times the feature's largest activation, on at least "
                + PageNumbers.whole(request().tokens())
                + " tokens of documents from which nothing else was taken: the graph, target tokens and all that is added are"
                + " from the other half. Ways to steer are compared where they gain the same, by what else they do.";
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String join(List<?> values) {
        return String.join(", ", values.stream().map(Object::toString).toList());
    }

    String outcome() {
        List<Contrast> primary =
                summary.contrasts().stream().filter(Contrast::primary).toList();
        if (primary.isEmpty()) {
            return "None of the comparisons that were fixed beforehand is among these ways to steer.";
        }
        long better = primary.stream()
                .filter(contrast -> contrast.differs() && contrast.log2() < 0)
                .count();
        long worse = primary.stream()
                .filter(contrast -> contrast.differs() && contrast.log2() > 0)
                .count();
        long unknown =
                primary.stream().filter(contrast -> contrast.features() < 2).count();
        return "Of " + count(primary.size(), "comparison") + " fixed beforehand, " + better
                + (better == 1 ? " shows" : " show") + " less damage by correcting along the graph, " + worse
                + (worse == 1 ? " shows" : " show") + " more, "
                + (primary.size() - better - worse - unknown) + " no difference"
                + (unknown == 0 ? "" : ", and of " + unknown + " too few features reach the same gain to say")
                + ". A difference is one whose 95% interval lies on one side of 0 and whose p, adjusted by Holm for"
                + " all of them, is below 0.05; no difference is a result, too.";
    }

    /** @param kind whether the first arm is better, worse, or neither is shown */
    record Conclusion(String kind, String sentence) {}

    ContrastDigest digest() {
        return ContrastDigest.of(summary.contrasts());
    }

    List<Conclusion> conclusions() {
        return summary.contrasts().stream()
                .filter(Contrast::primary)
                .map(contrast -> new Conclusion(ContrastTables.kind(contrast), Conclusions.sentence(contrast)))
                .toList();
    }

    Map<String, Integer> passed() {
        return summary.passed();
    }

    String filters() {
        return "Features of the lowest set of SAEs were drawn, by the seed "
                + request().seed()
                + ", among those that pass every filter, each figure being those that pass a filter and all before it: how often"
                + " they are active, how many neighbours they have that both halves of the documents agree on, and whether their"
                + " top contexts agree on a word."
                + (request().tuning()
                        ? " These are of the fifth of them that is set apart for trying things out: what is said here is not"
                                + " the result."
                        : "");
    }

    boolean isRelaxed() {
        return !summary.relaxed().isEmpty();
    }

    String relaxed() {
        return summary.relaxed().isEmpty()
                ? "No filter was relaxed."
                : "Relaxed, as too few features passed: " + String.join("; ", summary.relaxed()) + ".";
    }

    List<ParetoChart> charts() {
        return GAINS.stream()
                .flatMap(gain -> DAMAGES.stream()
                        .map(damage ->
                                new ParetoChart(summary.features(), request().arms(), gain, damage)))
                .filter(chart -> !chart.isEmpty())
                .toList();
    }

    List<Arm> arms() {
        return request().arms();
    }

    ContrastTables contrasts() {
        return contrasts;
    }

    String reach() {
        return String.format(Locale.ROOT, "%.0f", contrasts.scale());
    }

    int written() {
        return summary.texts().size();
    }

    /** @param features how many wrote texts that way; the rest are means over them */
    record WayRow(
            String arm,
            int features,
            String strength,
            String success,
            String nll,
            String distinct2,
            String repeated4) {}

    List<WayRow> ways() {
        List<FeatureTexts.Way> all =
                summary.texts().stream().flatMap(texts -> texts.ways().stream()).toList();
        return all.stream()
                .map(FeatureTexts.Way::arm)
                .distinct()
                .sorted(Comparator.comparingInt(arm ->
                        arm.equals(FeatureTexts.NONE) ? -1 : request().arms().indexOf(Arm.parse(arm))))
                .map(arm -> row(
                        arm, all.stream().filter(way -> way.arm().equals(arm)).toList()))
                .toList();
    }

    private static WayRow row(String arm, List<FeatureTexts.Way> ways) {
        double strength = mean(ways, FeatureTexts.Way::strength);
        return new WayRow(
                arm,
                ways.size(),
                strength > 0 ? PageNumbers.fixed(2, strength) : "",
                PageNumbers.percent(mean(ways, FeatureTexts.Way::success)),
                PageNumbers.fixed(2, mean(ways, FeatureTexts.Way::nll)),
                PageNumbers.fixed(3, mean(ways, FeatureTexts.Way::distinct2)),
                PageNumbers.fixed(3, mean(ways, FeatureTexts.Way::repeated4)));
    }

    private static double mean(List<FeatureTexts.Way> ways, ToDoubleFunction<FeatureTexts.Way> value) {
        return ways.stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    List<FeatureCells> features() {
        return summary.features();
    }

    String neighbours(FeatureCells feature) {
        return feature.neighbours().get(0) + " + " + feature.neighbours().get(1);
    }

    /** Tokens as they are, but for what could not be seen. */
    String tokens(List<String> tokens) {
        return String.join(
                "  ",
                tokens.stream().map(token -> token.replace("\n", "⏎").strip()).toList());
    }
}
