package dev.steergraph.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EdgeWeightTest {

    @Test
    void strengthAndSignAreTheTwoPartsOfR() {
        for (double r : new double[] {-1, -0.3, 0, 0.25, 1}) {
            assertThat(EdgeWeight.sign(r) * EdgeWeight.absR(r)).isEqualTo(r);
        }
        assertThat(EdgeWeight.sign(0)).isEqualTo(1);
    }

    @Test
    void costsAddUpAsCorrelationsMultiply() {
        assertThat(EdgeWeight.cost(-0.25)).isEqualTo(EdgeWeight.cost(0.5) + EdgeWeight.cost(-0.5));
    }

    @Test
    void costIsNeverBelowZeroAndInfiniteWhereNothingPasses() {
        for (double r : new double[] {1, -1, 1 + 1e-10, -1 - 1e-10}) {
            assertThat(Double.doubleToLongBits(EdgeWeight.cost(r))).isEqualTo(Double.doubleToLongBits(0.0));
        }
        assertThat(EdgeWeight.cost(Math.nextDown(1.0))).isPositive();
        assertThat(EdgeWeight.cost(0)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void spanCountsLayersUpward() {
        assertThat(EdgeWeight.span(2, 5)).isEqualTo(3);
        assertThat(EdgeWeight.span(4, 4)).isZero();
    }
}
