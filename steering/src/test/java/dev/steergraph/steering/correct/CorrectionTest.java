package dev.steergraph.steering.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CorrectionTest {

    private static final Offset<Float> EXACT = within(1e-6f);
    private static final float[] A = {1, 2, 0, -1};
    private static final Neighbour B = new Neighbour(new float[] {0, 1, 1, 0}, 0.5, 0.8);
    private static final Neighbour C = new Neighbour(new float[] {2, 0, 0, 1}, 3, -0.4);

    @Test
    void singleIsTheDirectionAsOftenAsIsWanted() {
        assertThat(Correction.single(A, 3)).containsExactly(3, 6, 0, -3);
    }

    /** By r s_j / s_a for each unit of a. */
    @Test
    void neighboursFollowByTheSlopeOfTheirRegression() {
        assertThat(Correction.follow(2, 3, B)).isEqualTo(0.8 * 0.5 / 2 * 3);
        float[] delta = Correction.cohere(A, 2, 3, List.of(B, C));
        double b = 0.6;
        double c = -0.4 * 3 / 2 * 3;
        assertThat(delta)
                .containsExactly(
                        new float[] {(float) (3 + 2 * c), (float) (6 + b), (float) b, (float) (-3 + c)}, EXACT);
        assertThat(Correction.cohere(A, 0, 3, List.of(B))).isEqualTo(Correction.single(A, 3));
    }

    @Test
    void whatDirectionsHaveInCommonIsTakenOff() {
        assertThat(Correction.insulateByCosine(A, 2, List.of(B)))
                .containsExactly(new float[] {2, 4 - 2 * 1f, -2 * 1f, -2}, EXACT);
    }

    @Test
    void whatIsSolvedForIsTakenOffAlongEachNeighbour() {
        assertThat(Correction.insulate(A, 2, List.of(B, C), 0.5, -1))
                .containsExactly(new float[] {2 + 4, 4 - 1, -1, -2 + 2}, EXACT);
    }

    @Test
    void withoutARidgeWhatCanBeCancelledIsAndWithAHugeOneNothingIs() {
        double[] own = {0.4, -0.2, 0.1};
        double[][] others = {{1, 0.2}, {0.1, 0.5}, {0, 0.3}};
        double[] sd = {1, 2, 0.5};
        double[] two = {0.4, -0.2};
        double[][] square = {{1, 0.2}, {0.1, 0.5}};
        double[] g = Correction.ridge(two, square, new double[] {1, 2}, 0);
        for (int i = 0; i < 2; i++) {
            assertThat(square[i][0] * g[0] + square[i][1] * g[1]).isCloseTo(two[i], within(1e-6));
        }
        assertThat(Correction.ridge(own, others, sd, 1e6)).containsExactly(new double[] {0, 0}, within(1e-5));
        // The gradient of the sum of squares and the penalty is zero.
        double lambda = 0.3;
        double[] found = Correction.ridge(own, others, sd, lambda);
        double level = 0;
        double[] gradient = new double[2];
        for (int i = 0; i < 3; i++) {
            double left = own[i] - others[i][0] * found[0] - others[i][1] * found[1];
            for (int j = 0; j < 2; j++) {
                level += others[i][j] * others[i][j] / (sd[i] * sd[i]) / 2;
                gradient[j] -= others[i][j] * left / (sd[i] * sd[i]);
            }
        }
        for (int j = 0; j < 2; j++) {
            assertThat(gradient[j] + lambda * level * found[j]).isCloseTo(0, within(1e-12));
        }
        assertThat(Correction.ridge(new double[0], new double[0][], new double[0], 1))
                .isEmpty();
        assertThat(Correction.ridge(two, new double[2][2], new double[] {1, 1}, 1))
                .containsExactly(0, 0);
    }

    /** The projection on d stays, and no other vector with it moves activations less against how they vary. */
    @Test
    void whiteningKeepsTheProjectionAndCostsLeast() {
        Random random = new Random(5);
        double[][] moment = new double[4][4];
        for (int row = 0; row < 40; row++) {
            double[] x = random.doubles(4, -1, 1).toArray();
            x[0] *= 5;
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    moment[i][j] += x[i] * x[j] / 40;
                }
            }
        }
        float[] white = Correction.whiten(A, 2, Correction.shrunk(moment, 0.1));
        assertThat(dot(white, A)).isCloseTo(2 * dot(A, A), within(1e-5));
        double level = 0.1 * (moment[0][0] + moment[1][1] + moment[2][2] + moment[3][3]) / 4;
        double cost = cost(white, moment, level);
        assertThat(cost).isLessThan(cost(Correction.single(A, 2), moment, level));
        float[] aside = {2, -1, 0.5f, 0};
        assertThat(dot(aside, A)).isZero();
        for (float step : new float[] {-0.1f, 0.1f}) {
            float[] other = white.clone();
            for (int i = 0; i < 4; i++) {
                other[i] += step * aside[i];
            }
            assertThat(cost(other, moment, level)).isGreaterThan(cost);
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static double cost(float[] delta, double[][] moment, double level) {
        double sum = 0;
        for (int i = 0; i < delta.length; i++) {
            for (int j = 0; j < delta.length; j++) {
                sum += delta[i] * (moment[i][j] + (i == j ? level : 0)) * delta[j];
            }
        }
        return sum;
    }

    @Test
    void aRandomDirectionIsAsLongAndFollowsFromItsSeed() {
        float[] drawn = Correction.random(A, 4);
        assertThat(dot(drawn, drawn)).isCloseTo(dot(A, A), within(1e-5));
        assertThat(drawn).isEqualTo(Correction.random(A, 4)).isNotEqualTo(Correction.random(A, 5));
    }
}
