package dev.steergraph.ingest.extract.row;

import dev.steergraph.core.id.HookPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * The activations of one part, for each hook point float32[rows, its width], little-endian. Kept outside the heap and used again
 * for part after part, so that memory stays flat however long the corpus is.
 */
public final class PartBuffers {

    private final Map<HookPoint, ByteBuffer> buffers = new HashMap<>();
    private final ToIntFunction<HookPoint> widths;

    public PartBuffers(Collection<HookPoint> hooks, ToIntFunction<HookPoint> widths) {
        this.widths = widths;
        hooks.forEach(hook -> buffers.put(hook, ByteBuffer.allocate(0)));
    }

    /** How many values a row has. */
    public int width(HookPoint hook) {
        return widths.applyAsInt(hook);
    }

    /** Makes room for so many rows; what they hold is undefined. */
    public void resize(int rows) {
        buffers.replaceAll((hook, buffer) -> {
            int bytes = Math.multiplyExact(Math.multiplyExact(rows, width(hook)), Float.BYTES);
            return (buffer.capacity() < bytes
                            ? ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN)
                            : buffer)
                    .clear()
                    .limit(bytes);
        });
    }

    /** Keeps some rows, which move together in their order. @param rows ascending */
    public void keep(int... rows) {
        buffers.forEach((hook, buffer) -> {
            int width = width(hook) * Float.BYTES;
            for (int i = 0; i < rows.length; i++) {
                // No row moves towards the end, so what is still to be moved is never written over.
                if (rows[i] != i) {
                    buffer.put(i * width, buffer, rows[i] * width, width);
                }
            }
            buffer.limit(rows.length * width);
        });
    }

    /** From the first row to the last. */
    public ByteBuffer of(HookPoint hook) {
        return Objects.requireNonNull(buffers.get(hook)).duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}
