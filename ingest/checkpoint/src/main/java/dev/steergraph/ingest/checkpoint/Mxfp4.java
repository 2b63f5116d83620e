package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Numbers of four bits that share a power of two, 32 of them at a time: the MXFP4 of the Open Compute Project, as the
 * checkpoints of gpt-oss have it. A byte holds two numbers, the first in its lower half: a sign, two bits of exponent and one
 * of fraction. Read as float32, exactly, but for products that are too large for it, which become infinite.
 *
 * @param blocks U8[..., n, 16]
 * @param scales U8[..., n], exponents that count from 127
 * @see <a href="https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf">the format</a>
 */
public record Mxfp4(StoredTensor blocks, StoredTensor scales) implements StoredTensor {

    private static final int BLOCK = 32;
    private static final int BYTES = BLOCK / 2;
    private static final int BIAS = 127;

    /** Blocks read at a time. */
    private static final int PIECE = 1 << 16;

    /** 2^(e − 127). */
    private static final double[] POWERS = new double[256];

    static {
        for (int exponent = 0; exponent < POWERS.length; exponent++) {
            POWERS[exponent] = Math.scalb(1.0, exponent - BIAS);
        }
    }

    private static final float[] VALUES = {
        0f, 0.5f, 1f, 1.5f, 2f, 3f, 4f, 6f, -0f, -0.5f, -1f, -1.5f, -2f, -3f, -4f, -6f
    };

    /**
     * From two tensors of a checkpoint.
     *
     * @throws UserError if these are no blocks and their scales
     */
    public static Mxfp4 of(Checkpoint checkpoint, String blocksName, String scalesName) throws IOException {
        StoredTensor blocks = checkpoint.tensor(blocksName);
        StoredTensor scales = checkpoint.tensor(scalesName);
        long[] shape = blocks.shape();
        boolean fits = shape.length >= 2
                && shape[shape.length - 1] == BYTES
                && Arrays.equals(Arrays.copyOf(shape, shape.length - 1), scales.shape())
                && blocks.dtype() == DType.U8
                && scales.dtype() == DType.U8;
        if (!fits) {
            throw new UserError(checkpoint.source() + ": tensor \"" + blocksName + "\", " + blocks.dtype()
                    + Arrays.toString(shape) + ", and \"" + scalesName + "\", " + scales.dtype()
                    + Arrays.toString(scales.shape()) + ", are no MXFP4: blocks of 16 bytes with a scale for each.");
        }
        return new Mxfp4(blocks, scales);
    }

    /** The type that is read. */
    @Override
    public DType dtype() {
        return DType.F32;
    }

    @Override
    public long[] shape() {
        long[] shape = scales.shape().clone();
        shape[shape.length - 1] *= BLOCK;
        return shape;
    }

    @Override
    public ByteBuffer bytes(long firstByte, int length) throws IOException {
        long first = firstByte / Float.BYTES;
        int skipped = (int) (firstByte - first * Float.BYTES);
        int count = (skipped + length + Float.BYTES - 1) / Float.BYTES;
        ByteBuffer read =
                ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        floats(first, read.asFloatBuffer());
        return read.slice(skipped, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void floats(long firstElement, FloatBuffer target) throws IOException {
        for (long next = firstElement; target.hasRemaining(); ) {
            long block = next / BLOCK;
            int skipped = (int) (next % BLOCK);
            int count = Math.min(PIECE * BLOCK - skipped, target.remaining());
            int whole = (skipped + count + BLOCK - 1) / BLOCK;
            ByteBuffer packed = blocks.bytes(block * BYTES, whole * BYTES);
            ByteBuffer exponents = scales.bytes(block, whole);
            for (int i = skipped; i < skipped + count; i++) {
                int pair = packed.get(i / 2);
                double power = POWERS[exponents.get(i / BLOCK) & 0xff];
                target.put((float) (VALUES[(i % 2 == 0 ? pair : pair >> 4) & 15] * power));
            }
            next += count;
        }
    }
}
