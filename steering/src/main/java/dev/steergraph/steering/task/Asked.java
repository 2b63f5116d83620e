package dev.steergraph.steering.task;

import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.measure.CodeSets;
import dev.steergraph.steering.measure.Predictions;
import dev.steergraph.steering.measure.SharedPass;
import dev.steergraph.steering.measure.TextBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Asks a model about texts, unsteered and with many edits; what comes before the first of these is computed once. */
final class Asked {

    /** Tokens of a batch: logits are kept of one a text only. */
    private static final int TOKENS = 2_048;

    private final Transformer model;
    private final Unsteered unsteered;
    private final long[][] answers;

    /** @param answers first tokens of both */
    Asked(Transformer model, Unsteered unsteered, long[][] answers) {
        this.model = model;
        this.unsteered = unsteered;
        this.answers = answers;
    }

    /**
     * What the model would answer.
     *
     * @param margins double[texts], log-probability of the first answer less that of the second
     * @param kl double[texts], KL(unsteered‖steered) of the answer's token
     */
    record Answers(double[] margins, double[] kl) {

        static Answers of(int texts) {
            return new Answers(new double[texts], new double[texts]);
        }

        void put(int[] text, Predictions first, Predictions second) {
            for (int i = 0; i < text.length; i++) {
                margins[text[i]] = first.target()[i] - second.target()[i];
                kl[text[i]] = first.kl()[i];
            }
        }
    }

    /**
     * Asks with each of several edits.
     *
     * @param prompts ids of each
     * @param edits of each variant; none for the model as it is
     * @param done is told of every variant of a batch
     * @return of each variant
     */
    List<Answers> of(List<int[]> prompts, List<List<Edit>> edits, IntConsumer done) throws IOException {
        int block = edits.stream()
                .flatMap(List::stream)
                .mapToInt(edit -> edit.writes().layer())
                .min()
                .orElse(0);
        List<Answers> found = new ArrayList<>();
        List<Steering> steerings = new ArrayList<>();
        try (CodeSets none = new CodeSets(List.of(), model.manager())) {
            for (List<Edit> variant : edits) {
                found.add(Answers.of(prompts.size()));
                steerings.add(new Steering(model, variant, unsteered));
            }
            for (TextBatch whole : TextBatch.of(prompts, unsteered, TOKENS)) {
                TextBatch batch = atTheEnds(whole);
                try (SharedPass pass = new SharedPass(model, batch, block, none, true)) {
                    for (int k = 0; k < edits.size(); k++) {
                        if (edits.get(k).isEmpty()) {
                            found.get(k).put(batch.text(), pass.predictions(answers[0]), pass.predictions(answers[1]));
                        } else {
                            try (SharedPass.Steered steered = pass.steered(steerings.get(k), true)) {
                                found.get(k)
                                        .put(
                                                batch.text(),
                                                steered.predictions(answers[0]),
                                                steered.predictions(answers[1]));
                            }
                        }
                        done.accept(batch.texts());
                    }
                }
            }
        } finally {
            steerings.forEach(Steering::close);
        }
        return found;
    }

    /** The same texts, of which only the last token is looked at: the answer comes after it. */
    private static TextBatch atTheEnds(TextBatch batch) {
        int[] text = new int[batch.texts()];
        for (int k = 0; k < batch.rows().length; k++) {
            text[(int) (batch.rows()[k] / batch.length())] = batch.text()[k];
        }
        long[] rows = new long[batch.texts()];
        for (int b = 0; b < rows.length; b++) {
            rows[b] = (long) b * batch.length() + batch.lengths()[b] - 1;
        }
        int[] next = new int[rows.length];
        Arrays.fill(next, -1);
        return new TextBatch(batch.ids(), batch.lengths(), rows, text, next);
    }
}
