package dev.steergraph.analytics.validate;

import static dev.steergraph.analytics.validate.Numbers.count;
import static dev.steergraph.analytics.validate.Numbers.format;
import static dev.steergraph.analytics.validate.Numbers.percent;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * {@code validation.html}: one page, nothing outside it, no script; light or dark as the reader's system is. The markup is in
 * {@code validation.jte}; here are the texts and figures that it shows.
 */
final class ValidationPage {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, ValidationPage.class.getClassLoader(), ValidationPage.class.getPackageName());

    private static final int COMMUNITIES = 25;
    private static final int CATEGORIES_OF_COMMUNITY = 3;

    private final ValidationReport report;
    private final String style;

    /** A large number with what it counts, and what to compare it with. */
    record Figure(String number, String what, String beside) {}

    private ValidationPage(ValidationReport report, String style) {
        this.report = report;
        this.style = style;
    }

    static String of(ValidationReport report) throws IOException {
        StringOutput page = new StringOutput();
        TEMPLATES.render("validation.jte", new ValidationPage(report, readStyle()), page);
        return page.toString();
    }

    private static String readStyle() throws IOException {
        try (InputStream in = ValidationPage.class.getResourceAsStream("validation.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String style() {
        return style;
    }

    String run() {
        return report.run();
    }

    ValidationParameters parameters() {
        return report.parameters();
    }

    boolean hasSemantics() {
        return report.semantics() != null;
    }

    /** Only if there are any. */
    ValidationReport.Semantics semantics() {
        return Objects.requireNonNull(report.semantics());
    }

    String pairCount() {
        return count(report.pairs().size());
    }

    List<JudgedPair> pairs() {
        return report.pairs();
    }

    /** The largest communities. */
    List<ValidationReport.OfCommunity> communities() {
        return semantics().ofCommunity().stream().limit(COMMUNITIES).toList();
    }

    /** The categories shown of a community. */
    static List<Enrichment> shown(ValidationReport.OfCommunity community) {
        return community.categories().stream().limit(CATEGORIES_OF_COMMUNITY).toList();
    }

    List<Figure> figures() {
        ValidationReport.Semantics s = semantics();
        List<Figure> figures = new ArrayList<>();
        CategoryAgreement agreement = s.agreement();
        if (agreement != null) {
            figures.add(new Figure(
                    format("%.3f", agreement.ami()),
                    "adjusted mutual information of communities and categories",
                    format(
                            "%.3f if only texts were shared, %.3f by chance",
                            agreement.ofPermutedTexts().mean(),
                            zero(agreement.ofPermutedFeatures().mean()))));
        }
        figures.add(new Figure(
                percent(share(s.enriched(), s.tested())),
                format("of %s features are enriched with a category", count(s.tested())),
                format(
                        "%.1f of them after permuting categories, against %s",
                        s.enrichedPermuted(), count(s.enriched()))));
        if (s.communities() > 0) {
            figures.add(new Figure(
                    percent(share(s.enrichedCommunities(), s.communities())),
                    format("of %s communities are enriched with a category", count(s.communities())),
                    format("%s of them, q < %.2f", count(s.enrichedCommunities()), Enrichment.ALPHA)));
        }
        return figures;
    }

    String summary() {
        ValidationReport.Semantics s = semantics();
        String features = format(
                "%s of %s features fire on texts of some category far more often than chance allows.",
                count(s.enriched()), count(s.tested()));
        CategoryAgreement agreement = s.agreement();
        if (agreement == null) {
            return features + " Communities have not been searched yet.";
        }
        return features
                + (agreement.ami() > agreement.ofPermutedTexts().largest()
                        ? " Communities follow meaning: they agree with the categories more than in any of the permutations."
                        : " Communities agree with the categories no more than sharing the same texts explains.");
    }

    private static double share(int part, int all) {
        return all == 0 ? 0 : (double) part / all;
    }

    /** Without a minus before rounded zeros. */
    private static double zero(double value) {
        return Math.abs(value) < 0.0005 ? 0 : value;
    }
}
