package dev.steergraph.ingest.model.generate;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.hook.PassEdits;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Continues prompts token by token. Each token costs one pass over itself: keys and values before it are kept. */
public final class Generator {

    private final Transformer model;
    private final Set<Integer> stops;
    private final Sampling sampling;
    private final PassEdits edits;

    /**
     * @param stops ids that end a text, themselves left out
     * @param edits of activations on the way, as steering makes them
     */
    public Generator(Transformer model, Set<Integer> stops, Sampling sampling, PassEdits edits) {
        this.model = model;
        this.stops = Set.copyOf(stops);
        this.sampling = sampling;
        this.edits = edits;
    }

    /**
     * Continues all prompts side by side. A prompt's continuation depends on its own seed and tokens alone.
     *
     * @param prompts ids, of any lengths
     * @param tokens at most so many are added to each
     * @param seed of the first prompt; the second has the next, and so on
     * @return what was added to each
     * @throws UserError if a prompt is empty, or prompt and continuation are longer than the model's context
     */
    public List<int[]> generate(List<int[]> prompts, int tokens, long seed) {
        try (Growth growth = begin(prompts, tokens, seed)) {
            while (!growth.isOver()) {
                growth.step();
            }
            return IntStream.range(0, prompts.size()).mapToObj(growth::made).toList();
        }
    }

    /** The same for whoever wants to see each token as it comes, or to stop. @throws UserError as above */
    public Growth begin(List<int[]> prompts, int tokens, long seed) {
        check(model.info().id(), model.info().maxContext(), prompts, tokens);
        return new Growth(model, stops, sampling, edits, prompts, tokens, seed);
    }

    /**
     * Whether prompts can be continued, which can be known before the model is loaded.
     *
     * @param model its name
     * @param context tokens that it reads at once
     * @throws UserError if they cannot
     */
    public static void check(String model, int context, List<int[]> prompts, int tokens) {
        if (tokens < 1) {
            throw new UserError("Of " + tokens + " new tokens there is nothing to see; ask for 1 or more.");
        }
        int longest = 0;
        for (int[] prompt : prompts) {
            if (prompt.length == 0) {
                throw new UserError("An empty prompt cannot be continued; give it at least one token.");
            }
            longest = Math.max(longest, prompt.length);
        }
        if (longest + tokens > context) {
            throw new UserError("A prompt of " + longest + " tokens and " + tokens + " new ones are more than the "
                    + context + " that " + model + " reads at once; ask for fewer.");
        }
    }
}
