package dev.steergraph.ingest.correlate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class VisitTest {

    @Property
    void aVisitHoldsAllFourNumbers(
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
}
