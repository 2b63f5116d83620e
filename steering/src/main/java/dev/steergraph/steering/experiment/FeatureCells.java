package dev.steergraph.steering.experiment;

import java.util.List;

/**
 * All that was measured of one feature.
 *
 * @param feature its number
 * @param name as users call it, such as {@code 10:1203}
 * @param label what it is about, in a word
 * @param consistency share of its top contexts in which it is most active on that word
 * @param density share of rows on which it is active
 * @param neighbours how many it has by the graph in its own set, and in later ones
 * @param targets its target tokens
 * @param natural tokens that are predicted where it is active by itself
 * @param reader name of the feature of the last set whose direction is nearest
 * @param readerByGraph name of the one that correlates most; empty if none does
 * @param cells by arm and strength
 */
record FeatureCells(
        int feature,
        String name,
        String label,
        double consistency,
        double density,
        List<Integer> neighbours,
        List<String> targets,
        List<String> natural,
        String reader,
        String readerByGraph,
        List<Cell> cells) {}
