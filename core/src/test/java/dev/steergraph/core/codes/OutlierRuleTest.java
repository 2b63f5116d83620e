package dev.steergraph.core.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class OutlierRuleTest {

    @Example
    void theMiddleOrTheMeanOfBoth() {
        assertThat(OutlierRule.median(3, 1, 2)).isEqualTo(2);
        assertThat(OutlierRule.median(4, 1, 3, 2)).isEqualTo(2.5);
        assertThat(OutlierRule.median(7)).isEqualTo(7);
        assertThat(OutlierRule.median()).isZero();
    }

    @Example
    void fourDigitsAreKept() {
        assertThat(OutlierRule.median(123.456f)).isEqualTo(123.5);
        assertThat(OutlierRule.median(0.00123449f)).isEqualTo(0.001234);
    }

    @Example
    void whatIsNoNumberCountsForNothing() {
        assertThat(OutlierRule.median(Float.NaN, 1, Float.POSITIVE_INFINITY, 3, 2))
                .isEqualTo(2);
        assertThat(OutlierRule.isOutlier(Float.NaN, 1)).isFalse();
        assertThat(OutlierRule.isOutlier(Float.POSITIVE_INFINITY, 1)).isTrue();
    }

    @Example
    void withoutAMedianThereAreNoOutliers() {
        assertThat(OutlierRule.limit(0, 0, 0, 5)).isZero();
        assertThat(OutlierRule.isOutlier(1e9f, 0)).isFalse();
    }

    /** Three medians where norms are equal, ten where they spread, between them e to the eight deviations. */
    @Example
    void theLimitFollowsTheSpread() {
        assertThat(OutlierRule.limit(2, 2, 2, 2, 900)).isEqualTo(6);
        assertThat(OutlierRule.limit(1, 2, 4, 8, 16)).isEqualTo(40);
        // median 2, median deviation ln 1.15: 2·1.15^(8·1.4826) = 2·5.2468
        assertThat(OutlierRule.limit(1.9f, 2 / 1.15f, 2, 2 * 1.15f, 2.4f)).isCloseTo(10.49, within(0.01));
        assertThat(OutlierRule.limit(0, 0, 3, 3, 3, 3, 3)).isEqualTo(9);
        assertThat(OutlierRule.limit(0, 0, 0, 3, 3, 3, 3, 9)).isEqualTo(30);
    }

    @Example
    void aRowOnTheLimitIsNone() {
        assertThat(OutlierRule.isOutlier(20f, 20)).isFalse();
        assertThat(OutlierRule.isOutlier(20.001f, 20)).isTrue();
    }

    @Property
    void theOrderDoesNotMatter(
            @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = 0, max = 1e6f) Float> norms, @ForAll long seed) {
        List<Float> shuffled = new ArrayList<>(norms);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(OutlierRule.median(array(shuffled))).isEqualTo(OutlierRule.median(array(norms)));
        assertThat(OutlierRule.limit(array(shuffled))).isEqualTo(OutlierRule.limit(array(norms)));
    }

    /** Fewer than half of the rows may be anything: the median stays among the others, and these stay rows. */
    @Property
    void sinksDoNotMoveIt(
            @ForAll @IntRange(min = 3, max = 200) int rows,
            @ForAll @FloatRange(min = 0.01f, max = 1e3f) float scale,
            @ForAll @FloatRange(min = 40, max = 1e6f) float sink,
            @ForAll long seed) {
        Random random = new Random(seed);
        int sinks = random.nextInt((rows + 1) / 2);
        float[] norms = new float[rows];
        for (int i = 0; i < rows; i++) {
            norms[i] = scale * (i < sinks ? sink : 1 + random.nextFloat());
        }
        double median = OutlierRule.median(norms);
        assertThat(median / scale).isBetween(1 - 1e-3, 2 + 1e-3);
        double limit = OutlierRule.limit(norms);
        for (int i = 0; i < rows; i++) {
            assertThat(OutlierRule.isOutlier(norms[i], limit)).isEqualTo(i < sinks);
        }
    }

    /** What is an outlier does not depend on the unit. */
    @Property
    void theScaleDoesNotMatter(
            @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = 0.01f, max = 1e3f) Float> norms,
            @ForAll @IntRange(min = -20, max = 20) int exponent) {
        float[] own = array(norms);
        float[] scaled = own.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.scalb(scaled[i], exponent);
        }
        assertThat(OutlierRule.median(scaled) / Math.scalb(1.0, exponent))
                .isCloseTo(OutlierRule.median(own), within(1.1e-3 * OutlierRule.median(own)));
    }

    private static float[] array(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }
}
