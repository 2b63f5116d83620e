package dev.steergraph.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against transformers and gguf: all numbers with all scales, by mxfp4/make_mxfp4.py. */
class Mxfp4Test {

    @SuppressWarnings("NullAway.Init")
    private Checkpoint checkpoint;

    @BeforeEach
    void open() throws IOException {
        checkpoint = Checkpoint.open(Fixtures.path("mxfp4"));
    }

    @Test
    void everyNumberWithEveryScaleIsWhatTransformersMakesOfIt() throws IOException {
        StoredTensor packed = Mxfp4.of(checkpoint, "w_blocks", "w_scales");
        assertThat(packed.dtype()).isEqualTo(DType.F32);
        assertThat(packed.shape()).containsExactly(2, 64, 64);
        assertThat(bits(floats(packed))).containsExactly(bits(floats(checkpoint.tensor("values"))));
    }

    @Test
    void itCanBeReadFromAnyNumberAndAnyByteOn() throws IOException {
        StoredTensor packed = Mxfp4.of(checkpoint, "w_blocks", "w_scales");
        float[] whole = floats(packed);
        for (int first = 3_990; first < 4_070; first++) {
            FloatBuffer some = FloatBuffer.allocate(26);
            packed.floats(first, some);
            for (int i = 0; i < 26; i++) {
                assertThat(some.get(i)).isEqualTo(whole[first + i]);
            }
        }
        ByteBuffer all = packed.bytes(0, (int) packed.byteLength());
        for (int first = 15_900; first < 15_950; first++) {
            ByteBuffer some = packed.bytes(first, 9);
            for (int i = 0; i < 9; i++) {
                assertThat(some.get(i)).isEqualTo(all.get(first + i));
            }
        }
    }

    @Test
    void aMatrixOfAStackIsATensorOfItsOwn() throws IOException {
        StoredTensor packed = Mxfp4.of(checkpoint, "w_blocks", "w_scales");
        float[] whole = floats(packed);
        StoredTensor second = TensorPart.of(packed, 1);
        assertThat(second.shape()).containsExactly(64, 64);
        float[] own = floats(second);
        for (int i = 0; i < own.length; i++) {
            assertThat(Float.floatToIntBits(own[i])).isEqualTo(Float.floatToIntBits(whole[4_096 + i]));
        }
        assertThat(second.bytes(8, 4).getFloat()).isEqualTo(own[2]);
        assertThatThrownBy(() -> TensorPart.of(packed, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> second.floats(4_090, FloatBuffer.allocate(7)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void whatDoesNotBelongTogetherIsNamed() {
        assertThatThrownBy(() -> Mxfp4.of(checkpoint, "short_blocks", "w_scales"))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("mxfp4: tensor \"short_blocks\", U8[2, 64, 2, 8], and \"w_scales\", U8[2, 64, 2],"
                        + " are no MXFP4: blocks of 16 bytes with a scale for each.");
        assertThatThrownBy(() -> Mxfp4.of(checkpoint, "w_blocks", "few_scales"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"few_scales\", U8[1, 64, 2]");
        assertThatThrownBy(() -> Mxfp4.of(checkpoint, "values", "w_scales"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"values\", F32[2, 64, 64]");
    }

    private static float[] floats(StoredTensor tensor) throws IOException {
        FloatBuffer values = FloatBuffer.allocate((int) tensor.elements());
        tensor.floats(0, values);
        return values.array();
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }
}
