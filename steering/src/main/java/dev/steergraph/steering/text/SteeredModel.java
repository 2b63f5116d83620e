package dev.steergraph.steering.text;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.extract.generate.TextModel.Continuation;
import dev.steergraph.ingest.extract.generate.TextModel.Manner;
import dev.steergraph.steering.edit.Applied;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.feature.Edits;
import dev.steergraph.steering.feature.SteeringSaes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A model that a recipe steers while it writes. */
public final class SteeredModel implements AutoCloseable {

    private final TextModel text;
    private final Steering steering;

    /**
     * A continuation.
     *
     * @param applied what was written at each hook point, in depth
     */
    public record Steered(@JsonUnwrapped Continuation continuation, List<Applied> applied) {}

    /**
     * @param text stays the caller's
     * @throws dev.steergraph.core.UserError if a feature or its SAE is not there, or does not fit the model
     */
    public SteeredModel(TextModel text, Recipe recipe, SteeringSaes saes, Unsteered unsteered) throws IOException {
        this.text = text;
        steering =
                new Steering(text.model(), Edits.of(recipe, saes, text.model().info()), unsteered);
    }

    /**
     * Continues a text.
     *
     * @throws dev.steergraph.core.UserError if the model predicts no text, or the prompt does not fit its context
     * @throws IllegalStateException if a token went by without being steered
     */
    public Steered generate(String prompt, Manner manner) {
        Continuation made = text.generate(prompt, manner, steering);
        // The last of all tokens is never read.
        int[] read = Arrays.copyOf(made.ids(), Math.min(made.ids().length, manner.tokens() - 1));
        return new Steered(made, steering.verify(List.of(text.read(prompt)), List.of(read)));
    }

    @Override
    public void close() {
        steering.close();
    }
}
