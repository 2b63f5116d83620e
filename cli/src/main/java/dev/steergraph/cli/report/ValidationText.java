package dev.steergraph.cli.report;

import dev.steergraph.analytics.validate.ValidationReport;
import java.util.List;
import java.util.Locale;

/** What {@code validate} found, for the terminal. */
public final class ValidationText {

    private ValidationText() {}

    public static String of(ValidationReport report, List<String> files) {
        StringBuilder text = new StringBuilder();
        ValidationReport.Semantics s = report.semantics();
        if (s == null) {
            text.append(String.format("No text of %s has a category.%n", report.run()));
        } else {
            text.append(String.format(
                    Locale.ROOT,
                    "%,d of %,d features and %,d of %,d communities are enriched with a category (q < 0.05); "
                            + "%.1f features after permuting categories%n",
                    s.enriched(),
                    s.tested(),
                    s.enrichedCommunities(),
                    s.communities(),
                    s.enrichedPermuted()));
            if (s.agreement() != null) {
                text.append(String.format(
                        Locale.ROOT,
                        "adjusted mutual information of communities and categories: %.3f; %.3f if only texts were shared "
                                + "(at most %.3f), %.3f by chance (at most %.3f)%n",
                        s.agreement().ami(),
                        s.agreement().ofPermutedTexts().mean(),
                        s.agreement().ofPermutedTexts().largest(),
                        s.agreement().ofPermutedFeatures().mean(),
                        s.agreement().ofPermutedFeatures().largest()));
            }
        }
        text.append(String.format("%d pairs to judge%n", report.pairs().size()));
        files.forEach(file -> text.append("Wrote ").append(file).append(System.lineSeparator()));
        return text.toString().stripTrailing();
    }
}
