package dev.steergraph.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.steergraph.analytics.community.CommunityAnalysis;
import dev.steergraph.analytics.community.CommunitySummary;
import dev.steergraph.analytics.community.SeedStability;
import dev.steergraph.analytics.community.SplitHalfStability;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code communities} found; what was not asked for is null.
 *
 * @param found the communities, where features stand in the graph, and where they lie on the map
 * @param permutedNull what the same search finds in correlations of permuted documents
 * @param seeds stability over seeds
 * @param halves stability over halves of the corpus
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommunitiesResult(
        @JsonUnwrapped CommunityAnalysis found,
        @Nullable PermutedNull permutedNull,
        @Nullable SeedStability seeds,
        @Nullable SplitHalfStability halves) {

    /**
     * The document-permuted null with as many positive correlations as the run has.
     *
     * @param modularity of its communities
     * @param edges its positive correlations, the strongest ones
     * @param weakest the smallest r of these; at the run's own threshold about none is left
     */
    public record PermutedNull(double modularity, int edges, double weakest) {}

    public String text(int show) {
        StringBuilder text = new StringBuilder(format(
                "%d communities of %d features, modularity %.3f (%.3f in a random graph of the same degrees)%n",
                found.report().communities().size(),
                found.report().features(),
                found.report().modularity(),
                found.report().nullModularity()));
        if (permutedNull != null) {
            text.append(format(
                    "modularity %.3f in the %,d strongest correlations of permuted documents (r from %.3f)%n",
                    permutedNull.modularity(), permutedNull.edges(), permutedNull.weakest()));
        }
        text.append(format(
                "%,d features with correlations in %,d components, the largest of %,d; %,d articulation points, "
                        + "%,d bridges; the highest core is %d, with %,d features%n",
                found.structure().features(),
                found.structure().components(),
                found.structure().largest(),
                found.structure().articulationPoints(),
                found.structure().bridges(),
                found.structure().highestCore(),
                found.structure().innermost()));
        Double nearest = found.map().nearest();
        Double random = found.map().random();
        if (nearest != null && random != null) {
            text.append(format(
                    "on the map, %.1f%% of a feature's 10 strongest correlates are among its 50 nearest points (%.1f%%"
                            + " at random)%n",
                    100 * nearest, 100 * random));
        }
        if (seeds != null) {
            text.append(format(
                    "over %d seeds: ARI %.3f (least %.3f), NMI %.3f (least %.3f)%n",
                    seeds.seeds(), seeds.ari(), seeds.minAri(), seeds.nmi(), seeds.minNmi()));
        }
        if (halves != null) {
            text.append(format(
                    "over a split half of the documents (%,d and %,d correlations): ARI %.3f, NMI %.3f, AMI %.3f on"
                            + " the %,d features with correlations in both%n",
                    halves.firstEdges(),
                    halves.secondEdges(),
                    halves.agreement().ari(),
                    halves.agreement().nmi(),
                    halves.agreement().ami(),
                    halves.agreement().things()));
        }
        found.report().communities().stream().limit(show).forEach(community -> text.append(line(community)));
        return text.toString().stripTrailing();
    }

    private String line(CommunitySummary community) {
        return format(
                "  %3d  %5d features%s%s  %s  (%s)%n",
                community.number(),
                community.size(),
                seeds == null ? "" : format("  seeds %.2f", seeds.jaccard().get(community.number())),
                halves == null
                        ? ""
                        : format("  split half %.2f", halves.jaccard().get(community.number())),
                community.label(),
                perLayer(community));
    }

    /** Per set where a layer has several. */
    private static String perLayer(CommunitySummary community) {
        return community.sets().size() > community.layers().size()
                ? "per set " + community.sets()
                : "per layer " + community.layers();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
