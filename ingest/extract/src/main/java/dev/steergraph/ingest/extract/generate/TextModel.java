package dev.steergraph.ingest.extract.generate;

import dev.steergraph.core.Progress;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.ChatTemplate;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.engine.Devices;
import dev.steergraph.ingest.model.generate.Generator;
import dev.steergraph.ingest.model.generate.Sampling;
import dev.steergraph.ingest.model.hook.PassEdits;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model with its tokenizer, ready to continue texts. */
public final class TextModel implements AutoCloseable {

    private final Transformer model;
    private final Tokenizer tokenizer;
    private final Set<Integer> stops;
    private @Nullable ChatTemplate chat;
    private @Nullable String system;

    private TextModel(Transformer model, Tokenizer tokenizer, Set<Integer> stops) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.stops = stops;
    }

    /**
     * @param tokens at most so many are added
     * @param seed of what is drawn
     */
    public record Manner(Sampling sampling, int tokens, long seed) {

        /** The same for another text. */
        public Manner plus(int texts) {
            return new Manner(sampling, tokens, seed + texts);
        }
    }

    /** @param ids of the tokens that were added @param text what they say */
    public record Continuation(String prompt, int[] ids, String text, double seconds) {

        public double tokensPerSecond() {
            return ids.length / seconds;
        }
    }

    /** Loads it, downloading it if need be. */
    public static TextModel open(ModelSpec spec, String device, Bos bos, Progress progress) throws IOException {
        ModelSource source = spec.source(progress);
        Tokenizer tokenizer = new Tokenizer(
                spec.tokenizer(source),
                source.info().maxContext(),
                bos,
                source.info().bosToken());
        try {
            tokenizer.notes().forEach(progress::note);
            return new TextModel(source.load(Devices.parse(device), spec.dtype()), tokenizer, source.stopTokens());
        } catch (IOException | RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /**
     * Takes what it is given to continue for what a user says to it in a chat, from now on.
     *
     * @param told what it is told first; null for nothing
     * @throws dev.steergraph.core.UserError if the model has no template of chats, or one that cannot be rendered
     */
    public void chat(@Nullable String told) {
        chat = tokenizer.chatTemplate();
        system = told;
    }

    /** The tokens of a prompt, as the model reads them. */
    public int[] read(String prompt) {
        ChatTemplate template = chat;
        return template == null ? tokenizer.begin(prompt) : tokenizer.beginChat(template.render(system, prompt));
    }

    public Transformer model() {
        return model;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /**
     * Continues a text.
     *
     * @throws dev.steergraph.core.UserError if the model predicts no text, or the prompt does not fit its context
     */
    public Continuation generate(String prompt, Manner manner, PassEdits edits) {
        Generator generator = new Generator(model, stops, manner.sampling(), edits);
        int[] read = read(prompt);
        long started = System.nanoTime();
        int[] ids = generator
                .generate(List.of(read), manner.tokens(), manner.seed())
                .get(0);
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Continuation(prompt, ids, tokenizer.decode(ids), seconds);
    }

    /**
     * Continues texts side by side, the first with the seed that is given, the second with the next, and so on.
     *
     * @param prompts as {@link #read} reads them
     * @return ids of the tokens that were added to each
     * @throws dev.steergraph.core.UserError if the model predicts no text, or a prompt does not fit its context
     */
    public List<int[]> generate(List<int[]> prompts, Manner manner, PassEdits edits) {
        return new Generator(model, stops, manner.sampling(), edits).generate(prompts, manner.tokens(), manner.seed());
    }

    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }
}
