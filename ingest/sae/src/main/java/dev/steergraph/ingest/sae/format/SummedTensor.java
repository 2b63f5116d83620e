package dev.steergraph.ingest.sae.format;

import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** [n, d], the sum over the middle dimension of a stored [n, m, d]. */
record SummedTensor(StoredTensor stored) implements ComputedTensor {

    @Override
    public long[] shape() {
        return new long[] {stored.shape()[0], stored.shape()[2]};
    }

    @Override
    public void floats(long firstElement, FloatBuffer target) throws IOException {
        int terms = Math.toIntExact(stored.shape()[1]);
        int d = Math.toIntExact(stored.shape()[2]);
        float[] row = new float[terms * d];
        float[] sum = new float[d];
        for (long element = firstElement; target.hasRemaining(); ) {
            stored.floats(element / d * row.length, FloatBuffer.wrap(row));
            Arrays.fill(sum, 0);
            for (int i = 0; i < row.length; i++) {
                sum[i % d] += row[i];
            }
            int from = (int) (element % d);
            int n = Math.min(d - from, target.remaining());
            target.put(sum, from, n);
            element += n;
        }
    }
}
