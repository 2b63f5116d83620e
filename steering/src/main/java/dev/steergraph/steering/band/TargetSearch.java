package dev.steergraph.steering.band;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.steering.band.TargetToken;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.measure.SharedPass;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Finds the tokens that steering along a feature makes likelier: those whose logit, less the mean over the vocabulary, rises
 * most on average over rows of texts at a strength of 1, less what random directions of the same length do. They are measured
 * rather than read off the unembedding, which the blocks between a layer and the end make meaningless.
 */
final class TargetSearch {

    /** Tokens that are the target, as many as the direct logit attribution of a feature usually lists. */
    static final int TARGETS = 20;

    private static final double STRENGTH = 1;

    private final Unsteered unsteered;
    private double[] change = new double[0];
    private long rows;

    TargetSearch(Unsteered unsteered) {
        this.unsteered = unsteered;
    }

    /** Adds the texts of a pass. */
    void add(SharedPass pass, Transformer model, Along along, List<Along> random) throws IOException {
        add(pass, model, along.at(STRENGTH), 1);
        for (Along other : random) {
            add(pass, model, other.at(STRENGTH), -1.0 / random.size());
        }
        rows += pass.texts().rows().length;
    }

    private void add(SharedPass pass, Transformer model, Edit edit, double weight) throws IOException {
        int n = pass.texts().rows().length;
        try (Steering made = new Steering(model, List.of(edit), unsteered);
                SharedPass.Steered steered = pass.steered(made, true);
                NDManager scope = model.manager().newSubManager()) {
            float[] shift = steered.shift(scope, new int[n], 1).toFloatArray();
            if (change.length == 0) {
                change = new double[shift.length];
            }
            for (int token = 0; token < shift.length; token++) {
                change[token] += weight * shift[token];
            }
        }
    }

    /**
     * The tokens, those that rise most first.
     *
     * @param text of a token; special ones, and ids that no token has, are none
     */
    List<TargetToken> found(IntFunction<String> text) {
        return IntStream.range(0, change.length)
                .filter(token -> change[token] > 0 && !unsteered.contains(token, false))
                .boxed()
                .sorted(Comparator.comparingDouble(token -> -change[token]))
                .map(token -> new TargetToken(token, text.apply(token), change[token] / rows))
                .filter(token -> !token.text().isEmpty())
                .limit(TARGETS)
                .toList();
    }
}
