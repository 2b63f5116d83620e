package dev.steergraph.ingest.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.block.KvCache;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.Pass;
import dev.steergraph.ingest.model.hook.PassEdits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Texts that grow side by side, by one token a step.
 *
 * <p>Letters: n texts, V words of the vocabulary, room = tokens of the longest prompt and those that may be added.
 */
public final class Growth implements AutoCloseable {

    private final Transformer model;
    private final Set<Integer> stops;
    private final Sampling sampling;
    private final PassEdits edits;
    private final List<int[]> prompts;
    private final int tokens;
    private final int longest;
    private final int room;
    private final boolean padded;
    private final List<RandomGenerator> random = new ArrayList<>();
    private final int[][] made;
    private final int[] lengths;
    private final int[] begins;
    private final long[] ids;
    private final long[] mask;
    private KvCache cache;
    private int step;

    Growth(
            Transformer model,
            Set<Integer> stops,
            Sampling sampling,
            PassEdits edits,
            List<int[]> prompts,
            int tokens,
            long seed) {
        this.model = model;
        this.stops = stops;
        this.sampling = sampling;
        this.edits = edits;
        this.prompts = List.copyOf(prompts);
        this.tokens = tokens;
        int n = prompts.size();
        longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
        room = longest + tokens;
        padded = prompts.stream().anyMatch(prompt -> prompt.length != longest);
        made = new int[n][tokens];
        lengths = new int[n];
        Arrays.fill(lengths, -1);
        begins = new int[n];
        ids = new long[n * room];
        mask = new long[n * room];
        for (int i = 0; i < n; i++) {
            random.add(RandomGeneratorFactory.of("L64X128MixRandom").create(seed + i));
            int[] prompt = prompts.get(i);
            int start = longest - prompt.length;
            begins[i] = start;
            for (int j = 0; j < prompt.length; j++) {
                ids[i * room + start + j] = prompt[j];
            }
            Arrays.fill(mask, i * room + start, (i + 1) * room, 1);
        }
        cache = model.newCache(room);
    }

    /** Whether nothing is added any more: all texts have ended, or are as long as was asked for. */
    public boolean isOver() {
        return step == tokens || Arrays.stream(lengths).allMatch(length -> length >= 0);
    }

    /** Adds a token to each text. @throws IllegalStateException if they are over */
    public void step() {
        if (isOver()) {
            throw new IllegalStateException("a text that is over grows no more");
        }
        if (outgrown()) {
            cache.close();
            cache = model.newCache(room);
        }
        int n = prompts.size();
        int to = longest + step;
        int from = (int) cache.length();
        int[] ends = new int[n];
        Arrays.fill(ends, to);
        float[] logits = next(new Pass(part(from, to), from, begins, ends, longest));
        int vocabulary = logits.length / n;
        for (int i = 0; i < n; i++) {
            float[] own = Arrays.copyOfRange(logits, i * vocabulary, (i + 1) * vocabulary);
            int token = sampling.choose(own, random.get(i));
            ids[i * room + to] = token;
            made[i][step] = token;
            if (lengths[i] < 0 && stops.contains(token)) {
                lengths[i] = step;
            }
        }
        step++;
    }

    /** The ids that were added to a text so far, without what ended it. */
    public int[] made(int text) {
        return Arrays.copyOf(made[text], lengths[text] < 0 ? step : lengths[text]);
    }

    /** Whether a text has grown so long that it is to be read again from its beginning. */
    private boolean outgrown() {
        return cache.length() > 0
                && prompts.stream()
                        .mapToInt(prompt -> prompt.length + step)
                        .anyMatch(length -> length > cache.limit() && length - 1 <= cache.limit());
    }

    /** Of each text the ids of a range of columns. */
    private long[] part(int from, int to) {
        int n = prompts.size();
        long[] part = new long[n * (to - from)];
        for (int i = 0; i < n; i++) {
            System.arraycopy(ids, i * room + from, part, i * (to - from), to - from);
        }
        return part;
    }

    /** @return [n, V] */
    private float[] next(Pass pass) {
        int n = pass.sequences();
        try (NDManager scope = model.manager().newSubManager()) {
            NDArray batch = HostArrays.copy(scope, pass.ids(), new Shape(n, pass.length()));
            return model.nextLogits(
                            scope, new Input(batch, real(scope, n, pass), cache), HookReader.NONE, edits.of(pass))
                    .toFloatArray();
        }
    }

    /** What is no padding, of all tokens until the end of a pass; null where there is none. */
    private @Nullable NDArray real(NDManager scope, int n, Pass pass) {
        long seen = cache.length() + pass.length();
        return padded ? HostArrays.copy(scope, mask, new Shape(n, room)).get(":, :" + seen) : null;
    }

    @Override
    public void close() {
        cache.close();
    }
}
