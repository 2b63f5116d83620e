package dev.steergraph.cli.report;

import dev.steergraph.analytics.community.agreement.Comparison;
import java.util.Locale;

/** How two partitions agree, for the terminal. */
public final class ComparisonText {

    private ComparisonText() {}

    /** @param show how many communities of the first to print */
    public static String of(Comparison comparison, int show) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d features in both, %,d in the first only, %,d in the second only%n"
                        + "ARI %.3f, NMI %.3f, AMI %.3f%n"
                        + "best Jaccard index of the first's communities:%n",
                comparison.agreement().things(),
                comparison.only().get(0),
                comparison.only().get(1),
                comparison.agreement().ari(),
                comparison.agreement().nmi(),
                comparison.agreement().ami()));
        comparison.communities().stream()
                .limit(show)
                .forEach(match -> text.append(String.format(
                        Locale.ROOT,
                        "  %3d  %5d features  %.3f%n",
                        match.community(),
                        match.features(),
                        match.jaccard())));
        return text.toString().stripTrailing();
    }
}
