package dev.steergraph.ingest.correlate.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchRowsTest {

    private static final int ROWS = 70_000;

    @TempDir
    private Path folder;

    /** As if there were so many activations, which makes files shorter: of 32,768 rows, 4,096, one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 500_000_000L, 1_000_000_000_000L})
    void whatIsWrittenIsReadInAnyRange(long activations) {
        Random random = new Random(activations);
        long[][] lists = new long[7][];
        for (int f = 0; f < lists.length; f++) {
            int every = f == 3 ? ROWS : 1 + random.nextInt(400);
            lists[f] = random.ints(0, ROWS)
                    .limit(ROWS / every)
                    .sorted()
                    .distinct()
                    .mapToLong(row -> FeatureColumns.activation(row, random.nextFloat() - 0.5f))
                    .toArray();
        }
        int rows = activations > 1_000_000_000L ? 300 : ROWS;
        try (ScratchRows scratch = new ScratchRows(folder.resolve("s"), rows, activations)) {
            for (int f = 0; f < lists.length; f++) {
                lists[f] = Arrays.stream(lists[f])
                        .filter(activation -> FeatureColumns.row(activation) < rows)
                        .toArray();
                scratch.write(f, lists[f]);
            }
            scratch.finish();
            for (int first : new int[] {0, rows / 5, rows / 2}) {
                for (int to : new int[] {0, 1, rows / 3, rows - first}) {
                    if (first + to > rows) {
                        continue;
                    }
                    long[][] read = scratch.read(first, to / 2, to, new int[] {5, 0, 6, 3});
                    assertThat(read[0]).isEqualTo(some(lists[5], first + to / 2, first + to));
                    assertThat(read[1]).isEqualTo(some(lists[0], first + to / 2, first + to));
                    assertThat(read[2]).isEqualTo(some(lists[6], first + to / 2, first + to));
                    assertThat(read[3]).isEqualTo(some(lists[3], first + to / 2, first + to));
                }
            }
        }
        assertThat(folder.resolve("s")).doesNotExist();
    }

    private static long[] some(long[] list, int from, int to) {
        return Arrays.stream(list)
                .filter(activation -> FeatureColumns.row(activation) >= from && FeatureColumns.row(activation) < to)
                .map(activation -> activation - ((long) from << 32))
                .toArray();
    }
}
