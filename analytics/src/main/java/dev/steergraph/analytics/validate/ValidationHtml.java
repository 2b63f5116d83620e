package dev.steergraph.analytics.validate;

import static dev.steergraph.analytics.validate.Html.count;
import static dev.steergraph.analytics.validate.Html.escape;
import static dev.steergraph.analytics.validate.Html.format;
import static dev.steergraph.analytics.validate.Html.percent;
import static dev.steergraph.analytics.validate.Html.probability;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** {@code validation.html}: one page, nothing outside it, no script; light or dark as the reader's system is. */
final class ValidationHtml {

    private static final int COMMUNITIES = 25;
    private static final int CATEGORIES_OF_COMMUNITY = 3;

    private final ValidationReport report;
    private final StringBuilder page = new StringBuilder();

    private ValidationHtml(ValidationReport report) {
        this.report = report;
    }

    static String of(ValidationReport report) {
        ValidationHtml html = new ValidationHtml(report);
        html.head();
        if (report.semantics() == null) {
            html.page.append(
                    "<p class=\"lead\">No text of this run has a category, so whether features and communities "
                            + "mean something is left to the judgement of the pairs below.</p>\n");
        } else {
            html.figures(report.semantics());
            html.communities(report.semantics());
            html.categories(report.semantics());
            html.features(report.semantics());
        }
        html.page.append(PairSheet.of(report.pairs()));
        html.method();
        return html.page.append("</main>\n</body>\n</html>\n").toString();
    }

    private void head() {
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Validation of ")
                .append(escape(report.run()))
                .append("</title>\n<style>\n")
                .append(style())
                .append(
                        "</style>\n</head>\n<body>\n<main>\n<header>\n<p class=\"brand\">SteerGraph</p>\n<h1>Do the features of <em>")
                .append(escape(report.run()))
                .append("</em> mean something?</h1>\n");
        page.append(contents()).append("</header>\n");
    }

    private String contents() {
        String semantic = report.semantics() == null
                ? ""
                : "<a href=\"#communities\">Communities</a> <a href=\"#categories\">Categories</a> "
                        + "<a href=\"#features\">Features</a> ";
        return "<nav>" + semantic + "<a href=\"#pairs\">Pairs to judge</a> <a href=\"#method\">Method</a></nav>\n";
    }

    private void figures(ValidationReport.Semantics s) {
        page.append("<p class=\"lead\">").append(sentence(s)).append("</p>\n<div class=\"figures\">\n");
        if (s.agreement() != null) {
            figure(
                    format("%.3f", s.agreement().ami()),
                    "adjusted mutual information of communities and categories",
                    format(
                            "%.3f if only texts were shared, %.3f by chance",
                            s.agreement().ofPermutedTexts().mean(),
                            zero(s.agreement().ofPermutedFeatures().mean())));
        }
        figure(
                percent(share(s.enriched(), s.tested())),
                format("of %s features are enriched with a category", count(s.tested())),
                format(
                        "%.1f of them after permuting categories, against %s",
                        s.enrichedPermuted(), count(s.enriched())));
        if (s.communities() > 0) {
            figure(
                    percent(share(s.enrichedCommunities(), s.communities())),
                    format("of %s communities are enriched with a category", count(s.communities())),
                    format("%s of them, q &lt; %.2f", count(s.enrichedCommunities()), Enrichment.ALPHA));
        }
        page.append("</div>\n");
    }

    private static String sentence(ValidationReport.Semantics s) {
        String features = format(
                "%s of %s features fire on texts of some category far more often than chance allows.",
                count(s.enriched()), count(s.tested()));
        if (s.agreement() == null) {
            return features + " Communities have not been searched yet.";
        }
        double ami = s.agreement().ami();
        double ofTexts = s.agreement().ofPermutedTexts().largest();
        return features
                + (ami > ofTexts
                        ? " Communities follow meaning: they agree with the categories more than in any of the permutations."
                        : " Communities agree with the categories no more than sharing the same texts explains.");
    }

    private void figure(String number, String what, String beside) {
        page.append(format("<div><b>%s</b><span>%s</span><small>%s</small></div>\n", number, what, beside));
    }

    private void communities(ValidationReport.Semantics s) {
        List<ValidationReport.OfCommunity> shown =
                s.ofCommunity().stream().limit(COMMUNITIES).toList();
        page.append(format(
                "<section id=\"communities\">\n<h2>Communities <small>%s of %s, the largest</small></h2>\n",
                count(shown.size()), count(s.communities())));
        if (shown.isEmpty()) {
            page.append("<p>None: run <code>steergraph communities</code> first.</p>\n</section>\n");
            return;
        }
        page.append(
                "<div class=\"wide\"><table>\n<thead><tr><th class=\"n\">No.</th><th>Community</th>"
                        + "<th class=\"n\">Features</th><th class=\"n\">Texts</th><th>Enriched with</th></tr></thead>\n<tbody>\n");
        for (ValidationReport.OfCommunity c : shown) {
            page.append(format(
                    "<tr><td class=\"n\">%d</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>%s</td></tr>\n",
                    c.number(),
                    escape(ReadableTokens.label(c.label())),
                    count(c.size()),
                    count(c.texts()),
                    c.categories().stream()
                            .limit(CATEGORIES_OF_COMMUNITY)
                            .map(ValidationHtml::chip)
                            .collect(Collectors.joining(" "))));
        }
        page.append("</tbody></table></div>\n</section>\n");
    }

    private static String chip(Enrichment e) {
        return format(
                "<span class=\"chip%s\" title=\"%d of %d texts, base %s, q %s\">%s <i>%.1f×</i></span>",
                e.significant() ? "" : " weak",
                e.inCategory(),
                e.texts(),
                percent(e.base()),
                format("%.2g", e.q()),
                escape(e.category()),
                e.lift());
    }

    private void categories(ValidationReport.Semantics s) {
        page.append(
                "<section id=\"categories\">\n<h2>Categories <small>how many features stand for each</small></h2>\n"
                        + "<div class=\"wide\"><table>\n<thead><tr><th>Category</th><th class=\"n\">Texts</th>"
                        + "<th class=\"n\">Features</th><th>Most telling feature</th><th class=\"n\">Its texts</th></tr></thead>\n<tbody>\n");
        for (ValidationReport.OfCategory c : s.ofCategory()) {
            ValidationReport.OfFeature best = c.best();
            page.append(format(
                    "<tr><td>%s</td><td class=\"n\">%s <small>%s</small></td><td class=\"n\">%s</td><td>%s</td><td class=\"n\">%s</td></tr>\n",
                    escape(c.category()),
                    count(c.texts()),
                    percent(c.share()),
                    count(c.features()),
                    best == null ? "–" : feature(best.place(), best.label()),
                    best == null
                            ? ""
                            : best.enrichment().inCategory() + "/"
                                    + best.enrichment().texts()));
        }
        page.append("</tbody></table></div>\n</section>\n");
    }

    private void features(ValidationReport.Semantics s) {
        page.append(
                "<section id=\"features\">\n<h2>Most telling features <small>two of each category at most</small></h2>\n"
                        + "<div class=\"wide\"><table>\n<thead><tr><th>Feature</th><th>Category</th><th class=\"n\">Its texts</th>"
                        + "<th class=\"n wideonly\">Base</th><th class=\"n wideonly\">Lift</th><th class=\"n\">q</th></tr></thead>\n<tbody>\n");
        for (ValidationReport.OfFeature f : s.features()) {
            Enrichment e = f.enrichment();
            page.append(format(
                    "<tr><td>%s</td><td>%s</td><td class=\"n\">%d/%d</td><td class=\"n wideonly\">%s</td>"
                            + "<td class=\"n wideonly\">%.0f×</td><td class=\"n\">%s</td></tr>\n",
                    feature(f.place(), f.label()),
                    escape(e.category()),
                    e.inCategory(),
                    e.texts(),
                    percent(e.base()),
                    e.lift(),
                    probability(e.q())));
        }
        page.append("</tbody></table></div>\n</section>\n");
    }

    static String feature(String place, String label) {
        return format("<span class=\"id\">%s</span> %s", place, escape(ReadableTokens.label(label)));
    }

    private void method() {
        page.append("<section id=\"method\">\n<h2>Method</h2>\n<ul>\n");
        if (report.semantics() != null) {
            page.append(format(
                    "<li>A feature’s texts are those on which it fires most. Against %s texts with a category, the "
                            + "hypergeometric test asks for each of %d categories whether the feature’s texts have more of it than "
                            + "blind draws would; q is corrected for all features and categories together (Benjamini–Hochberg). "
                            + "Communities are tested in the same way with the texts of all their features.</li>\n",
                    count(report.semantics().texts()),
                    report.semantics().ofCategory().size()));
            page.append(format(
                    "<li>Adjusted mutual information compares the partition into communities with that by the category of most "
                            + "of a feature’s texts: 0 is chance, 1 is equality. Features of a community share texts, so part of "
                            + "the agreement is no matter of meaning: permuting the categories of the texts leaves just that part. "
                            + "%d permutations, seed %d.</li>\n",
                    report.parameters().permutations(), report.parameters().seed()));
        }
        page.append(
                "<li>The pairs are the strongest correlations between features of different layers, chosen by nothing else. "
                        + "The colour behind a token is the feature’s activation there, over the feature’s maximum.</li>\n</ul>\n</section>\n");
    }

    private static double share(int part, int all) {
        return all == 0 ? 0 : (double) part / all;
    }

    /** Without a minus before rounded zeros. */
    private static double zero(double value) {
        return Math.abs(value) < 0.0005 ? 0 : value;
    }

    private static String style() {
        try (InputStream in = ValidationHtml.class.getResourceAsStream("validation.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
