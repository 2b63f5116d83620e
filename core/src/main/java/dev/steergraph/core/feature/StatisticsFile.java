package dev.steergraph.core.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code features/<set>.safetensors}: what each of the F features of a set did over the N rows of a run.
 *
 * <pre>
 * rows_active      I64[F]       rows on which it fires
 * mean, sd         F64[F]       over all N rows, zeros included; sd of the population
 * max              F32[F]
 * histogram        I32[F, B]    how many of its values lie in each bin; I64 if one does not fit
 * histogram_edges  F64[B + 1]   bin b is [edges[b], edges[b + 1]); the first and last also take what lies beyond
 * top_size         I32[F]       how many of the next three are used
 * top_value        F32[F, K]    its largest value in the documents where that is largest, falling
 * top_document     I32[F, K]    which documents
 * top_row          I32[F, K]    the row of that value; its token is ids[row] of tokens/; I64 if one does not fit
 * metadata: format steergraph.features, version 1, d_sae F, rows N
 * </pre>
 */
public final class StatisticsFile {

    private static final String FORMAT = "steergraph.features";
    private static final String VERSION = "1";

    private StatisticsFile() {}

    static void write(Path file, FeatureStatistics statistics) throws IOException {
        int f = statistics.features();
        int k = FeatureStatistics.MOST;
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("version", VERSION);
        metadata.put("d_sae", Integer.toString(f));
        metadata.put("rows", Long.toString(statistics.rows()));
        Safetensors.write(
                file,
                metadata,
                List.of(
                        Tensor.of("rows_active", statistics.active()),
                        doubles("mean", statistics.mean()),
                        doubles("sd", statistics.sd()),
                        Tensor.of("max", statistics.max(), f),
                        statistics.histogram().tensor("histogram", f, Histogram.BINS),
                        doubles("histogram_edges", Histogram.edges()),
                        ints("top_size", statistics.topSize(), f),
                        Tensor.of("top_value", statistics.topValue(), f, k),
                        ints("top_document", statistics.topDocument(), f, k),
                        rows(statistics.topRow(), f, k)));
    }

    /** @throws UserError if the file is missing, of another version, or its tensors contradict each other */
    public static FeatureStatistics read(Path file) throws IOException {
        Safetensors in = Safetensors.open(file);
        in.expect("format", FORMAT);
        in.expect("version", VERSION);
        int f = Math.toIntExact(in.tensor("rows_active", DType.I64, 1).size());
        in.expect("d_sae", Integer.toString(f));
        int k = FeatureStatistics.MOST;
        long[] active = new long[f];
        in.tensor("rows_active", DType.I64, 1).data().asLongBuffer().get(active);
        if (!Arrays.equals(doubles(in, "histogram_edges", Histogram.BINS + 1), Histogram.edges())) {
            throw new UserError(
                    file + ": histogram_edges are not those of version " + VERSION + "; encode the run again.");
        }
        return new FeatureStatistics(
                f,
                in.longCount("rows"),
                active,
                doubles(in, "mean", f),
                doubles(in, "sd", f),
                floats(in, "max", f),
                Counts.of(shaped(in, "histogram", whole(in, "histogram"), f, Histogram.BINS)),
                ints(in, "top_size", f),
                floats(in, "top_value", f, k),
                ints(in, "top_document", f, k),
                rows(in, f, k));
    }

    private static Tensor doubles(String name, double[] values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(values);
        return new Tensor(name, DType.F64, new long[] {values.length}, data);
    }

    private static Tensor ints(String name, int[] values, long... shape) {
        return new Tensor(name, DType.I32, shape, Tensor.of(name, values).data());
    }

    /** As narrow as they may be, as they were before there were so many rows. */
    private static Tensor rows(long[] rows, long... shape) {
        boolean narrow = Arrays.stream(rows).allMatch(row -> row <= Integer.MAX_VALUE);
        return narrow
                ? ints("top_row", Arrays.stream(rows).mapToInt(row -> (int) row).toArray(), shape)
                : new Tensor(
                        "top_row", DType.I64, shape, Tensor.of("top_row", rows).data());
    }

    private static long[] rows(Safetensors in, long... shape) throws IOException {
        Tensor tensor = shaped(in, "top_row", whole(in, "top_row"), shape);
        long[] rows = new long[(int) tensor.size()];
        if (tensor.dtype() == DType.I64) {
            tensor.data().asLongBuffer().get(rows);
        } else {
            IntBuffer narrow = tensor.data().asIntBuffer();
            Arrays.setAll(rows, narrow::get);
        }
        return rows;
    }

    /** I64 if the file has that, else I32. */
    private static DType whole(Safetensors in, String name) {
        return in.dtype(name).filter(DType.I64::equals).orElse(DType.I32);
    }

    private static double[] doubles(Safetensors in, String name, long... shape) throws IOException {
        Tensor tensor = shaped(in, name, DType.F64, shape);
        double[] values = new double[(int) tensor.size()];
        tensor.data().asDoubleBuffer().get(values);
        return values;
    }

    private static float[] floats(Safetensors in, String name, long... shape) throws IOException {
        Tensor tensor = shaped(in, name, DType.F32, shape);
        float[] values = new float[(int) tensor.size()];
        tensor.data().asFloatBuffer().get(values);
        return values;
    }

    private static int[] ints(Safetensors in, String name, long... shape) throws IOException {
        Tensor tensor = shaped(in, name, DType.I32, shape);
        int[] values = new int[(int) tensor.size()];
        tensor.data().asIntBuffer().get(values);
        return values;
    }

    private static Tensor shaped(Safetensors in, String name, DType dtype, long... shape) throws IOException {
        Tensor tensor = in.tensor(name, dtype, shape.length);
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new UserError(in.file() + ": " + name + " should have the shape " + Arrays.toString(shape)
                    + ", it has " + Arrays.toString(tensor.shape()) + ".");
        }
        return tensor;
    }
}
