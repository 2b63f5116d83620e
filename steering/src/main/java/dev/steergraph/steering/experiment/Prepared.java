package dev.steergraph.steering.experiment;

import dev.steergraph.core.id.HookPoint;
import java.util.Map;
import java.util.Set;

/**
 * A feature, ready to be steered by every arm. All of it was found on the half of the documents on which nothing is measured.
 *
 * @param feature its number
 * @param label what it is about, in a word
 * @param targets ids of its target tokens: those whose logits rise most when it is steered, net of a random direction
 * @param natural ids of the tokens whose log-probabilities are highest, against what they are elsewhere, where the feature is
 *     active by itself
 * @param reader number of the feature of the last set whose direction is nearest
 * @param readerByGraph number of the feature of the last set that correlates most with it; -1 if none does
 * @param neighbours numbers of all its neighbours by the graph
 * @param units of each arm, what is added at each hook point at a strength of 1
 * @param prompt ids of what the arm prompt puts before the text
 */
record Prepared(
        int feature,
        String label,
        int[] targets,
        int[] natural,
        int reader,
        int readerByGraph,
        Set<Integer> neighbours,
        Map<Arm, Map<HookPoint, float[]>> units,
        int[] prompt) {}
