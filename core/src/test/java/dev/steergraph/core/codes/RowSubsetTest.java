package dev.steergraph.core.codes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.id.HookPoint;
import org.junit.jupiter.api.Test;

class RowSubsetTest {

    private final Codes codes = new Codes(
            HookPoint.residPost(3), 5, 4, new long[] {0, 2, 2, 3, 6}, new int[] {0, 4, 1, 0, 2, 3}, new float[] {
                1, 2, 3, 4, 5, 6
            });

    @Test
    void chosenRowsFollowEachOther() {
        Codes rows = new RowSubset(codes, new int[] {0, 3}).all();
        assertThat(rows.rows()).isEqualTo(2);
        assertThat(rows.indptr()).containsExactly(0, 2, 5);
        assertThat(rows.indices()).containsExactly(0, 4, 0, 2, 3);
        assertThat(rows.values()).containsExactly(1, 2, 4, 5, 6);
    }

    @Test
    void rangesAreThoseOfTheChosenRows() {
        RowSubset subset = new RowSubset(codes, new int[] {0, 1, 3});
        assertThat(subset.range(1, 3).indices()).containsExactly(0, 2, 3);
        assertThat(subset.range(1, 3).indptr()).containsExactly(0, 0, 3);
        assertThat(subset.range(2, 2).rows()).isZero();
    }
}
