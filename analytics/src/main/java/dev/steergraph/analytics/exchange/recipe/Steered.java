package dev.steergraph.analytics.exchange.recipe;

import dev.steergraph.analytics.exchange.subgraph.Selection;
import dev.steergraph.analytics.exchange.subgraph.Subgraph;
import dev.steergraph.analytics.exchange.subgraph.SubgraphFeature;
import dev.steergraph.core.UserError;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which features of a part of the graph a recipe steers. */
public final class Steered {

    /** With more at once, each at its largest activation, hardly any model writes text that makes sense. */
    public static final int MANY = 5;

    private static final int OF_A_COMMUNITY = 3;
    private static final Comparator<SubgraphFeature> STRONGEST_FIRST =
            Comparator.comparingDouble(Steered::weightedDegree).reversed().thenComparing(SubgraphFeature::key);

    private Steered() {}

    /**
     * What is steered if nobody says: the feature where paths begin, the one whose neighbourhood it is, three of a community with the
     * largest sums of |r|; all of those that were chosen one by one or by a query.
     *
     * @return keys
     */
    public static Set<String> suggested(Subgraph subgraph, Selection selection) {
        if (selection instanceof Selection.Paths paths) {
            return Set.of(paths.paths().get(0).keys().get(0));
        }
        if (selection instanceof Selection.Neighbourhood around) {
            return Set.of(around.key());
        }
        if (selection instanceof Selection.OfCommunity) {
            return strongest(subgraph);
        }
        return subgraph.features().stream()
                .map(SubgraphFeature::key)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> strongest(Subgraph subgraph) {
        return subgraph.features().stream()
                .sorted(STRONGEST_FIRST)
                .limit(OF_A_COMMUNITY)
                .map(SubgraphFeature::key)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static double weightedDegree(SubgraphFeature feature) {
        return Objects.requireNonNullElse(feature.weightedDegree(), 0.0);
    }

    /** The features as a person looks through them: along paths; otherwise those with the largest sums of |r| first. */
    public static List<SubgraphFeature> inOrder(Subgraph subgraph, Selection selection) {
        if (selection instanceof Selection.Paths paths) {
            List<String> along = paths.paths().stream()
                    .flatMap(path -> path.keys().stream())
                    .distinct()
                    .toList();
            return subgraph.features().stream()
                    .sorted(Comparator.comparingInt(feature -> along.indexOf(feature.key())))
                    .toList();
        }
        Set<String> first = suggested(subgraph, selection);
        return subgraph.features().stream()
                .sorted(Comparator.comparing((SubgraphFeature feature) -> !first.contains(feature.key()))
                        .thenComparing(STRONGEST_FIRST))
                .toList();
    }

    /**
     * The chosen features, without what else belongs to the part of the graph.
     *
     * @param keys of features in it
     * @throws UserError if there are none, or one is not in it
     */
    public static Subgraph of(Subgraph subgraph, Set<String> keys) {
        Set<String> there =
                subgraph.features().stream().map(SubgraphFeature::key).collect(Collectors.toSet());
        List<String> elsewhere =
                keys.stream().filter(key -> !there.contains(key)).toList();
        if (!elsewhere.isEmpty()) {
            throw new UserError(elsewhere.get(0) + " is not among the " + there.size() + " features of "
                    + subgraph.selection() + "; choose features to steer from these.");
        }
        if (keys.isEmpty()) {
            throw new UserError(
                    "A recipe needs a feature to steer; choose at least one of " + subgraph.selection() + ".");
        }
        return subgraph.only(keys);
    }
}
