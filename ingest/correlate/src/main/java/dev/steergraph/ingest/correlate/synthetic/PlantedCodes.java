package dev.steergraph.ingest.correlate.synthetic;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.id.HookPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Sparse codes that look like an SAE's, with a known truth in them: densities follow a power law, features fire
 * independently, but for planted pairs within and across layers. Any range of rows is made by itself, so that memory does
 * not grow with the rows; the same range of the same shape is the same wherever and whenever it is made.
 */
public final class PlantedCodes {

    private static final double RAREST = 0.005;
    private static final double DENSEST = 0.02;
    private static final double LOOSEST = 0.6;
    private static final double TIGHTEST = 0.95;

    private final SyntheticShape shape;
    /** Of each layer, the features from the densest to the rarest, then the planted ones. */
    private final int[][] order;

    private final List<PlantedPair> pairs;

    public PlantedCodes(SyntheticShape shape) {
        this.shape = shape;
        order = new int[shape.layers()][];
        List<int[]> places = new ArrayList<>();
        for (int layer = 0; layer < order.length; layer++) {
            order[layer] = shuffled(shape.features(), new SplittableRandom(shape.seed() * 31 + layer));
            for (int i = background(); i < shape.features(); i++) {
                places.add(new int[] {layer, order[layer][i]});
            }
        }
        Collections.shuffle(places, new Random(shape.seed()));
        pairs = paired(places, new SplittableRandom(shape.seed()));
    }

    /** The truth: every pair of features that does not fire independently. */
    List<PlantedPair> pairs() {
        return pairs;
    }

    /**
     * One entry per layer: the rows {@code from} to below {@code to}.
     *
     * @throws IllegalArgumentException if the range is not within the rows
     */
    public List<Codes> rows(int from, int to) {
        if (from < 0 || from > to || to > shape.rows()) {
            throw new IllegalArgumentException("rows " + from + " to " + to + " of " + shape.rows());
        }
        List<RowBuffer> buffers = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            buffers.add(new RowBuffer(shape.features(), to - from, shape.active()));
        }
        for (int row = from; row < to; row++) {
            SplittableRandom random = new SplittableRandom(mixed(shape.seed(), row));
            for (int layer = 0; layer < shape.layers(); layer++) {
                background(buffers.get(layer), order[layer], random);
            }
            for (PlantedPair pair : pairs) {
                plant(pair, buffers.get(pair.layerA()), buffers.get(pair.layerB()), random);
            }
            buffers.forEach(RowBuffer::endRow);
        }
        List<Codes> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            layers.add(buffers.get(layer).codes(HookPoint.residPost(layer)));
        }
        return layers;
    }

    private int background() {
        return shape.features() - shape.planted();
    }

    /** Draws ranks with density proportional to 1 / (rank + active), which keeps the densest near one row in five. */
    private void background(RowBuffer row, int[] order, SplittableRandom random) {
        int offset = shape.active();
        double spread = Math.log((background() + (double) offset) / offset);
        for (int fired = 0; fired < shape.active(); ) {
            int rank = (int) (offset * Math.expm1(spread * random.nextDouble()));
            if (row.fire(order[Math.min(rank, background() - 1)], value(random))) {
                fired++;
            }
        }
    }

    private static void plant(PlantedPair pair, RowBuffer a, RowBuffer b, SplittableRandom random) {
        double draw = random.nextDouble() / pair.density();
        double together = pair.together();
        if (draw < together) {
            float value = value(random);
            a.fire(pair.indexA(), value);
            b.fire(pair.indexB(), value);
        } else if (draw < 1) {
            a.fire(pair.indexA(), value(random));
        } else if (draw < 2 - together) {
            b.fire(pair.indexB(), value(random));
        }
    }

    private static float value(SplittableRandom random) {
        return (float) (1 + random.nextInt(1 << 20) / (double) (1 << 20));
    }

    private static List<PlantedPair> paired(List<int[]> places, SplittableRandom random) {
        List<PlantedPair> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < places.size(); i += 2) {
            int[] a = places.get(i);
            int[] b = places.get(i + 1);
            boolean upward = a[0] < b[0] || (a[0] == b[0] && a[1] < b[1]);
            int[] lower = upward ? a : b;
            int[] higher = upward ? b : a;
            double density = RAREST * Math.pow(DENSEST / RAREST, random.nextDouble());
            double together = LOOSEST + (TIGHTEST - LOOSEST) * random.nextDouble();
            pairs.add(new PlantedPair(lower[0], lower[1], higher[0], higher[1], density, together));
        }
        return List.copyOf(pairs);
    }

    /**
     * A seed for each row. Neighbouring seeds would do for SplittableRandom, multiples of its own increment would not: they
     * are places in one sequence. MurmurHash3's finalizer scatters them.
     */
    private static long mixed(long seed, long row) {
        long z = seed * 0x2545F4914F6CDD1DL + row;
        z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }

    private static int[] shuffled(int n, SplittableRandom random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
