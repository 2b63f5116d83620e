package dev.steergraph.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.io.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WideningTest {

    /** binary16 by its definition: (-1)^s 2^(e-15) (1 + f/1024), or (-1)^s 2^-14 f/1024 where e is 0. */
    @Test
    void everyHalfIsWhatItsDefinitionSays() {
        ByteBuffer halves = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < 1 << 16; bits++) {
            halves.putShort((short) bits);
        }
        FloatBuffer widened = FloatBuffer.allocate(1 << 16);
        Widening.of(DType.F16).put(halves.flip(), widened);
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            double fraction = (bits & 1023) / 1024.0;
            double magnitude = exponent == 31
                    ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                    : exponent == 0 ? fraction * 0x1p-14 : Math.pow(2, exponent - 15) * (1 + fraction);
            assertThat(Double.valueOf(widened.get(bits)))
                    .isEqualTo(Double.valueOf(bits < 1 << 15 ? magnitude : -magnitude));
        }
    }

    @Property
    void aBfloat16IsAFloatWithoutItsLowerBits(@ForAll float value) {
        int bits = Float.floatToRawIntBits(value);
        float widened = Widening.bfloat16((short) (bits >> 16));
        assertThat(Float.floatToRawIntBits(widened)).isEqualTo(bits & 0xffff0000);
        if (Math.abs(value) >= Float.MIN_NORMAL) {
            assertThat(Math.abs(widened - value)).isLessThanOrEqualTo(Math.abs(value) / 128);
        }
    }
}
