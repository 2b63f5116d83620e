package dev.steergraph.ingest.extract.lens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ExtremesTest {

    /** Few values, so that many are equal: of these the lower ids come first. */
    @Property
    void areTheFirstOfAStableSort(
            @ForAll @Size(max = 60) List<@IntRange(min = -3, max = 3) Integer> values,
            @ForAll @IntRange(min = 1, max = 12) int most) {
        Extremes extremes = new Extremes(most);
        for (int id = 0; id < values.size(); id++) {
            extremes.offer(id, values.get(id));
        }
        List<Integer> sorted = IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparing(values::get, Comparator.reverseOrder()))
                .limit(most)
                .toList();
        assertThat(IntStream.of(extremes.ids()).boxed().toList()).isEqualTo(sorted);
        assertThat(extremes.values())
                .containsExactly(sorted.stream().mapToDouble(values::get).toArray());
    }
}
