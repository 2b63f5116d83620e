package dev.steergraph.ingest.correlate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.ingest.correlate.activation.RowSlices;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Places of activations and rows where an int would not do, without the activations. */
class AddressingTest {

    @Property
    void aVisitKeepsWhatItIsGiven(
            @ForAll @IntRange(max = Visit.PAGES - 1) int page,
            @ForAll @IntRange(max = Visit.PAGE - 1) int begin,
            @ForAll @IntRange(max = 65_536) int length,
            @ForAll short q) {
        long visit = Visit.of(page, begin, length, q);
        assertThat(Visit.page(visit)).isEqualTo(page);
        assertThat(Visit.begin(visit)).isEqualTo(begin);
        assertThat(Visit.length(visit)).isEqualTo(length);
        assertThat(Visit.q(visit)).isEqualTo(q);
    }

    @Test
    void aBandHoldsNoMoreFeaturesOrFiringsThanItsPlacesName() {
        int[] each = new int[70_000];
        Arrays.fill(each, 100_000); // 7,000,000,000 activations
        int end = CandidateFilter.bandEnd(each, 0, each.length);
        assertThat((long) end * 100_000).isBetween(1_000_000_000L, 1L << 30);
        assertThat(CandidateFilter.bandEnd(each, end, each.length)).isEqualTo(2 * end);
        assertThat(CandidateFilter.bandEnd(each, 69_990, each.length)).isEqualTo(each.length);
        Arrays.fill(each, 1);
        assertThat(CandidateFilter.bandEnd(each, 0, each.length)).isEqualTo(65_536);
        Arrays.fill(each, Integer.MAX_VALUE);
        assertThat(CandidateFilter.bandEnd(each, 3, each.length)).isEqualTo(4);
    }

    @Test
    void slicesOfTheMostRowsMeetAndEndWhereTheRowsEnd() {
        RowSlices slices = RowSlices.of(Integer.MAX_VALUE);
        assertThat(slices.row(0)).isZero();
        for (int slice = 0; slice < slices.count(); slice++) {
            assertThat(slices.row(slice)).isLessThan(slices.row(slice + 1));
            assertThat((long) slices.block(slice) << RowSlices.BLOCK_BITS).isEqualTo(slices.row(slice));
        }
        assertThat(slices.row(slices.count())).isEqualTo(Integer.MAX_VALUE);
    }
}
