package dev.steergraph.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {

    @Test
    void roundsToTheNearestHalfAndTiesToEven() {
        for (int bits = 0; bits < 0x7c00; bits++) {
            float value = Half.value((short) bits);
            assertThat(Half.of(value)).isEqualTo((short) bits);
            assertThat(Half.of(-value)).isEqualTo((short) (bits | 0x8000));
            if (bits > 0) {
                float before = Half.value((short) (bits - 1));
                float middle = (before + value) / 2;
                assertThat(Half.of(middle)).isEqualTo((short) (bits - (bits & 1)));
                assertThat(Half.of(Math.nextUp(middle))).isEqualTo((short) bits);
                assertThat(Half.of(Math.nextDown(middle))).isEqualTo((short) (bits - 1));
            }
        }
        assertThat(Half.value(Half.of(1e9f))).isEqualTo(65504f);
    }
}
