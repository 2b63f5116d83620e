package dev.steergraph.steering.host;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.feature.FeatureStatistics;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.steering.Place;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.model.hook.Pass;
import dev.steergraph.ingest.sae.SaeEncoder.Codes;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.measure.CodeReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What steering changes on a text, the same tokens with and without it: activations of the run's features, and the
 * probabilities of next tokens.
 */
final class WhatMoves {

    /** Features and tokens of each kind that are told. */
    private static final int MOST = 12;

    /** Of a longer text the end is looked at. */
    private static final int MOST_TOKENS = 1_024;

    /** After so many tokens at most predictions are compared: F32[places, V] of both are in memory. */
    private static final int MOST_PLACES = 64;

    private final LoadedModel loaded;
    private final Set<FeatureId> steered;
    private final Steering steering;

    /** What one pass shows. @param probabilities double[V], mean over the places */
    private record Seen(Map<Integer, Codes> codes, double[] probabilities) {}

    WhatMoves(LoadedModel loaded, List<Edit> edits, Steering steering) {
        this.loaded = loaded;
        this.steering = steering;
        steered = edits.stream()
                .map(edit -> edit.what().place())
                .filter(Place.OfFeature.class::isInstance)
                .map(place -> ((Place.OfFeature) place).feature())
                .collect(Collectors.toSet());
    }

    /** @param added to the prompt; may be nothing */
    SteeringEvent.Moved on(int[] prompt, int[] added, Turn turn) {
        int[] all = IntStream.concat(IntStream.of(prompt), IntStream.of(added)).toArray();
        int cut = Math.max(0, all.length - MOST_TOKENS);
        int[] ids = Arrays.copyOfRange(all, cut, all.length);
        int asked = Math.max(1, prompt.length - cut);
        long[] rows = IntStream.range(0, ids.length)
                .filter(i -> !loaded.run().unsteered().contains(ids[i], cut == 0 && i == 0))
                .asLongStream()
                .toArray();
        Pass pass = new Pass(Arrays.stream(ids).asLongStream().toArray(), 0, new int[1], new int[] {ids.length}, asked);
        int places = Math.min(MOST_PLACES, ids.length - asked + 1);
        Seen before = see(pass, rows, asked - 1, places, HookWriter.NONE);
        turn.requireWanted();
        Seen after = see(pass, rows, asked - 1, places, steering.of(pass));
        steering.verify(List.of(Arrays.copyOf(ids, asked)), List.of(Arrays.copyOfRange(ids, asked, ids.length)));
        return new SteeringEvent.Moved(
                rows.length,
                features(before, after, rows.length),
                places,
                tokens(before, after, 1),
                tokens(before, after, -1));
    }

    private Seen see(Pass pass, long[] rows, int first, int places, HookWriter writer) {
        CodeReader reader = loaded.reader(rows);
        try (NDManager scope = loaded.model().manager().newSubManager()) {
            NDArray ids = HostArrays.copy(scope, pass.ids(), new Shape(1, pass.ids().length));
            NDArray after = HostArrays.copy(
                    scope, LongStream.range(first, first + places).toArray());
            NDArray logits = loaded.model().logitsAfter(scope, Input.of(ids), after, reader, writer);
            return new Seen(reader.codes(), probabilities(logits.toFloatArray(), places));
        }
    }

    /** Mean over places. @param logits [places, V] */
    private static double[] probabilities(float[] logits, int places) {
        int vocabulary = logits.length / places;
        double[] mean = new double[vocabulary];
        for (int place = 0; place < places; place++) {
            int from = place * vocabulary;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < vocabulary; i++) {
                most = Math.max(most, logits[from + i]);
            }
            double sum = 0;
            for (int i = 0; i < vocabulary; i++) {
                sum += Math.exp(logits[from + i] - most);
            }
            for (int i = 0; i < vocabulary; i++) {
                mean[i] += Math.exp(logits[from + i] - most) / sum / places;
            }
        }
        return mean;
    }

    private List<MovedFeature> features(Seen before, Seen after, int rows) {
        List<MovedFeature> all = new ArrayList<>();
        for (int place = 0; place < loaded.sets().size() && rows > 0; place++) {
            RunModel.OfRun set = loaded.sets().get(place);
            double[] without = mean(
                    Objects.requireNonNull(before.codes().get(place)), set.sae().dSae(), rows);
            double[] with = mean(
                    Objects.requireNonNull(after.codes().get(place)), set.sae().dSae(), rows);
            FeatureStatistics known = set.statistics();
            for (int i = 0; i < Math.min(without.length, known.features()); i++) {
                FeatureId id = new FeatureId(
                        loaded.run().info().id(), set.set().layer(), set.set().sae(), i);
                if (without[i] != with[i] && known.sd()[i] > 0 && !steered.contains(id)) {
                    all.add(new MovedFeature(
                            set.set(), i, without[i], with[i], (with[i] - without[i]) / known.sd()[i]));
                }
            }
        }
        all.sort(Comparator.comparingDouble((MovedFeature moved) -> -Math.abs(moved.sds()))
                .thenComparingInt(moved -> moved.set().layer())
                .thenComparing(moved -> moved.set().sae())
                .thenComparingInt(MovedFeature::index));
        return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
    }

    private static double[] mean(Codes codes, int width, int rows) {
        double[] mean = new double[width];
        for (int i = 0; i < codes.features().length; i++) {
            mean[codes.features()[i]] += codes.values()[i] / (double) rows;
        }
        return mean;
    }

    /** @param sign 1 for those that rise, -1 for those that fall */
    private List<MovedToken> tokens(Seen before, Seen after, int sign) {
        double[] p = before.probabilities();
        double[] q = after.probabilities();
        return IntStream.range(0, p.length)
                .filter(i -> sign * (q[i] - p[i]) > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -sign * (q[i] - p[i])))
                .limit(MOST)
                .map(i -> new MovedToken(i, loaded.run().vocabulary().text(i), p[i], q[i]))
                .toList();
    }
}
