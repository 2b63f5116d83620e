package dev.steergraph.steering.effect;

import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.steering.half.DecoderRows;
import dev.steergraph.steering.half.FirstHalf;
import dev.steergraph.steering.half.Neighbours;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pairs that are compared: of each steered feature its edges to later layers, and for each of these two features of the same
 * set to which it has no edge, one as often active and one whose direction is as near.
 *
 * @param pairs all that was looked at, by source and target; also features that move without an edge, and edges inside a layer
 * @param edges across layers, with what they are compared with
 */
record Comparison(List<EffectPair> pairs, List<Compared> edges) {

    /** Of features that are about as often active, one is drawn from so many. */
    private static final int NEAREST = 20;

    /**
     * An edge and what it is compared with.
     *
     * @param matched a pair with a feature that is about as often active; null if there is none
     * @param sameCosine a pair whose directions are as near; null if there is none
     */
    record Compared(
            EffectPair edge,
            @Nullable EffectPair matched,
            @Nullable EffectPair sameCosine) {}

    /** @param seed of what is drawn */
    static Comparison of(List<FeatureEffects> all, FirstHalf half, DecoderRows decoders, long seed) {
        Movement movement = Movement.of(all);
        Neighbours neighbours = new Neighbours(half.edges());
        List<EffectPair> pairs = new ArrayList<>();
        List<Compared> edges = new ArrayList<>();
        for (FeatureEffects effects : all) {
            new OfSource(effects, movement, neighbours, half, decoders, seed).add(pairs, edges);
        }
        return new Comparison(pairs, edges);
    }

    /** What is compared of one steered feature. */
    private static final class OfSource {

        private final FeatureEffects effects;
        private final Movement movement;
        private final FirstHalf half;
        private final DecoderRows decoders;
        private final FeatureSpace space;
        private final FeatureTable table;
        private final SplittableRandom random;
        private final Map<Integer, Integer> at = new HashMap<>();
        private final List<Neighbours.Neighbour> edges;
        private final Set<Integer> joined = new HashSet<>();

        OfSource(
                FeatureEffects effects,
                Movement movement,
                Neighbours neighbours,
                FirstHalf half,
                DecoderRows decoders,
                long seed) {
            this.effects = effects;
            this.movement = movement;
            this.half = half;
            this.decoders = decoders;
            space = half.space();
            table = half.features();
            random = new SplittableRandom(seed * 31 + effects.source());
            for (int k = 0; k < effects.target().length; k++) {
                at.put(effects.target()[k], k);
            }
            int own = space.place(effects.source());
            edges = neighbours.of(effects.source()).stream()
                    .filter(other -> space.place(other.feature()) >= own)
                    .sorted(Comparator.comparingInt(Neighbours.Neighbour::feature))
                    .toList();
            edges.forEach(edge -> joined.add(edge.feature()));
            joined.add(effects.source());
        }

        void add(List<EffectPair> pairs, List<Compared> compared) {
            Set<Integer> looked = new HashSet<>(joined);
            for (int k = 0; k < effects.target().length; k++) {
                if (movement.moves(effects.effect()[k], effects.error()[k], effects.texts())) {
                    looked.add(effects.target()[k]);
                }
            }
            Map<Integer, Integer> matched = new TreeMap<>();
            Map<Integer, Integer> near = new TreeMap<>();
            Set<Integer> usedMatched = new HashSet<>();
            Set<Integer> usedNear = new HashSet<>();
            for (Neighbours.Neighbour edge : edges) {
                int place = space.place(edge.feature());
                if (space.layer(edge.feature()) > space.layer(effects.source())) {
                    pick(candidates(place, usedMatched, other -> distance(edge.feature(), other)), NEAREST)
                            .ifPresent(other -> {
                                matched.put(edge.feature(), other);
                                usedMatched.add(other);
                            });
                    double cosine = decoders.cosine(effects.source(), edge.feature());
                    pick(
                                    candidates(
                                            place,
                                            usedNear,
                                            other -> Math.abs(decoders.cosine(effects.source(), other) - cosine)),
                                    1)
                            .ifPresent(other -> {
                                near.put(edge.feature(), other);
                                usedNear.add(other);
                            });
                }
            }
            looked.addAll(matched.values());
            looked.addAll(near.values());
            looked.remove(effects.source());
            Map<Integer, EffectPair> made = made(looked);
            pairs.addAll(made.values());
            for (Neighbours.Neighbour edge : edges) {
                EffectPair pair = made.get(edge.feature());
                if (pair != null && space.layer(edge.feature()) > space.layer(effects.source())) {
                    compared.add(new Compared(
                            pair, of(made, matched.get(edge.feature())), of(made, near.get(edge.feature()))));
                }
            }
        }

        private static @Nullable EffectPair of(Map<Integer, EffectPair> made, @Nullable Integer feature) {
            return feature == null ? null : made.get(feature);
        }

        private Map<Integer, EffectPair> made(Set<Integer> looked) {
            int[] targets = looked.stream().mapToInt(Integer::intValue).sorted().toArray();
            double[] r = half.correlations(effects.source(), targets);
            Map<Integer, EffectPair> made = new TreeMap<>();
            for (int k = 0; k < targets.length; k++) {
                Integer found = at.get(targets[k]);
                double effect = found == null ? 0 : effects.effect()[found];
                double error = found == null ? 0 : effects.error()[found];
                made.put(
                        targets[k],
                        new EffectPair(
                                effects.source(),
                                targets[k],
                                effect,
                                error,
                                effects.texts(),
                                r[k],
                                decoders.cosine(effects.source(), targets[k]),
                                found != null && movement.moves(effect, error, effects.texts())));
            }
            return made;
        }

        /** How unlike two features are in how often they are active. */
        private double distance(int one, int other) {
            return Math.abs(Math.log((double) table.rowsActive()[one] / table.rowsActive()[other]));
        }

        private interface Distance {
            double to(int other);
        }

        private record Candidate(int feature, double distance) {}

        /** Features of a set that are active and have no edge with the source, the nearest first. */
        private List<Candidate> candidates(int place, Set<Integer> used, Distance distance) {
            return IntStream.range(space.offsets()[place], space.offsets()[place + 1])
                    .filter(other -> table.rowsActive()[other] > 0 && !joined.contains(other) && !used.contains(other))
                    .mapToObj(other -> new Candidate(other, distance.to(other)))
                    .filter(other -> !Double.isNaN(other.distance()))
                    .sorted(Comparator.comparingDouble(Candidate::distance).thenComparingInt(Candidate::feature))
                    .limit(NEAREST)
                    .toList();
        }

        private Optional<Integer> pick(List<Candidate> nearest, int from) {
            return nearest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(nearest.get(random.nextInt(Math.min(from, nearest.size())))
                            .feature());
        }
    }
}
