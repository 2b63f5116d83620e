package dev.steergraph.ingest.corpus.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BatchesTest {

    @Property
    void everySequenceIsInOneBatchOfItsLength(
            @ForAll @Size(max = 200) List<@IntRange(min = 1, max = 40) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 300) int maxTokens) {
        int[] length = lengths.stream().mapToInt(Integer::intValue).toArray();
        List<int[]> batches = Batches.byLength(length, maxTokens);
        assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, length.length).toArray());
        for (int[] batch : batches) {
            assertThat(batch).isNotEmpty();
            assertThat(Arrays.stream(batch).map(i -> length[i]).distinct().count())
                    .isEqualTo(1);
            assertThat(batch.length == 1 || batch.length * length[batch[0]] <= maxTokens)
                    .isTrue();
        }
        // As few as there can be: only the last batch of a length may have room for one more.
        List<Integer> seen = new ArrayList<>();
        for (int b = 0; b + 1 < batches.size(); b++) {
            int here = length[batches.get(b)[0]];
            int next = length[batches.get(b + 1)[0]];
            assertThat(here).isGreaterThanOrEqualTo(next);
            if (here == next) {
                assertThat((batches.get(b).length + 1) * here).isGreaterThan(maxTokens);
            }
            seen.add(here);
        }
        assertThat(seen).isSortedAccordingTo((a, b) -> b - a);
    }
}
