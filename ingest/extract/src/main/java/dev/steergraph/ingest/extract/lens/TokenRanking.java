package dev.steergraph.ingest.extract.lens;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.UserError;
import dev.steergraph.core.feature.LogitLens;
import dev.steergraph.ingest.model.block.Unembedding;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.sae.Directions;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the tokens whose logits each feature raises and lowers most. Logits of a block of features are formed in float32 by
 * the engine, which says which tokens come into question; these are computed again in double precision, one product after
 * another, and ranked by that. So no result depends on the size of blocks or the number of threads.
 *
 * <p>Letters: n features of a block, V tokens, d = d_model, K tokens kept on either side.
 */
final class TokenRanking {

    /** K */
    static final int TOKENS = 10;

    /** How many more tokens come into question than are kept: as many might be as good in float32. */
    private static final int SPARE = 6;

    /** Logits formed at a time, in elements. */
    private static final int BLOCK = 1 << 25;

    private final Unembedding unembedding;
    private final int vocabulary;
    private final int kept;
    private final double[] mean;

    TokenRanking(Unembedding unembedding) {
        this.unembedding = unembedding;
        vocabulary = unembedding.vocabulary();
        kept = Math.min(TOKENS, vocabulary);
        mean = unembedding.isCapped() ? new double[0] : MeanRow.of(unembedding);
    }

    /** @param done is told how many features are ranked */
    LogitLens of(LensSet set, IntConsumer done) throws IOException {
        int features = set.sae().dSae();
        LogitLens lens = new LogitLens(
                features,
                kept,
                new int[features * kept],
                new float[features * kept],
                new int[features * kept],
                new float[features * kept]);
        int block = Math.max(1, BLOCK / vocabulary);
        for (int from = 0; from < features; from += block) {
            int to = Math.min(features, from + block);
            rank(set, from, to, lens);
            done.accept(to);
        }
        return lens;
    }

    private void rank(LensSet set, int from, int to, LogitLens lens) throws IOException {
        try (NDManager scope = unembedding.manager().newSubManager()) {
            int n = to - from;
            NDArray rows = HostArrays.copy(
                    scope,
                    Directions.of(set.sae(), from, to),
                    new Shape(n, set.sae().dOut()));
            NDArray written = set.isProjected() ? unembedding.written(set.hook().layer(), rows) : rows;
            NDArray read = unembedding.read(written);
            float[] directions = read.toFloatArray();
            float[] logits = unembedding.logits(read).toFloatArray();
            int[][] candidates = new int[2 * n][];
            IntStream.range(0, n).parallel().forEach(i -> select(logits, i, candidates));
            int[] tokens = Stream.of(candidates)
                    .flatMapToInt(Arrays::stream)
                    .sorted()
                    .distinct()
                    .toArray();
            float[] weights = unembedding.rows(scope, tokens).toFloatArray();
            IntStream.range(0, n).parallel().forEach(i -> {
                Direction direction = new Direction(directions, i, tokens, weights);
                keep(direction, candidates[2 * i], 1, (from + i) * kept, lens.topIds(), lens.topValues());
                keep(direction, candidates[2 * i + 1], -1, (from + i) * kept, lens.bottomIds(), lens.bottomValues());
            });
            for (int i = 0; i < n * kept; i++) {
                if (!Float.isFinite(lens.topValues()[from * kept + i])
                        || !Float.isFinite(lens.bottomValues()[from * kept + i])) {
                    throw new UserError("Feature " + (from + i / kept) + " of " + set.id()
                            + " adds logits that are not finite: weights of the SAE or the model are too large.");
                }
            }
        }
    }

    /** Of row i, the tokens with the largest and with the smallest logits. */
    private void select(float[] logits, int i, int[][] candidates) {
        int most = Math.min(vocabulary, kept + SPARE);
        Extremes largest = new Extremes(most);
        Extremes smallest = new Extremes(most);
        for (int token = 0; token < vocabulary; token++) {
            float logit = logits[i * vocabulary + token];
            largest.offer(token, logit);
            smallest.offer(token, -logit);
        }
        candidates[2 * i] = largest.ids();
        candidates[2 * i + 1] = smallest.ids();
    }

    /** A feature's direction behind the final norm, and rows of W_U transposed, by token. */
    private record Direction(float[] directions, int row, int[] tokens, float[] weights) {

        private int width() {
            return weights.length / tokens.length;
        }

        boolean isZero() {
            for (int k = 0; k < width(); k++) {
                if (directions[row * width() + k] != 0) {
                    return false;
                }
            }
            return true;
        }

        double times(double[] vector) {
            double sum = 0;
            for (int k = 0; k < vector.length; k++) {
                sum += directions[row * vector.length + k] * vector[k];
            }
            return sum;
        }

        double logit(int token) {
            int at = Arrays.binarySearch(tokens, token) * width();
            double sum = 0;
            for (int k = 0; k < width(); k++) {
                sum += (double) directions[row * width() + k] * weights[at + k];
            }
            return sum;
        }
    }

    /** @param sign 1 for the largest logits, −1 for the smallest */
    private void keep(Direction direction, int[] candidates, int sign, int at, int[] ids, float[] values) {
        if (direction.isZero()) {
            Arrays.fill(ids, at, at + kept, -1);
            return;
        }
        int[] inOrder = candidates.clone();
        Arrays.sort(inOrder);
        Extremes exact = new Extremes(kept);
        for (int token : inOrder) {
            exact.offer(token, sign * direction.logit(token));
        }
        int[] found = exact.ids();
        double shared = direction.times(mean);
        for (int k = 0; k < kept; k++) {
            ids[at + k] = found[k];
            values[at + k] = (float) (sign * exact.values()[k] - shared);
        }
    }
}
