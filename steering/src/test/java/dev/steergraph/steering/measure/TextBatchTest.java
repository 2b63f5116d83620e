package dev.steergraph.steering.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.steering.edit.Unsteered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Which tokens of texts are rows, of which text, and what follows them. */
class TextBatchTest {

    /** 0 to 2 are special. */
    private static final Unsteered SPECIAL = new Unsteered(id -> id < 3, false);

    @Test
    void rowsAreTheTokensThatAreNotSpecial() {
        List<TextBatch> batches = TextBatch.of(List.of(new int[] {1, 5, 6, 2}, new int[] {1, 7, 2, 8}), SPECIAL, 100);
        assertThat(batches).hasSize(1);
        TextBatch batch = batches.get(0);
        assertThat(batch.ids()).containsExactly(1, 5, 6, 2, 1, 7, 2, 8);
        assertThat(batch.rows()).containsExactly(1, 2, 5, 7);
        assertThat(batch.text()).containsExactly(0, 0, 1, 1);
        assertThat(batch.next()).containsExactly(6, -1, -1, -1);
    }

    @Test
    void aFirstTokenThatIsASinkIsNoRow() {
        TextBatch batch = TextBatch.of(List.of(new int[] {5, 6, 7}), new Unsteered(id -> id < 3, true), 100)
                .get(0);
        assertThat(batch.rows()).containsExactly(1, 2);
        assertThat(batch.next()).containsExactly(7, -1);
    }

    @Test
    void otherTokensStandBeforeTheSameRows() {
        TextBatch batch = TextBatch.of(List.of(new int[] {5, 6, 7}, new int[] {8, 9}), SPECIAL, 100)
                .get(0);
        assertThat(batch.length()).isEqualTo(3);
        TextBatch behind = batch.behind(3, 4);
        assertThat(behind.ids()).containsExactly(3, 4, 5, 6, 7, 3, 4, 8, 9, 0);
        assertThat(behind.lengths()).containsExactly(5, 4);
        assertThat(behind.rows()).containsExactly(2, 3, 4, 7, 8);
        assertThat(behind.text()).isEqualTo(batch.text());
        assertThat(behind.next()).isEqualTo(batch.next()).containsExactly(6, 7, -1, 9, -1);
    }

    @Property(tries = 100)
    void everyTokenIsReadOnce(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int texts,
            @ForAll @IntRange(min = 1, max = 400) int tokens) {
        Random random = new Random(seed);
        List<int[]> ids = new ArrayList<>();
        for (int d = 0; d < texts; d++) {
            ids.add(random.ints(1 + random.nextInt(40), 0, 50).toArray());
        }
        TreeMap<Integer, List<Integer>> rows = new TreeMap<>();
        int read = 0;
        for (TextBatch batch : TextBatch.of(ids, SPECIAL, tokens)) {
            read += batch.texts();
            assertThat(batch.texts() == 1 || batch.ids().length <= tokens).isTrue();
            int padding = batch.ids().length - Arrays.stream(batch.lengths()).sum();
            assertThat(padding).isLessThanOrEqualTo(Math.max(batch.ids().length / 8, 128 + batch.length() / 2));
            assertThat(batch.rows()).isSorted();
            for (int k = 0; k < batch.rows().length; k++) {
                int row = (int) batch.rows()[k];
                int id = (int) batch.ids()[row];
                rows.computeIfAbsent(batch.text()[k], text -> new ArrayList<>()).add(id);
                int t = row % batch.length();
                boolean last = t + 1 == batch.lengths()[row / batch.length()];
                int next = last ? 0 : (int) batch.ids()[row + 1];
                assertThat(batch.next()[k]).isEqualTo(next < 3 ? -1 : next);
            }
        }
        assertThat(read).isEqualTo(texts);
        for (int d = 0; d < texts; d++) {
            assertThat(rows.getOrDefault(d, List.of()))
                    .isEqualTo(Arrays.stream(ids.get(d))
                            .filter(id -> id >= 3)
                            .boxed()
                            .toList());
        }
    }
}
