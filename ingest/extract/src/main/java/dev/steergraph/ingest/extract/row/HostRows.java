package dev.steergraph.ingest.extract.row;

import ai.djl.ndarray.NDArray;
import dev.steergraph.core.id.HookPoint;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Makes rows in the machine's own memory, sequence by sequence. */
public abstract class HostRows implements RowSink {

    @Override
    public final void put(HookPoint hook, int[] sequences, NDArray activations) {
        FloatBuffer values =
                activations.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
        int length = (int) activations.getShape().get(1);
        for (int b = 0; b < sequences.length; b++) {
            put(hook, sequences[b], values, b * length);
        }
    }

    /**
     * @param sequence position in the part
     * @param activations float[tokens, width of the hook point] of a batch
     * @param first the sequence's first token among them
     */
    abstract void put(HookPoint hook, int sequence, FloatBuffer activations, int first);
}
