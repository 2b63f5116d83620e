package dev.steergraph.ingest.extract.generate;

import dev.steergraph.core.Progress;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.engine.Devices;
import dev.steergraph.ingest.model.generate.Generator;
import dev.steergraph.ingest.model.generate.Sampling;
import dev.steergraph.ingest.model.hook.HookWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Continues texts with a model. */
public final class Generate {

    /**
     * @param tokens at most so many are added to each
     * @param seed of the first text; the second has the next, and so on
     */
    public record Parameters(ModelSpec model, String device, Bos bos, Sampling sampling, int tokens, long seed) {}

    /** @param ids of the tokens that were added @param text what they say */
    public record Continuation(String prompt, int[] ids, String text, double seconds) {}

    private Generate() {}

    /** @throws dev.steergraph.core.UserError if the model predicts no text, or prompts do not fit its context */
    public static List<Continuation> of(Parameters parameters, List<String> prompts, Progress progress)
            throws IOException {
        ModelSource source = parameters.model().source(progress);
        List<Continuation> continuations = new ArrayList<>();
        try (Tokenizer tokenizer = new Tokenizer(
                        parameters.model().tokenizer(source),
                        source.info().maxContext(),
                        parameters.bos(),
                        source.info().bosToken());
                Transformer model = source.load(
                        Devices.parse(parameters.device()), parameters.model().dtype())) {
            tokenizer.notes().forEach(progress::note);
            Generator generator = new Generator(model, source.stopTokens(), parameters.sampling(), HookWriter.NONE);
            for (int i = 0; i < prompts.size(); i++) {
                int[] prompt = tokenizer.begin(prompts.get(i));
                long started = System.nanoTime();
                int[] ids = generator
                        .generate(List.of(prompt), parameters.tokens(), parameters.seed() + i)
                        .get(0);
                double seconds = (System.nanoTime() - started) / 1e9;
                continuations.add(new Continuation(prompts.get(i), ids, tokenizer.decode(ids), seconds));
            }
        }
        return continuations;
    }
}
