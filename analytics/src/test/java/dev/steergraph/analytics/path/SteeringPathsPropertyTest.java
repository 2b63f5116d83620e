package dev.steergraph.analytics.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The k best paths are those, and in that order, that enumerating all simple paths gives. */
class SteeringPathsPropertyTest {

    /** Few distinct strengths, 1 among them: many ties, hops without cost. */
    private static final double[] TIED = {1, -1, 0.5, -0.5, 0.25, 0.125, 0};

    private static final int ENDS = 4;

    @Property(tries = 1000)
    void pathsAreThoseOfEnumeration(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 8) int nodes,
            @ForAll @IntRange(min = 1, max = 4) int layers,
            @ForAll @DoubleRange(min = 0.1, max = 1) double density,
            @ForAll boolean ties,
            @ForAll @IntRange(min = 0, max = 7) int hopLimit,
            @ForAll @IntRange(min = 0, max = 2) int excluded,
            @ForAll @IntRange(min = 1, max = 3) int sources,
            @ForAll boolean inside) {
        Random random = new Random(seed);
        List<FeatureNode> features = features(random, nodes, layers);
        Set<String> from = sources(nodes, sources);
        List<Hop> hops = hops(random, features, density, ties);
        PathQuery query = new PathQuery(
                from,
                "f1",
                1 + random.nextInt(40),
                hopLimit == 0 ? OptionalInt.empty() : OptionalInt.of(hopLimit),
                random.nextBoolean() ? 0 : 0.3,
                excluded(random, nodes, excluded, from),
                inside ? OptionalInt.of(0) : OptionalInt.empty());

        List<BruteForce.Found> expected = BruteForce.paths(features, hops, query);
        List<SteeringPath> actual = SteeringPaths.kBest(SteeringGraph.of(features, hops), query);

        assertThat(actual.stream().map(SteeringPath::keys).toList())
                .isEqualTo(expected.stream().map(BruteForce.Found::keys).toList());
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).product()).isCloseTo(expected.get(i).product(), within(1e-12));
            assertThat(actual.get(i).sign()).isEqualTo(expected.get(i).sign());
        }
    }

    /** Effects of any size in either direction, also both ways between two features. */
    @Property(tries = 1000)
    void pathsByEffectAreThoseOfEnumerationAlongTheirDirection(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 7) int nodes,
            @ForAll @IntRange(min = 1, max = 4) int layers,
            @ForAll @DoubleRange(min = 0.1, max = 0.8) double density,
            @ForAll boolean ties,
            @ForAll @IntRange(min = 0, max = 6) int hopLimit) {
        Random random = new Random(seed);
        List<FeatureNode> features = features(random, nodes, layers);
        List<Hop> hops = new ArrayList<>();
        for (FeatureNode a : features) {
            for (FeatureNode b : features) {
                if (!a.equals(b) && random.nextDouble() < density) {
                    double effect = ties ? 4 * TIED[random.nextInt(TIED.length)] : 2 * random.nextGaussian();
                    hops.add(new Hop(a.key(), b.key(), effect, 3));
                }
            }
        }
        PathQuery query = new PathQuery(
                sources(nodes, 2),
                "f1",
                1 + random.nextInt(40),
                hopLimit == 0 ? OptionalInt.empty() : OptionalInt.of(hopLimit),
                random.nextBoolean() ? 0 : 0.3,
                Set.of(),
                OptionalInt.empty());

        List<BruteForce.Found> expected = BruteForce.paths(features, hops, query, PathMeasure.EFFECT);
        List<SteeringPath> actual = SteeringPaths.kBest(SteeringGraph.of(features, hops, PathMeasure.EFFECT), query);

        assertThat(actual.stream().map(SteeringPath::keys).toList())
                .isEqualTo(expected.stream().map(BruteForce.Found::keys).toList());
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).product()).isCloseTo(expected.get(i).product(), within(1e-12));
            assertThat(actual.get(i).sign()).isEqualTo(expected.get(i).sign());
            assertThat(actual.get(i).gain()).isNull();
        }
    }

    @Property(tries = 100)
    void orderOfTheListsDoesNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        List<FeatureNode> features = features(random, 9, 3);
        List<Hop> hops = hops(random, features, 0.5, true);
        PathQuery query = PathQuery.between("f0", "f1", 20);
        List<SteeringPath> before = SteeringPaths.kBest(SteeringGraph.of(features, hops), query);

        Collections.shuffle(features, random);
        List<Hop> turned = new ArrayList<>();
        hops.forEach(h -> turned.add(random.nextBoolean() ? h : new Hop(h.targetKey(), h.sourceKey(), h.r(), h.mi())));
        Collections.shuffle(turned, random);
        assertThat(SteeringPaths.kBest(SteeringGraph.of(features, turned), query))
                .isEqualTo(before);
    }

    private static List<FeatureNode> features(Random random, int nodes, int layers) {
        List<FeatureNode> features = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            // The features that may be ends are in community 0, and some of the others.
            int community = i < ENDS ? 0 : random.nextInt(2);
            features.add(new FeatureNode("f" + i, random.nextInt(layers), community, 1));
        }
        return features;
    }

    private static List<Hop> hops(Random random, List<FeatureNode> features, double density, boolean ties) {
        List<Hop> hops = new ArrayList<>();
        for (int a = 0; a < features.size(); a++) {
            for (int b = a + 1; b < features.size(); b++) {
                if (random.nextDouble() < density) {
                    double r = ties ? TIED[random.nextInt(TIED.length)] : 2 * random.nextDouble() - 1;
                    hops.add(new Hop(features.get(a).key(), features.get(b).key(), r, random.nextDouble()));
                }
            }
        }
        return hops;
    }

    /** f0, and f2, f3 where there are such. */
    private static Set<String> sources(int nodes, int count) {
        Set<String> keys = new HashSet<>(Set.of("f0"));
        for (int i = 2; i < Math.min(nodes, count + 1); i++) {
            keys.add("f" + i);
        }
        return keys;
    }

    private static Set<String> excluded(Random random, int nodes, int count, Set<String> ends) {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < count && nodes > 2; i++) {
            keys.add("f" + (2 + random.nextInt(nodes - 2)));
        }
        keys.removeAll(ends);
        return keys;
    }
}
