package dev.steergraph.ingest.correlate.activation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowSlicesTest {

    @Test
    void slicesOfAsManyRowsAsPossibleMeetAndEndWhereTheRowsEnd() {
        RowSlices slices = RowSlices.of(Integer.MAX_VALUE);
        assertThat(slices.row(0)).isZero();
        for (int slice = 0; slice < slices.count(); slice++) {
            assertThat(slices.row(slice)).isLessThan(slices.row(slice + 1));
            assertThat((long) slices.block(slice) << RowSlices.BLOCK_BITS).isEqualTo(slices.row(slice));
        }
        assertThat(slices.row(slices.count())).isEqualTo(Integer.MAX_VALUE);
    }
}
