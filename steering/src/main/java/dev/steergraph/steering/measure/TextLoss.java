package dev.steergraph.steering.measure;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.block.NextTokens;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import java.util.Arrays;
import java.util.List;

/** How likely a model as it is finds texts that it, or a steered one, has written. */
public final class TextLoss {

    private TextLoss() {}

    /**
     * Mean negative log-likelihood of each text's tokens, in nats.
     *
     * @param beginnings ids that a text follows, some of each
     * @param texts ids of what follows each of them
     * @return for each text; NaN of an empty one
     */
    public static double[] of(Transformer model, List<int[]> beginnings, List<int[]> texts) {
        int n = beginnings.size();
        int length = 0;
        int added = 0;
        for (int i = 0; i < n; i++) {
            length = Math.max(length, beginnings.get(i).length + texts.get(i).length);
            added += texts.get(i).length;
        }
        double[] mean = new double[n];
        Arrays.fill(mean, Double.NaN);
        if (added == 0) {
            return mean;
        }
        long[] ids = new long[n * length];
        long[] positions = new long[added];
        long[] next = new long[added];
        int at = 0;
        for (int i = 0; i < n; i++) {
            int[] beginning = beginnings.get(i);
            int[] own = texts.get(i);
            for (int t = 0; t < beginning.length + own.length; t++) {
                ids[i * length + t] = t < beginning.length ? beginning[t] : own[t - beginning.length];
                if (t >= beginning.length) {
                    positions[at] = (long) i * length + t - 1;
                    next[at++] = ids[i * length + t];
                }
            }
        }
        float[] losses = losses(model, ids, length, new NextTokens(positions, next));
        at = 0;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int t = 0; t < texts.get(i).length; t++) {
                sum += losses[at++];
            }
            mean[i] = sum / texts.get(i).length;
        }
        return mean;
    }

    private static float[] losses(Transformer model, long[] ids, int length, NextTokens next) {
        try (NDManager scope = model.manager().newSubManager()) {
            // What follows a token does not change what is predicted after it, so that fillings need no mask.
            Input input = new Input(HostArrays.copy(scope, ids, new Shape(ids.length / length, length)), null, null);
            return model.losses(scope, input, next, HookReader.NONE, HookWriter.NONE);
        }
    }
}
