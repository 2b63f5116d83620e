package dev.steergraph.analytics.validate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the categories of texts say about features and communities, and the pairs that a person should judge.
 *
 * @param format {@value #FORMAT}
 * @param version 1
 * @param run the run
 * @param parameters what was asked
 * @param semantics null if no text has a category
 * @param pairs the strongest across layers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ValidationReport(
        String format,
        int version,
        String run,
        ValidationParameters parameters,
        @Nullable Semantics semantics,
        List<JudgedPair> pairs) {

    static final String FORMAT = "steergraph.validation";

    /**
     * Figures from the categories of texts.
     *
     * @param texts with a category that are some feature's strongest
     * @param tested features with such texts
     * @param enriched features with a category of q below 0.05
     * @param enrichedPermuted the same after dealing the categories out to the texts anew, mean over the permutations
     * @param communities communities with such texts
     * @param enrichedCommunities those with a category of q below 0.05
     * @param agreement between communities and categories; null if there are no communities
     * @param ofCategory every category, most enriched features first
     * @param ofCommunity every community with texts, largest first
     * @param features the most strongly enriched features, two of each category at most
     */
    public record Semantics(
            int texts,
            int tested,
            int enriched,
            double enrichedPermuted,
            int communities,
            int enrichedCommunities,
            @Nullable CategoryAgreement agreement,
            List<OfCategory> ofCategory,
            List<OfCommunity> ofCommunity,
            List<OfFeature> features) {}

    /**
     * A category.
     *
     * @param texts how many
     * @param share of all texts
     * @param features enriched with it
     * @param best the most strongly enriched one, or null
     */
    public record OfCategory(
            String category,
            int texts,
            double share,
            int features,
            @Nullable OfFeature best) {}

    /** A community with its categories, smallest p first; enriched ones, or the first if none is. */
    public record OfCommunity(int number, String label, int size, int texts, List<Enrichment> categories) {}

    /** A feature with its most enriched category. */
    public record OfFeature(String place, String label, Enrichment enrichment) {}
}
