package dev.steergraph.ingest.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.core.io.DType;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.config.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredArraysTest {

    /** More than a piece, and no multiple of it. */
    private static final int ROWS = 4_099;

    private static final int COLUMNS = 1_031;

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aTensorOfSeveralPiecesIsWhatTheEngineMakesOfItsValues(Precision precision) throws Exception {
        float[] values = new float[ROWS * COLUMNS];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        StoredTensor stored = new Values(values, ROWS, COLUMNS);
        try (NDManager manager = NDManager.newBaseManager();
                Kernels kernels = Kernels.beside(ModelSource.class, manager)) {
            NDArray found = precision == Precision.F32
                    ? StoredArrays.toDevice(manager, stored)
                    : StoredArrays.toDevice(manager, stored, kernels, precision.scalarType());
            NDArray whole = kernels.call(manager, "cast", HostArrays.copy(manager, values), precision.scalarType());
            assertThat(found.getShape().getShape()).containsExactly(ROWS, COLUMNS);
            assertThat(kernels.call(manager, "wide", found).toFloatArray())
                    .isEqualTo(kernels.call(manager, "wide", whole).toFloatArray());
        }
    }

    @Test
    void scalarsAndTensorsWithoutElements() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThat(StoredArrays.toDevice(manager, new Values(new float[] {3}))
                            .toFloatArray())
                    .containsExactly(3);
            assertThat(StoredArrays.toDevice(manager, new Values(new float[0], 0, 5))
                            .getShape()
                            .getShape())
                    .containsExactly(0, 5);
        }
    }

    /** A buffer for each piece would wait for a collection, as many of them as fit into the heap's size. */
    @Test
    void nothingIsLeftInDirectBuffers() throws Exception {
        StoredTensor stored = new Values(new float[ROWS * COLUMNS], ROWS, COLUMNS);
        try (NDManager manager = NDManager.newBaseManager();
                Kernels kernels = Kernels.beside(ModelSource.class, manager)) {
            StoredArrays.toDevice(manager, stored).close();
            long before = HostArraysTest.directBytes();
            for (int i = 0; i < 10; i++) {
                StoredArrays.toDevice(manager, stored).close();
                StoredArrays.toDevice(manager, stored, kernels, Precision.BF16.scalarType())
                        .close();
            }
            assertThat(HostArraysTest.directBytes() - before).isLessThan(1 << 20);
        }
    }

    private record Values(float[] values, long... shape) implements StoredTensor {

        @Override
        public DType dtype() {
            return DType.F32;
        }

        @Override
        public ByteBuffer bytes(long firstByte, int length) {
            ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values, (int) (firstByte / Float.BYTES), length / Float.BYTES);
            return bytes;
        }
    }
}
