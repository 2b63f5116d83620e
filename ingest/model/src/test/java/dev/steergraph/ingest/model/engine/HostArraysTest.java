package dev.steergraph.ingest.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class HostArraysTest {

    @Test
    void valuesAreCopied() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] values = {1, 2, 3, 4, 5, 6};
            NDArray array = HostArrays.copy(manager, values, new Shape(2, 3));
            values[0] = 9;
            assertThat(array.getShape()).isEqualTo(new Shape(2, 3));
            assertThat(array.toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(HostArrays.copy(manager, values, new Shape(2)).toFloatArray())
                    .containsExactly(9, 2);
            assertThat(HostArrays.copy(manager, new long[] {1L << 40, -1}).toLongArray())
                    .containsExactly(1L << 40, -1);
            assertThat(HostArrays.copy(manager, new float[0]).isEmpty()).isTrue();
        }
    }

    @Test
    void ofABufferItsBeginningIsCopied() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(5 * Float.BYTES).order(ByteOrder.nativeOrder());
        buffer.asFloatBuffer().put(new float[] {1, 2, 3, 4, 5});
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray array = HostArrays.copy(manager, buffer, new Shape(2, 2));
            buffer.putFloat(0, 7);
            assertThat(array.toFloatArray()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void fewerValuesThanTheShapeHasAreRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> HostArrays.copy(manager, new float[3], new Shape(4)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    /** What is the engine's goes with its owner; direct buffers would wait for a collection. */
    @Test
    void nothingIsLeftInDirectBuffers() {
        try (NDManager manager = NDManager.newBaseManager()) {
            HostArrays.copy(manager, new float[16]).close();
            long before = directBytes();
            float[] values = new float[1 << 20];
            for (int i = 0; i < 100; i++) {
                HostArrays.copy(manager, values).close();
            }
            assertThat(directBytes() - before).isLessThan(1 << 20);
        }
    }

    static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
