package dev.steergraph.core.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivationRowsTest {

    private static final int PART = 1 << 24;

    /** Three billion rows, of parts that are one and the same buffer, and a last one of its own. */
    @Test
    void rowsBeyond32BitsAreFound() {
        FloatBuffer zeros = FloatBuffer.allocate(PART);
        zeros.put(PART - 1, 5);
        List<FloatBuffer> parts = new ArrayList<>(Collections.nCopies(180, zeros));
        parts.add(FloatBuffer.wrap(new float[] {7, 8}));
        ActivationRows rows = new ActivationRows(1, parts);
        long last = 180L * PART + 1;
        assertThat(last).isGreaterThan(Integer.MAX_VALUE);
        float[] found = new float[4];
        rows.copy(last, found, 0);
        rows.copy(last - 1, found, 1);
        rows.copy(last - 2, found, 2);
        rows.copy(last - 3, found, 3);
        assertThat(found).containsExactly(8, 7, 5, 0);
        assertThat(rows.first(3).rows()).isEqualTo(3);
        assertThatThrownBy(rows::rows)
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "The run has 3,019,898,882 rows of activations, more than the 2,147,483,639 that can be taken"
                                + " at once; give a run of fewer tokens for this.");
    }

    @Test
    void theFirstRowsAreThoseThatThereAre() {
        ActivationRows rows = new ActivationRows(2, List.of(FloatBuffer.wrap(new float[] {1, 2, 3, 4, 5, 6})));
        assertThat(rows.rows()).isEqualTo(3);
        assertThat(rows.first(9).rows()).isEqualTo(3);
        ActivationRows first = rows.only(2, 0, 1).first(2);
        float[] found = new float[4];
        first.copy(0, found, 0);
        first.copy(1, found, 2);
        assertThat(found).containsExactly(5, 6, 1, 2);
    }
}
