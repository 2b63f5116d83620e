package dev.steergraph.steering.task;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.steering.correct.Correction;
import dev.steergraph.steering.correct.Neighbour;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.half.SteeredRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What arms add, on the ground of the first half of the run's documents. A feature's neighbours are those of its edges with the
 * highest |r| that lead to its own hook point or a later one: insulated is at the feature's own, along all of them, and those
 * that follow do so where they write.
 */
final class ArmEdits {

    private final SteeredRun run;
    private final int most;
    private final long seed;

    /** @param most neighbours of a feature */
    ArmEdits(SteeredRun run, int most, long seed) {
        this.run = run;
        this.most = most;
        this.seed = seed;
    }

    /** An edge seen from a feature. */
    private record Towards(int feature, double r) {}

    /** @param features that are steered together @param k in multiples of each feature's largest activation */
    List<Edit> of(Arm arm, List<Integer> features, double k) throws IOException {
        Map<HookPoint, float[]> sums = new TreeMap<>(HookPoint.IN_DEPTH);
        for (int feature : features) {
            add(sums, arm, feature, k * run.half().features().max()[feature]);
        }
        List<Edit> edits = new ArrayList<>();
        sums.forEach((hook, delta) -> edits.add(
                Edit.of(Intervention.add(new Place.OfDirection(hook, new Place.Vector(delta)), 1), hook, delta)));
        return edits;
    }

    /** How many neighbours a feature has. */
    int neighbours(int feature) throws IOException {
        return towards(feature).size();
    }

    private void add(Map<HookPoint, float[]> sums, Arm arm, int feature, double c) throws IOException {
        HookPoint hook = run.written(feature);
        float[] direction = run.decoders().direction(feature);
        switch (arm) {
            case FEATURE -> add(sums, hook, Correction.single(direction, c));
            case RANDOM -> add(sums, hook, Correction.random(Correction.single(direction, c), seed * 31 + feature));
            case INSULATE -> {
                List<Neighbour> all = new ArrayList<>();
                for (Towards edge : towards(feature)) {
                    if (run.decoders().direction(edge.feature()).length == direction.length) {
                        all.add(neighbour(edge));
                    }
                }
                add(sums, hook, Correction.insulateByCosine(direction, c, all));
            }
            case COHERE -> {
                add(sums, hook, Correction.single(direction, c));
                double sd = run.half().features().sd()[feature];
                for (Towards edge : towards(feature)) {
                    Neighbour neighbour = neighbour(edge);
                    add(
                            sums,
                            run.written(edge.feature()),
                            Correction.single(neighbour.direction(), Correction.follow(sd, c, neighbour)));
                }
            }
        }
    }

    private static void add(Map<HookPoint, float[]> sums, HookPoint hook, float[] delta) {
        float[] sum = sums.computeIfAbsent(hook, at -> new float[delta.length]);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += delta[i];
        }
    }

    private Neighbour neighbour(Towards edge) {
        return new Neighbour(
                run.decoders().direction(edge.feature()), run.half().features().sd()[edge.feature()], edge.r());
    }

    private List<Towards> towards(int feature) throws IOException {
        EdgeList edges = run.half().edges();
        HookPoint own = run.written(feature);
        List<Towards> found = new ArrayList<>();
        for (int e = 0; e < edges.size(); e++) {
            boolean source = edges.source()[e] == feature;
            if (source || edges.target()[e] == feature) {
                int other = source ? edges.target()[e] : edges.source()[e];
                if (HookPoint.IN_DEPTH.compare(own, run.written(other)) <= 0) {
                    found.add(new Towards(other, edges.r()[e]));
                }
            }
        }
        found.sort(Comparator.comparingDouble((Towards edge) -> -Math.abs(edge.r()))
                .thenComparing(Towards::feature));
        return found.subList(0, Math.min(most, found.size()));
    }
}
