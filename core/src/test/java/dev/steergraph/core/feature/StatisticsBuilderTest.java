package dev.steergraph.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a dense copy, commons-math3 and sorting. */
class StatisticsBuilderTest {

    private static final int F = 5;
    private static final int ROWS = 400;

    @TempDir
    private Path folder;

    private record Dense(float[][] values, int[] documents) {

        Codes codes(int from, int to) {
            long[] indptr = new long[to - from + 1];
            List<Integer> indices = new ArrayList<>();
            List<Float> kept = new ArrayList<>();
            for (int r = from; r < to; r++) {
                for (int f = 0; f < F; f++) {
                    if (values[r][f] != 0) {
                        indices.add(f);
                        kept.add(values[r][f]);
                    }
                }
                indptr[r - from + 1] = indices.size();
            }
            float[] flat = new float[kept.size()];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = kept.get(i);
            }
            int[] features = indices.stream().mapToInt(i -> i).toArray();
            return new Codes(HookPoint.residPost(0), F, to - from, indptr, features, flat);
        }
    }

    /** The last feature never fires, the first always; whole numbers make ties. */
    private static Dense draw(long seed) {
        Random random = new Random(seed);
        float[][] values = new float[ROWS][F];
        int[] documents = new int[ROWS];
        for (int r = 0; r < ROWS; r++) {
            documents[r] = r == 0 ? 0 : documents[r - 1] + (random.nextInt(4) == 0 ? 1 : 0);
            values[r][0] = 1000 + random.nextFloat();
            values[r][1] = Math.max(0, random.nextInt(12) - 8);
            values[r][2] = random.nextInt(50) == 0 ? random.nextFloat() * 1e-9f : 0;
            values[r][3] = (float) Math.exp(random.nextGaussian() * 5);
        }
        return new Dense(values, documents);
    }

    @Property(tries = 50)
    void areWhatADenseCopyGivesHoweverTheRowsAreCut(@ForAll long seed) {
        Dense dense = draw(seed);
        Random cuts = new Random(seed + 1);
        StatisticsBuilder builder = new StatisticsBuilder(F);
        for (int from = 0; from < ROWS; ) {
            int to = Math.min(ROWS, from + 1 + cuts.nextInt(90));
            builder.add(dense.codes(from, to), Arrays.copyOfRange(dense.documents(), from, to));
            from = to;
        }
        assertAll(builder.build(), dense);
    }

    /** Segments are as long as a row, or a part of a document, or many documents; some have no row at all. */
    @Property(tries = 100)
    void areTheSameFromSegmentsThatAreJoined(@ForAll long seed) {
        Dense dense = draw(seed);
        Random cuts = new Random(seed + 2);
        StatisticsBuilder whole = new StatisticsBuilder(F);
        int longest = 1 + cuts.nextInt(120);
        for (int from = 0; from < ROWS; ) {
            int to = Math.min(ROWS, from + cuts.nextInt(longest + 1));
            int middle = from + (to == from ? 0 : cuts.nextInt(to - from));
            StatisticsBuilder segment = from == 0 ? whole : new StatisticsBuilder(F, true);
            for (int[] rows : new int[][] {{from, middle}, {middle, to}}) {
                segment.add(dense.codes(rows[0], rows[1]), Arrays.copyOfRange(dense.documents(), rows[0], rows[1]));
            }
            if (segment != whole) {
                whole.join(segment);
            }
            from = to;
        }
        assertAll(whole.build(), dense);
    }

    private static void assertAll(FeatureStatistics found, Dense dense) {
        assertThat(found.rows()).isEqualTo(ROWS);
        for (int f = 0; f < F; f++) {
            SummaryStatistics expected = new SummaryStatistics();
            long active = 0;
            for (float[] row : dense.values()) {
                expected.addValue(row[f]);
                active += row[f] != 0 ? 1 : 0;
            }
            assertThat(found.active()[f]).isEqualTo(active);
            assertThat(found.density(f)).isEqualTo((double) active / ROWS);
            assertThat(found.mean()[f]).isCloseTo(expected.getMean(), within(1e-12 * (1 + expected.getMean())));
            double sd = Math.sqrt(expected.getPopulationVariance());
            assertThat(found.sd()[f]).isCloseTo(sd, within(1e-9 * (sd + 1e-6)));
            assertThat((double) found.max()[f]).isEqualTo(expected.getMax());
            assertHistogram(found, dense, f);
            assertActivations(found, f);
            assertTop(found, dense, f);
        }
    }

    private static void assertActivations(FeatureStatistics found, int f) {
        ActivationHistogram activations = found.activations(f);
        long[] bins = bins(found, f);
        int first = IntStream.range(0, bins.length)
                .filter(b -> bins[b] > 0)
                .findFirst()
                .orElse(0);
        assertThat(activations.counts().stream().mapToLong(c -> c).sum()).isEqualTo(found.active()[f]);
        if (found.active()[f] == 0) {
            assertThat(activations.counts()).isEmpty();
        } else {
            assertThat(activations.from()).isEqualTo(Histogram.edge(first));
            assertThat(activations.counts().get(0)).isEqualTo(bins[first]);
            assertThat(activations.counts().get(activations.counts().size() - 1))
                    .isPositive();
        }
    }

    private static long[] bins(FeatureStatistics found, int f) {
        return IntStream.range(f * Histogram.BINS, (f + 1) * Histogram.BINS)
                .mapToLong(found.histogram()::get)
                .toArray();
    }

    private static void assertHistogram(FeatureStatistics found, Dense dense, int f) {
        long[] expected = new long[Histogram.BINS];
        for (float[] row : dense.values()) {
            if (row[f] > 0) {
                int bin = 0;
                while (bin + 1 < Histogram.BINS && row[f] >= Histogram.edge(bin + 1)) {
                    bin++;
                }
                expected[bin]++;
            }
        }
        assertThat(bins(found, f)).containsExactly(expected);
    }

    private static void assertTop(FeatureStatistics found, Dense dense, int f) {
        Map<Integer, Integer> bestRow = new TreeMap<>();
        for (int r = 0; r < ROWS; r++) {
            int row = r;
            if (dense.values()[r][f] > 0) {
                bestRow.merge(dense.documents()[r], row, (a, b) -> dense.values()[b][f] > dense.values()[a][f] ? b : a);
            }
        }
        int[] rows = bestRow.values().stream()
                .sorted(Comparator.<Integer>comparingDouble(r -> -dense.values()[r][f])
                        .thenComparing(r -> r))
                .limit(FeatureStatistics.MOST)
                .mapToInt(r -> r)
                .toArray();
        assertThat(found.topSize()[f]).isEqualTo(rows.length);
        for (int i = 0; i < rows.length; i++) {
            int at = f * FeatureStatistics.MOST + i;
            assertThat(found.topRow()[at]).isEqualTo(rows[i]);
            assertThat(found.topDocument()[at]).isEqualTo(dense.documents()[rows[i]]);
            assertThat(found.topValue()[at]).isEqualTo(dense.values()[rows[i]][f]);
        }
    }

    @Test
    void binsAreHalfOctavesAndTakeEverySize() {
        for (int bin = 0; bin < Histogram.BINS; bin++) {
            assertThat(Histogram.bin((float) Histogram.edge(bin))).isEqualTo(bin);
            assertThat(Histogram.bin(Math.nextDown((float) Histogram.edge(bin + 1))))
                    .isEqualTo(bin);
        }
        assertThat(Histogram.bin(Float.MIN_VALUE)).isZero();
        assertThat(Histogram.bin(Float.MAX_VALUE)).isEqualTo(Histogram.BINS - 1);
        assertThat(Histogram.edge(2 * 20)).isEqualTo(1);
        assertThat(Histogram.edge(2 * 20 + 1)).isEqualTo(1.5);
    }

    /** Two billion rows that are silent but for the first and the last. */
    @Test
    void rowsAreCountedBeyond32Bits() throws Exception {
        HookPoint hook = HookPoint.residPost(0);
        Codes firing = new Codes(hook, 1, 1, new long[] {0, 1}, new int[] {0}, new float[] {1});
        Codes silent = new Codes(hook, 1, 1 << 24, new long[(1 << 24) + 1], new int[0], new float[0]);
        int[] documents = new int[1 << 24];
        StatisticsBuilder builder = new StatisticsBuilder(1);
        builder.add(firing, new int[1]);
        for (int i = 0; i < 128; i++) {
            builder.add(silent, documents);
        }
        StatisticsBuilder next = new StatisticsBuilder(1, true);
        next.add(new Codes(hook, 1, 1, new long[] {0, 1}, new int[] {0}, new float[] {2}), new int[] {7});
        builder.join(next);
        FeatureStatistics found = builder.build();
        long rows = (1L << 31) + 2;
        assertThat(found.rows()).isEqualTo(rows);
        assertThat(found.mean()[0]).isEqualTo(3.0 / rows);
        assertThat(found.topSize()[0]).isEqualTo(2);
        assertThat(Arrays.copyOf(found.topRow(), 2)).containsExactly(rows - 1, 0);
        Path file = folder.resolve("features.safetensors");
        StatisticsFile.write(file, found);
        assertThat(Safetensors.open(file).dtype("top_row")).hasValue(DType.I64);
        assertThat(Safetensors.open(file).dtype("histogram")).hasValue(DType.I32);
        assertThat(StatisticsFile.read(file)).usingRecursiveComparison().isEqualTo(found);
    }

    @Test
    void countsGrowBeyond32Bits() throws Exception {
        Counts counts = new Counts(3);
        counts.add(1, Integer.MAX_VALUE);
        assertThat(counts.tensor("c", 3).dtype()).isEqualTo(DType.I32);
        counts.add(1, 1);
        counts.add(2, 5);
        Tensor written = counts.tensor("c", 3);
        assertThat(written.dtype()).isEqualTo(DType.I64);
        for (Counts each : List.of(counts, Counts.of(written))) {
            assertThat(each.get(0)).isZero();
            assertThat(each.get(1)).isEqualTo(1L << 31);
            assertThat(each.get(2)).isEqualTo(5);
            assertThat(each.size()).isEqualTo(3);
        }
    }

    @Test
    void theFileGivesBackWhatWasWritten() throws Exception {
        Dense dense = draw(1);
        StatisticsBuilder builder = new StatisticsBuilder(F);
        builder.add(dense.codes(0, ROWS), dense.documents());
        FeatureStatistics written = builder.build();
        Path file = folder.resolve("features.safetensors");
        StatisticsFile.write(file, written);
        assertThat(StatisticsFile.read(file)).usingRecursiveComparison().isEqualTo(written);

        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> StatisticsFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is truncated");
        Safetensors.write(file, Map.of("format", "steergraph.features", "version", "2"), List.of());
        assertThatThrownBy(() -> StatisticsFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("metadata \"version\" should be 1, it is 2");
    }
}
