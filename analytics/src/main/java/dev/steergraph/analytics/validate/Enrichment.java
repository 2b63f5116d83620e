package dev.steergraph.analytics.validate;

/**
 * A category that is more frequent among a group of texts than among all.
 *
 * @param category its name
 * @param inCategory texts of the group that are of it
 * @param texts texts of the group
 * @param base share of the category among all texts
 * @param lift the group's share over that
 * @param p probability of as many or more, were the texts drawn blindly (hypergeometric, one-sided)
 * @param q the same corrected for all groups and categories that were tested (Benjamini, Hochberg 1995)
 */
public record Enrichment(String category, int inCategory, int texts, double base, double lift, double p, double q) {

    /** What counts as enriched: a false discovery rate of one in twenty. */
    public static final double ALPHA = 0.05;

    boolean significant() {
        return q < ALPHA;
    }
}
