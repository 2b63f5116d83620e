package dev.steergraph.steering.band;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.steering.band.FluencyLimits;
import dev.steergraph.core.steering.band.TextQuality;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.extract.generate.TextModel.Manner;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.block.NextTokens;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.model.hook.PassEdits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Texts that a model writes, and how they read. */
final class Writing {

    /** Beyond this share of the model's own texts a text is odd. */
    private static final double USUAL = 0.95;

    private final TextModel text;
    private final List<int[]> prompts;
    private final Manner manner;

    /**
     * One text.
     *
     * @param nll mean negative log-likelihood of its tokens under the model as it is; NaN of an empty one
     */
    record Written(double nll, double distinct2, double repeated4) {}

    /** @param prompts as the model reads them; a prompt may be there several times, to be gone on with in several ways */
    Writing(TextModel text, List<int[]> prompts, Manner manner) {
        this.text = text;
        this.prompts = List.copyOf(prompts);
        this.manner = manner;
    }

    List<int[]> prompts() {
        return prompts;
    }

    /** Ids of what follows each prompt. @param round 0, or another one for other texts */
    List<int[]> write(PassEdits edits, int round) {
        return text.generate(prompts, manner.plus(round * prompts.size()), edits);
    }

    /** How texts that follow the prompts read. */
    List<Written> read(List<int[]> made) {
        double[] nll = nll(made);
        List<Written> all = new ArrayList<>();
        for (int i = 0; i < nll.length; i++) {
            int[] ids = made.get(i);
            all.add(new Written(nll[i], 1 - Repetition.share(ids, 2), Repetition.share(ids, 4)));
        }
        return all;
    }

    private double[] nll(List<int[]> made) {
        int n = prompts.size();
        int length = 0;
        int added = 0;
        for (int i = 0; i < n; i++) {
            length = Math.max(length, prompts.get(i).length + made.get(i).length);
            added += made.get(i).length;
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
            int[] prompt = prompts.get(i);
            int[] own = made.get(i);
            for (int t = 0; t < prompt.length + own.length; t++) {
                ids[i * length + t] = t < prompt.length ? prompt[t] : own[t - prompt.length];
                if (t >= prompt.length) {
                    positions[at] = (long) i * length + t - 1;
                    next[at++] = ids[i * length + t];
                }
            }
        }
        float[] losses = losses(ids, length, new NextTokens(positions, next));
        at = 0;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int t = 0; t < made.get(i).length; t++) {
                sum += losses[at++];
            }
            mean[i] = sum / made.get(i).length;
        }
        return mean;
    }

    private float[] losses(long[] ids, int length, NextTokens next) {
        Transformer model = text.model();
        try (NDManager scope = model.manager().newSubManager()) {
            // What follows a token does not change what is predicted after it, so that fillings need no mask.
            Input input = new Input(HostArrays.copy(scope, ids, new Shape(ids.length / length, length)), null, null);
            return model.losses(scope, input, next, HookReader.NONE, HookWriter.NONE);
        }
    }

    /** Figures of several texts. */
    static TextQuality quality(List<Written> texts) {
        List<Written> some =
                texts.stream().filter(one -> !Double.isNaN(one.nll)).toList();
        return new TextQuality(
                some.size(),
                texts.size(),
                quantile(some.stream().mapToDouble(Written::nll).toArray(), 0.5),
                some.stream().mapToDouble(Written::distinct2).average().orElse(0),
                quantile(some.stream().mapToDouble(Written::repeated4).toArray(), 0.5));
    }

    /** What is usual of a model's own texts. */
    static FluencyLimits limits(List<Written> texts) {
        List<Written> some =
                texts.stream().filter(one -> !Double.isNaN(one.nll)).toList();
        return new FluencyLimits(
                quantile(some.stream().mapToDouble(Written::nll).toArray(), USUAL),
                quantile(some.stream().mapToDouble(Written::repeated4).toArray(), USUAL));
    }

    /** Between two of the sorted values, linearly; 0 of none. */
    static double quantile(double[] values, double share) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
