package dev.steergraph.core.run;

import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The outliers of a part, and the first tokens that are left out, in the order of the text. The part's file of tokens holds
 * them where there are any.
 *
 * @param ids int[n]
 * @param document long[n]
 * @param position int[n], special tokens counted
 * @param norms float[n, hooks]
 */
public record OutlierTokens(int[] ids, long[] document, int[] position, float[] norms) {

    private static final String IDS = "outlier_ids";
    private static final String DOCUMENT = "outlier_document";
    private static final String POSITION = "outlier_position";
    private static final String NORMS = "outlier_norms";

    /** None of them. */
    public static final OutlierTokens NONE = new OutlierTokens(new int[0], new long[0], new int[0], new float[0]);

    public int size() {
        return ids.length;
    }

    /** These and then others, of the same hook points. */
    public OutlierTokens and(OutlierTokens others) {
        return new OutlierTokens(
                IntStream.concat(Arrays.stream(ids), Arrays.stream(others.ids)).toArray(),
                LongStream.concat(Arrays.stream(document), Arrays.stream(others.document))
                        .toArray(),
                IntStream.concat(Arrays.stream(position), Arrays.stream(others.position))
                        .toArray(),
                joined(norms, others.norms));
    }

    private static float[] joined(float[] before, float[] after) {
        float[] all = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, all, before.length, after.length);
        return all;
    }

    /** Empty if there are none: such a part's file is as it would be had nobody looked for outliers. */
    public List<Tensor> tensors() {
        if (size() == 0) {
            return List.of();
        }
        return List.of(
                Tensor.of(IDS, ids),
                Tensor.of(DOCUMENT, document),
                Tensor.of(POSITION, position),
                Tensor.of(NORMS, norms, size(), norms.length / size()));
    }

    /** Those of a part's file of tokens. */
    public static OutlierTokens read(Safetensors file) throws IOException {
        if (!file.has(IDS)) {
            return NONE;
        }
        int[] ids = new int[(int) file.tensor(IDS, DType.I32, 1).size()];
        file.tensor(IDS, DType.I32, 1).data().asIntBuffer().get(ids);
        long[] document = new long[ids.length];
        file.tensor(DOCUMENT, DType.I64, 1).data().asLongBuffer().get(document);
        int[] position = new int[ids.length];
        file.tensor(POSITION, DType.I32, 1).data().asIntBuffer().get(position);
        float[] norms = new float[(int) file.tensor(NORMS, DType.F32, 2).size()];
        file.tensor(NORMS, DType.F32, 2).data().asFloatBuffer().get(norms);
        return new OutlierTokens(ids, document, position, norms);
    }
}
