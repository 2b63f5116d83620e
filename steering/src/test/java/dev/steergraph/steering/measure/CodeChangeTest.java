package dev.steergraph.steering.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.ingest.sae.SaeEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Means and standard errors against the formula written out over dense rows. */
class CodeChangeTest {

    private static final int FEATURES = 9;

    @Property(tries = 200)
    void meanAndErrorAreThoseOfTheRatioOfTwoSums(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 7) int texts,
            @ForAll @IntRange(min = 1, max = 3) int batches) {
        Random random = new Random(seed);
        CodeChange change = new CodeChange(FEATURES);
        List<double[][]> all = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            List<double[]> before = new ArrayList<>();
            List<double[]> after = new ArrayList<>();
            List<Integer> text = new ArrayList<>();
            for (int d = 0; d < texts; d++) {
                int rows = 1 + random.nextInt(5);
                double[][] differences = new double[rows][FEATURES];
                for (int row = 0; row < rows; row++) {
                    double[] a = row(random);
                    double[] b = row(random);
                    Arrays.setAll(differences[row], f -> b[f] - a[f]);
                    before.add(a);
                    after.add(b);
                    text.add(100 * batch + d);
                }
                all.add(differences);
            }
            change.add(codes(before), codes(after), ints(text), CodeChange.Observer.NONE);
        }
        assertThat(change.texts()).isEqualTo(all.size());
        assertThat(change.rows())
                .isEqualTo(all.stream().mapToLong(rows -> rows.length).sum());
        for (int f = 0; f < FEATURES; f++) {
            double mean = mean(all, f);
            assertThat(change.mean(f)).isCloseTo(mean, within(1e-12));
            assertThat(change.means()[f]).isEqualTo(change.mean(f));
            assertThat(change.error(f)).isCloseTo(error(all, f, mean), within(1e-7));
        }
    }

    private static double mean(List<double[][]> texts, int feature) {
        double sum = 0;
        int rows = 0;
        for (double[][] text : texts) {
            sum += sum(text, feature);
            rows += text.length;
        }
        return sum / rows;
    }

    /** √(D/(D−1) Σ (c_d − mean·n_d)²) / N */
    private static double error(List<double[][]> texts, int feature, double mean) {
        double squares = 0;
        int rows = 0;
        for (double[][] text : texts) {
            double residual = sum(text, feature) - mean * text.length;
            squares += residual * residual;
            rows += text.length;
        }
        int d = texts.size();
        return Math.sqrt(squares * d / (d - 1)) / rows;
    }

    private static double sum(double[][] text, int feature) {
        return Arrays.stream(text).mapToDouble(row -> row[feature]).sum();
    }

    private static double[] row(Random random) {
        double[] row = new double[FEATURES];
        for (int f = 0; f < FEATURES; f++) {
            row[f] = random.nextInt(3) == 0 ? (float) (1 + random.nextInt(4) * 0.5) : 0;
        }
        return row;
    }

    private static SaeEncoder.Codes codes(List<double[]> rows) {
        long[] indptr = new long[rows.size() + 1];
        List<Integer> features = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            for (int f = 0; f < FEATURES; f++) {
                if (rows.get(row)[f] != 0) {
                    features.add(f);
                    values.add(rows.get(row)[f]);
                }
            }
            indptr[row + 1] = features.size();
        }
        float[] floats = new float[values.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = values.get(k).floatValue();
        }
        return new SaeEncoder.Codes(indptr, ints(features), floats);
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    @Test
    void changesThatCancelInATextLeaveItsErrorRight() {
        CodeChange change = new CodeChange(2);
        SaeEncoder.Codes before = new SaeEncoder.Codes(new long[] {0, 1, 1, 2}, new int[] {1, 1}, new float[] {2, 1});
        SaeEncoder.Codes after = new SaeEncoder.Codes(new long[] {0, 0, 1, 2}, new int[] {1, 1}, new float[] {2, 4});
        List<String> seen = new ArrayList<>();
        change.add(before, after, new int[] {4, 4, 9}, (row, feature, by) -> seen.add(row + " " + feature + " " + by));
        assertThat(seen).containsExactly("0 1 -2.0", "1 1 2.0", "2 1 3.0");
        assertThat(change.mean(1)).isEqualTo(1);
        // Residuals are 0 − 2 and 3 − 1.
        assertThat(change.error(1)).isCloseTo(Math.sqrt(8 * 2) / 3, within(1e-12));
        assertThat(change.mean(0)).isZero();
        assertThat(change.error(0)).isZero();
    }

    @Test
    void oneTextHasNoStandardError() {
        CodeChange change = new CodeChange(1);
        SaeEncoder.Codes none = new SaeEncoder.Codes(new long[] {0, 0}, new int[0], new float[0]);
        SaeEncoder.Codes one = new SaeEncoder.Codes(new long[] {0, 1}, new int[] {0}, new float[] {1});
        change.add(none, one, new int[] {0}, CodeChange.Observer.NONE);
        assertThat(change.error(0)).isNaN();
    }
}
