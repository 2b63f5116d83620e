package dev.steergraph.steering.band;

import dev.steergraph.core.steering.band.FluencyLimits;
import dev.steergraph.core.steering.band.TextQuality;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.extract.generate.TextModel.Manner;
import dev.steergraph.ingest.model.hook.PassEdits;
import dev.steergraph.steering.measure.Repetition;
import dev.steergraph.steering.measure.TextLoss;
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
        double[] nll = TextLoss.of(text.model(), prompts, made);
        List<Written> all = new ArrayList<>();
        for (int i = 0; i < nll.length; i++) {
            int[] ids = made.get(i);
            all.add(new Written(nll[i], 1 - Repetition.share(ids, 2), Repetition.share(ids, 4)));
        }
        return all;
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
