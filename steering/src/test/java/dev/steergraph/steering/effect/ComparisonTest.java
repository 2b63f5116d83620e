package dev.steergraph.steering.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.stage.CorrelateSettings;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.FeatureInputs;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.ingest.sae.RandomSae;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.steering.half.DecoderRows;
import dev.steergraph.steering.half.FirstHalf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What edges are compared with, on planted codes: features 0 and 1 of layer 0 go with features 0 to 4 of layer 1, all others
 * are active by themselves, the more often the higher their index.
 */
class ComparisonTest {

    private static final int LOWER = 6;
    private static final int UPPER = 120;
    private static final int JOINED = 5;
    private static final int ROWS = 8_000;
    private static final int D = 16;

    @TempDir
    private static Path folder;

    private static FirstHalf half;
    private static DecoderRows decoders;
    private static List<FeatureEffects> effects;

    @BeforeAll
    static void plant() throws IOException {
        Random random = new Random(5);
        List<float[]> lower = new ArrayList<>();
        List<float[]> upper = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            float[] a = new float[LOWER];
            for (int f = 0; f < LOWER; f++) {
                a[f] = fires(random, 0.05) ? 1 + random.nextFloat() : 0;
            }
            a[1] = a[0] > 0 && fires(random, 0.9) ? 1 : a[1];
            float[] b = new float[UPPER];
            for (int f = 0; f < UPPER; f++) {
                b[f] = fires(random, 0.004 + 0.001 * f) ? 1 : 0;
            }
            for (int f = 0; f < JOINED; f++) {
                b[f] = a[0] > 0 && fires(random, 0.95 - 0.1 * f) ? a[0] : 0;
            }
            lower.add(a);
            upper.add(b);
        }
        List<CodeRows> layers = List.of(codes(0, LOWER, lower), codes(1, UPPER, upper));
        int[] document = IntStream.range(0, ROWS).map(row -> row / 10).toArray();
        CorrelateSettings settings = new CorrelateSettings(
                0.3, 5, 0, 0, 0, null, 0, 0, null, false, new FeatureInputs(FeatureBasis.CODES, Map.of(), Map.of()));
        List<RunSet> sets = new ArrayList<>();
        List<HookPoint> hooks = new ArrayList<>();
        List<Sae> saes = new ArrayList<>();
        for (int layer = 0; layer < 2; layer++) {
            HookPoint hook = HookPoint.residPost(layer);
            sets.add(new RunSet(hook, FeatureSite.of(hook), hook.toString(), CodeRows.UNNAMED));
            hooks.add(hook);
            saes.add(SaeFolder.read(
                    RandomSae.write(folder.resolve("sae" + layer), D, layer == 0 ? LOWER : UPPER, null, 3 + layer)));
        }
        half = FirstHalf.of(sets, layers, document, settings, 1, new SilentProgress());
        decoders = DecoderRows.of(half.space(), hooks, saes);
        effects = List.of(effects(0, random), effects(1, random));
    }

    private static boolean fires(Random random, double share) {
        return random.nextDouble() < share;
    }

    private static Codes codes(int layer, int features, List<float[]> rows) {
        long[] indptr = new long[rows.size() + 1];
        List<Integer> indices = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            for (int f = 0; f < features; f++) {
                if (rows.get(row)[f] > 0) {
                    indices.add(f);
                    values.add(rows.get(row)[f]);
                }
            }
            indptr[row + 1] = indices.size();
        }
        float[] floats = new float[values.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = values.get(k);
        }
        return new Codes(
                HookPoint.residPost(layer),
                features,
                rows.size(),
                indptr,
                indices.stream().mapToInt(Integer::intValue).toArray(),
                floats);
    }

    /** Edges move by 1, another by −0.5, all others by next to nothing. */
    private static FeatureEffects effects(int source, Random random) {
        int[] target = IntStream.range(LOWER, LOWER + UPPER).toArray();
        double[] effect = random.doubles(UPPER, -0.01, 0.01).toArray();
        double[] error = new double[UPPER];
        Arrays.fill(error, 0.02);
        Arrays.fill(effect, 0, JOINED, 1);
        effect[90] = -0.5;
        return new FeatureEffects(source, target, effect, error, 50, 500, new int[0], new double[0]);
    }

    @Test
    void everyEdgeToALaterLayerIsCompared() {
        Comparison comparison = Comparison.of(effects, half, decoders, 1);
        assertThat(comparison.edges().stream()
                        .map(Comparison.Compared::edge)
                        .filter(edge -> edge.source() == 0)
                        .map(EffectPair::target))
                .containsExactly(LOWER, LOWER + 1, LOWER + 2, LOWER + 3, LOWER + 4);
        for (Comparison.Compared compared : comparison.edges()) {
            EffectPair edge = compared.edge();
            assertThat(edge.r()).isEqualTo(half.correlations(edge.source(), edge.target())[0]);
            assertThat(edge.cosine()).isEqualTo(decoders.cosine(edge.source(), edge.target()));
            assertThat(edge.effect()).isEqualTo(1);
            assertThat(edge.moves()).isTrue();
            assertThat(edge.movesAs(1)).isTrue();
            assertThat(edge.movesAs(-1)).isFalse();
        }
    }

    @Test
    void matchedTargetsAreAmongThoseThatAreAboutAsOftenActive() {
        FeatureTable table = half.features();
        for (int source : new int[] {0, 1}) {
            Set<Integer> joined = joined(source);
            Set<Integer> used = new HashSet<>();
            for (Comparison.Compared compared : of(source)) {
                EffectPair matched = Objects.requireNonNull(compared.matched());
                assertThat(matched.source()).isEqualTo(source);
                List<Integer> nearest = free(joined, used).stream()
                        .sorted(Comparator.comparingDouble((Integer other) -> Math.abs(Math.log((double)
                                                table.rowsActive()[other]
                                        / table.rowsActive()[compared.edge().target()])))
                                .thenComparing(Comparator.naturalOrder()))
                        .limit(20)
                        .toList();
                assertThat(nearest).contains(matched.target());
                assertThat(used.add(matched.target())).isTrue();
                assertThat(Math.abs(matched.r())).isLessThan(0.3);
            }
            assertThat(used).isNotEmpty();
        }
    }

    @Test
    void theOtherTargetsHaveTheNearestCosine() {
        for (int source : new int[] {0, 1}) {
            Set<Integer> joined = joined(source);
            Set<Integer> used = new HashSet<>();
            for (Comparison.Compared compared : of(source)) {
                double cosine = decoders.cosine(source, compared.edge().target());
                int nearest = free(joined, used).stream()
                        .min(Comparator.comparingDouble(other -> Math.abs(decoders.cosine(source, other) - cosine)))
                        .orElseThrow();
                assertThat(Objects.requireNonNull(compared.sameCosine()).target())
                        .isEqualTo(nearest);
                used.add(nearest);
            }
        }
    }

    @Test
    void whatMovesWithoutAnEdgeIsListed() {
        Comparison comparison = Comparison.of(effects, half, decoders, 1);
        assertThat(comparison.pairs())
                .filteredOn(pair -> pair.moves() && pair.effect() < 0)
                .extracting(EffectPair::target)
                .containsExactly(LOWER + 90, LOWER + 90);
        assertThat(comparison.pairs())
                .isSortedAccordingTo(Comparator.comparingInt(EffectPair::source).thenComparingInt(EffectPair::target))
                .doesNotHaveDuplicates();
        // Feature 1 goes with feature 0 in its own layer: listed, not compared, and never steered against itself.
        assertThat(comparison.pairs()).anyMatch(pair -> pair.source() == 0 && pair.target() == 1);
        assertThat(comparison.pairs()).noneMatch(pair -> pair.source() == pair.target());
        assertThat(comparison.edges()).noneMatch(compared -> compared.edge().target() < LOWER);
    }

    @Test
    void aSeedDrawsTheSameAndAnotherOthers() {
        assertThat(Comparison.of(effects, half, decoders, 1)).isEqualTo(Comparison.of(effects, half, decoders, 1));
        assertThat(Comparison.of(effects, half, decoders, 2)).isNotEqualTo(Comparison.of(effects, half, decoders, 1));
    }

    private static List<Comparison.Compared> of(int source) {
        return Comparison.of(effects, half, decoders, 1).edges().stream()
                .filter(compared -> compared.edge().source() == source)
                .toList();
    }

    /** Features that an edge joins with one. */
    private static Set<Integer> joined(int feature) {
        Set<Integer> joined = new HashSet<>();
        for (int e = 0; e < half.edges().size(); e++) {
            if (half.edges().source()[e] == feature) {
                joined.add(half.edges().target()[e]);
            }
        }
        return joined;
    }

    private static List<Integer> free(Set<Integer> joined, Set<Integer> used) {
        return IntStream.range(LOWER, LOWER + UPPER)
                .filter(other -> !joined.contains(other) && !used.contains(other))
                .boxed()
                .toList();
    }
}
