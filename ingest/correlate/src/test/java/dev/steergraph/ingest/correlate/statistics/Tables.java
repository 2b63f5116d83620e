package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.id.HookPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Dense tables as codes, and back: what the tests compute their own answers from. */
public final class Tables {

    private Tables() {}

    /** @param values [rows][features] */
    public static Codes codes(int layer, float[][] values, int features) {
        long[] indptr = new long[values.length + 1];
        List<Integer> indices = new ArrayList<>();
        List<Float> kept = new ArrayList<>();
        for (int row = 0; row < values.length; row++) {
            for (int f = 0; f < features; f++) {
                if (values[row][f] != 0) {
                    indices.add(f);
                    kept.add(values[row][f]);
                }
            }
            indptr[row + 1] = indices.size();
        }
        float[] flat = new float[kept.size()];
        for (int k = 0; k < flat.length; k++) {
            flat[k] = kept.get(k);
        }
        return new Codes(
                HookPoint.residPost(layer),
                features,
                values.length,
                indptr,
                indices.stream().mapToInt(k -> k).toArray(),
                flat);
    }

    /** Some columns of a table. */
    public static float[][] part(float[][] values, int from, int to) {
        float[][] part = new float[values.length][];
        for (int row = 0; row < values.length; row++) {
            part[row] = Arrays.copyOfRange(values[row], from, to);
        }
        return part;
    }

    /** [features][rows] of all layers, one layer after the other. */
    public static double[][] columns(List<Codes> layers) {
        List<double[]> columns = new ArrayList<>();
        for (Codes codes : layers) {
            double[][] dense = new double[codes.dSae()][codes.rows()];
            for (int row = 0; row < codes.rows(); row++) {
                for (int e = codes.start(row); e < codes.start(row + 1); e++) {
                    dense[codes.indices()[e]][row] = codes.values()[e];
                }
            }
            columns.addAll(List.of(dense));
        }
        return columns.toArray(new double[0][]);
    }

    /** Documents of 1 to 12 rows; numbers start at 7 and skip some. */
    public static int[] documents(int rows, Random random) {
        int[] document = new int[rows];
        int id = 7;
        for (int row = 0; row < rows; ) {
            int end = Math.min(rows, row + 1 + random.nextInt(12));
            while (row < end) {
                document[row++] = id;
            }
            id += 1 + random.nextInt(3);
        }
        return document;
    }

    /**
     * Rows with everything that occurs: rare, frequent, always firing, constant and dead features, groups that fire together
     * or instead of each other, and large offsets.
     */
    public static float[][] varied(int rows, int features, Random random) {
        float[][] values = new float[rows][features];
        for (int f = 0; f < features; f++) {
            double density = Math.pow(random.nextDouble(), 3);
            int kind = random.nextInt(12);
            int twin = f == 0 ? 0 : random.nextInt(f);
            float offset = (float) Math.pow(10, random.nextInt(5));
            for (int row = 0; row < rows; row++) {
                float own = random.nextDouble() < density ? random.nextFloat() + 0.01f : 0;
                values[row][f] = switch (kind) {
                    case 0 -> 0;
                    case 1 -> 2.5f;
                    case 2 -> offset + random.nextFloat();
                    case 3, 4, 5 -> values[row][twin] > 0 && random.nextInt(4) > 0 ? values[row][twin] + own : own;
                    case 6 -> values[row][twin] > 0 ? 0 : own;
                    default -> own;
                };
            }
        }
        return values;
    }
}
