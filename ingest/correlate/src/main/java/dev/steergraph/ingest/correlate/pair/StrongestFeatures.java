package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.core.run.Share;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.ActivationSource;
import dev.steergraph.ingest.correlate.activation.ChunkMoments;
import dev.steergraph.ingest.correlate.activation.ChunkedActivations;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The features with the highest mean |activation| of each set, and the dense matrices of their correlations. */
public final class StrongestFeatures {

    private final FeatureSpace space;
    private final FeatureMoments moments;
    private final int[][] chosen;
    private final Map<Integer, int[]> place = new HashMap<>();

    public StrongestFeatures(FeatureSpace space, FeatureMoments moments, int perSet) {
        this.space = space;
        this.moments = moments;
        this.chosen = new int[space.sets().size()][];
        for (int k = 0; k < chosen.length; k++) {
            chosen[k] = strongest(moments, space.offsets()[k], space.offsets()[k + 1], perSet);
            for (int rank = 0; rank < chosen[k].length; rank++) {
                place.put(chosen[k][rank], new int[] {k, rank});
            }
        }
    }

    private static int[] strongest(FeatureMoments moments, int from, int to, int count) {
        return IntStream.range(from, to)
                .filter(f -> moments.active()[f] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer f) -> -moments.absolute()[f])
                        .thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .mapToInt(f -> f)
                .toArray();
    }

    /** Whether a feature is one of them. */
    public boolean contains(int feature) {
        return place.containsKey(feature);
    }

    /** One matrix per set and per pair of sets, ascending. */
    public List<CorrelationMatrix> matrices(ActivationSource source, int threads) {
        PairData data = PairData.of(source, moments, place::containsKey).listed(source);
        List<PairTask> tasks = tasks(data);
        double[][][][] r = unfilled();
        PairSink sink = new PairSink() {
            @Override
            public void row(int feature, int first, int count, double[] values, int at) {
                for (int k = 0; k < count; k++) {
                    put(r, data.features()[feature], data.features()[first + k], values[at + k]);
                }
            }
        };
        Workers.run(
                tasks,
                threads,
                (task, scratch) -> {
                    task.run(scratch, sink); // every cell is written by one task
                    return task;
                },
                task -> {});
        return collect(r);
    }

    /** The same of rows of which one block at a time is in memory; sums are added in the order of the blocks. */
    public List<CorrelationMatrix> matrices(ChunkedActivations chunks, int threads) {
        PairData data = PairData.of(moments, place::containsKey);
        int n = data.features().length;
        double[][] sums = new double[n][n];
        PairSink sink = (feature, first, count, products, at) -> {
            for (int k = 0; k < count; k++) {
                sums[feature][first + k] += products[at + k];
            }
        };
        ChunkMoments.blocks(chunks, (chunk, from, to) -> {
            PairData part = data.part(chunk.source(from, to), true, k -> true);
            Workers.run(
                    tasks(part),
                    threads,
                    (task, scratch) -> {
                        task.run(scratch, sink); // every sum is added to by one task
                        return task;
                    },
                    task -> {});
        });
        double[][][][] r = unfilled();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                boolean isComputed = i < data.sparse() ? j > i && j < data.sparse() : j < data.sparse() || j > i;
                if (isComputed) {
                    put(r, data.features()[i], data.features()[j], data.correlationOfSum(i, j, sums[i][j]));
                }
            }
        }
        return collect(r);
    }

    private static List<PairTask> tasks(PairData data) {
        RowIndex index = RowIndex.of(data);
        List<PairTask> tasks = new ArrayList<>(data.denseTasks());
        tasks.addAll(data.mixedTasks(Share.WHOLE));
        for (int i = 0; i < data.sparse(); i++) {
            tasks.add(new SparseTask(data, index, i, i + 1));
        }
        return tasks;
    }

    /** [set][set][rank][rank] with ones on the diagonal where a feature varies. */
    private double[][][][] unfilled() {
        double[][][][] r = new double[chosen.length][chosen.length][][];
        for (int a = 0; a < chosen.length; a++) {
            for (int b = a; b < chosen.length; b++) {
                r[a][b] = new double[chosen[a].length][chosen[b].length];
            }
            for (int i = 0; i < chosen[a].length; i++) {
                r[a][a][i][i] = moments.varies(chosen[a][i]) ? 1 : 0;
            }
        }
        return r;
    }

    private void put(double[][][][] r, int f, int g, double value) {
        int[] low = Objects.requireNonNull(place.get(Math.min(f, g)));
        int[] high = Objects.requireNonNull(place.get(Math.max(f, g)));
        r[low[0]][high[0]][low[1]][high[1]] = value;
        if (low[0] == high[0]) {
            r[low[0]][low[0]][high[1]][low[1]] = value;
        }
    }

    private List<CorrelationMatrix> collect(double[][][][] r) {
        List<CorrelationMatrix> matrices = new ArrayList<>();
        for (int a = 0; a < chosen.length; a++) {
            for (int b = a; b < chosen.length; b++) {
                matrices.add(new CorrelationMatrix(
                        space.sets().get(a), indices(a), space.sets().get(b), indices(b), r[a][b]));
            }
        }
        return List.copyOf(matrices);
    }

    private int[] indices(int place) {
        return Arrays.stream(chosen[place]).map(space::index).toArray();
    }
}
