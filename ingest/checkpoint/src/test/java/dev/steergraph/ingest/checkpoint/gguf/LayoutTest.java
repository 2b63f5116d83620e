package dev.steergraph.ingest.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Other orders of a tensor's elements, read as a whole and in parts. */
class LayoutTest {

    /** Element i is i. */
    private record Counting(long... shape) implements ComputedTensor {
        @Override
        public void floats(long firstElement, FloatBuffer target) {
            for (long i = firstElement; target.hasRemaining(); i++) {
                target.put(i);
            }
        }
    }

    @Test
    void rowsOfAHeadAreBroughtToTheirHalves() throws Exception {
        StoredTensor regrouped = new RegroupedRows(new Counting(8, 2), 2);
        assertThat(GgufFileTest.read(regrouped, 0, 16))
                .containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
        assertThat(GgufFileTest.read(regrouped, 3, 9)).containsExactly(5, 2, 3, 6, 7, 8, 9, 12, 13);
        assertThat(GgufFileTest.read(new RegroupedRows(new Counting(8), 1), 0, 8))
                .containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    }

    @Test
    void aTransposedMatrixIsReadInAnyParts() throws Exception {
        StoredTensor transposed = new Transposed(new Counting(3, 4));
        assertThat(transposed.shape()).containsExactly(4, 3);
        float[] all = {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11};
        for (int from = 0; from < 12; from++) {
            for (int count = 0; count <= 12 - from; count++) {
                float[] part = Arrays.copyOfRange(all, from, from + count);
                FloatBuffer target = FloatBuffer.allocate(count + 2).position(1).limit(count + 1);
                transposed.floats(from, target);
                assertThat(target.hasRemaining()).isFalse();
                assertThat(Arrays.copyOfRange(target.array(), 1, count + 1)).containsExactly(part);
            }
        }
    }

    @Test
    void oneIsTakenFromGemmasNorms() throws Exception {
        assertThat(GgufFileTest.read(new LessOne(new Counting(4)), 1, 3)).containsExactly(0, 1, 2);
    }
}
