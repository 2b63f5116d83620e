package dev.steergraph.steering.experiment;

import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.steering.experiment.NeighbourSet.Member;
import dev.steergraph.steering.half.DecoderRows;
import dev.steergraph.steering.half.FirstHalf;
import dev.steergraph.steering.half.Neighbours;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A feature's neighbours by the graph, and others in their place: as many of each set, as closely. */
final class NeighbourSets {

    /** Neighbours of a set, the closest. */
    static final int MOST = 8;

    /** Of features that are about as often active, one is drawn from so many. */
    private static final int NEAREST = 20;

    private final FeatureSpace space;
    private final FeatureTable table;
    private final DecoderRows decoders;
    private final Neighbours neighbours;
    private final long seed;

    NeighbourSets(FirstHalf half, DecoderRows decoders, Neighbours neighbours, long seed) {
        this.space = half.space();
        this.table = half.features();
        this.decoders = decoders;
        this.neighbours = neighbours;
        this.seed = seed;
    }

    /** Those with which it correlates most. */
    NeighbourSet byGraph(int feature) {
        return closest(
                feature,
                neighbours.of(feature).stream()
                        .filter(other -> other.r() > 0)
                        .map(other -> new Member(other.feature(), other.r()))
                        .toList());
    }

    /** Those of the same set, and of later ones, at most {@link #MOST} of each, the closest first. */
    private NeighbourSet closest(int feature, List<Member> all) {
        List<Member> same = new ArrayList<>();
        List<Member> later = new ArrayList<>();
        int own = space.place(feature);
        for (int place = own; place < space.sets().size(); place++) {
            int at = place;
            List<Member> here = all.stream()
                    .filter(member -> space.place(member.feature()) == at)
                    .sorted(Comparator.comparingDouble((Member member) -> -member.weight())
                            .thenComparingInt(Member::feature))
                    .limit(MOST)
                    .toList();
            boolean deeper = space.layer(space.offsets()[at]) > space.layer(feature);
            if (at == own) {
                same.addAll(here);
            } else if (deeper) {
                later.addAll(here);
            }
        }
        return new NeighbourSet(same, later);
    }

    /** Random features in the place of a set's members: as often active, with the same weights. */
    NeighbourSet random(int feature, NeighbourSet like) {
        Random random = new Random(seed * 1_000_003 + feature);
        Set<Integer> used = new HashSet<>(Set.of(feature));
        like.same().forEach(member -> used.add(member.feature()));
        like.later().forEach(member -> used.add(member.feature()));
        return new NeighbourSet(random(like.same(), used, random), random(like.later(), used, random));
    }

    private List<Member> random(List<Member> like, Set<Integer> used, Random random) {
        List<Double> weights = new ArrayList<>(like.stream().map(Member::weight).toList());
        Collections.shuffle(weights, random);
        List<Member> made = new ArrayList<>();
        for (int k = 0; k < like.size(); k++) {
            int replaced = like.get(k).feature();
            List<Integer> nearest = members(space.place(replaced))
                    .filter(other -> table.rowsActive()[other] > 0 && !used.contains(other))
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer other) -> Math.abs(
                                    Math.log((double) table.rowsActive()[other] / table.rowsActive()[replaced])))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(NEAREST)
                    .toList();
            if (!nearest.isEmpty()) {
                int chosen = nearest.get(random.nextInt(nearest.size()));
                used.add(chosen);
                made.add(new Member(chosen, weights.get(k)));
            }
        }
        return made;
    }

    /** Those whose directions are nearest, as many of each set; their weights are the cosines. */
    NeighbourSet byCosine(int feature, NeighbourSet like) {
        List<Member> same = new ArrayList<>();
        List<Member> later = new ArrayList<>();
        same.addAll(nearest(feature, space.place(feature), like.same().size()));
        for (int place = space.place(feature) + 1; place < space.sets().size(); place++) {
            int at = place;
            int count = (int) like.later().stream()
                    .filter(member -> space.place(member.feature()) == at)
                    .count();
            later.addAll(nearest(feature, at, count));
        }
        return new NeighbourSet(same, later);
    }

    private List<Member> nearest(int feature, int place, int count) {
        return members(place)
                .filter(other -> other != feature && table.rowsActive()[other] > 0)
                .mapToObj(other -> new Member(other, decoders.cosine(feature, other)))
                .filter(member -> !Double.isNaN(member.weight()))
                .sorted(Comparator.comparingDouble((Member member) -> -member.weight())
                        .thenComparingInt(Member::feature))
                .limit(count)
                .toList();
    }

    /** The feature of a set whose direction is nearest. */
    int reader(int feature, int place) {
        return nearest(feature, place, 1).stream()
                .mapToInt(Member::feature)
                .findFirst()
                .orElse(-1);
    }

    /** The neighbours of another feature of about as many neighbours. @param others from which it is taken */
    NeighbourSet shuffled(int feature, NeighbourSet like, int... others) {
        Random random = new Random(seed * 7_368_787 + feature);
        Set<Integer> own = new HashSet<>(Set.of(feature));
        like.same().forEach(member -> own.add(member.feature()));
        List<NeighbourSet> nearest = IntStream.of(others)
                .filter(other -> !own.contains(other))
                .boxed()
                .sorted(Comparator.comparingInt((Integer other) -> Math.abs(
                                byGraph(other).same().size() - like.same().size()))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NEAREST)
                .map(this::byGraph)
                .toList();
        return nearest.isEmpty()
                ? new NeighbourSet(List.of(), List.of())
                : without(nearest.get(random.nextInt(nearest.size())), own);
    }

    private static NeighbourSet without(NeighbourSet set, Set<Integer> features) {
        return new NeighbourSet(
                set.same().stream()
                        .filter(member -> !features.contains(member.feature()))
                        .toList(),
                set.later());
    }

    private IntStream members(int place) {
        return IntStream.range(space.offsets()[place], space.offsets()[place + 1]);
    }
}
