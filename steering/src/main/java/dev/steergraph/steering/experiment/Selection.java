package dev.steergraph.steering.experiment;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.steering.half.FeatureLabels;
import dev.steergraph.steering.half.FirstHalf;
import dev.steergraph.steering.half.Neighbours;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Which features the experiment steers: drawn among those of the lowest set that pass all filters. The last fifth of the
 * drawn order is set apart for trying things out.
 *
 * @param features in the order in which they were drawn
 * @param eligible all that pass
 * @param passed how many features pass each filter and those before it, in order
 * @param relaxed filters that had to give way, in words
 */
record Selection(List<Candidate> features, int[] eligible, Map<String, Integer> passed, List<String> relaxed) {

    /** Of 5 features, 4 are for the result. */
    private static final int SHARE = 5;

    /**
     * A feature.
     *
     * @param label the token on which it is most active in most of its top contexts
     * @param consistency in what share of them
     */
    record Candidate(int feature, String label, double consistency) {}

    /** How strict the filters are. Each rung gives way in one. */
    private record Limits(double most, boolean bothHalves, int neighbours, double consistency, String relaxed) {}

    private static final double LEAST_DENSITY = 1e-4;
    private static final List<Limits> LADDER = List.of(
            new Limits(0.02, true, 5, 0.5, ""),
            new Limits(0.02, true, 3, 0.5, "3 neighbours instead of 5"),
            new Limits(0.02, false, 3, 0.5, "neighbours on one half of the documents"),
            new Limits(0.02, false, 3, 0.3, "labels that hold in 30% of the top contexts instead of 50%"),
            new Limits(0.1, false, 1, 0, "1 neighbour, any label, density up to 10%"));

    /** @throws UserError if too few features pass */
    static Selection of(RunDirectory run, FirstHalf half, ExperimentRequest request, Progress progress)
            throws IOException {
        Drawing drawing = new Drawing(run, half, half.edgesOfTheOther(run, progress));
        List<String> relaxed = new ArrayList<>();
        for (Limits limits : LADDER) {
            if (!limits.relaxed().isEmpty()) {
                relaxed.add(limits.relaxed());
            }
            Selection found = drawing.of(limits, request, relaxed);
            boolean last = !request.quick() || limits == LADDER.get(LADDER.size() - 1);
            if (found.features().size() >= request.features()
                    || last && !found.features().isEmpty()) {
                return found;
            }
            if (last) {
                throw new UserError("No feature passes the experiment's filters (" + found.passed()
                        + "); correlate more text, or relax them with --quick.");
            }
        }
        throw new IllegalStateException();
    }

    private static final class Drawing {

        private final FirstHalf half;
        private final FeatureSpace space;
        private final Neighbours first;
        private final Set<Long> second = new HashSet<>();
        private final FeatureLabels labels;

        Drawing(RunDirectory run, FirstHalf half, EdgeList other) throws IOException {
            this.half = half;
            space = half.space();
            first = new Neighbours(half.edges());
            for (int e = 0; e < other.size(); e++) {
                second.add(key(other.source()[e], other.target()[e]));
            }
            RunSet set = half.sets().get(0);
            if (space.layer(space.size() - 1) <= set.hook().layer()) {
                throw new UserError("Run " + run.root() + " has SAEs at one layer only, so that nothing can be seen of"
                        + " what steering does later; encode a later layer, too.");
            }
            labels = FeatureLabels.of(run, half.sets(), half.space());
        }

        private static long key(int a, int b) {
            return ((long) Math.min(a, b) << 32) | Math.max(a, b);
        }

        Selection of(Limits limits, ExperimentRequest request, List<String> relaxed) {
            Map<String, Integer> passed = new LinkedHashMap<>();
            List<Candidate> all = new ArrayList<>();
            int dense = 0;
            int joined = 0;
            for (int f = 0; f < space.width(0); f++) {
                double density = half.features().density()[f];
                if (density >= LEAST_DENSITY && density <= limits.most()) {
                    dense++;
                    if (neighbours(f, limits.bothHalves()) >= limits.neighbours()) {
                        joined++;
                        Candidate candidate = labelled(f);
                        if (candidate.consistency() >= limits.consistency()) {
                            all.add(candidate);
                        }
                    }
                }
            }
            passed.put("all", space.width(0));
            passed.put("density", dense);
            passed.put("neighbours", joined);
            passed.put("label", all.size());
            int[] eligible = all.stream().mapToInt(Candidate::feature).toArray();
            Collections.shuffle(all, new Random(request.seed()));
            int result = Math.min(all.size(), Math.max(1, all.size() * (SHARE - 1) / SHARE));
            List<Candidate> part = request.tuning() ? all.subList(result, all.size()) : all.subList(0, result);
            return new Selection(
                    List.copyOf(part.subList(0, Math.min(request.features(), part.size()))),
                    eligible,
                    passed,
                    List.copyOf(relaxed));
        }

        private long neighbours(int feature, boolean bothHalves) {
            return first.of(feature).stream()
                    .filter(other -> other.r() > 0 && space.place(other.feature()) == 0)
                    .filter(other -> !bothHalves || second.contains(key(feature, other.feature())))
                    .count();
        }

        private Candidate labelled(int feature) {
            FeatureLabels.Label label = labels.of(feature);
            return new Candidate(feature, label.text(), label.consistency());
        }
    }
}
