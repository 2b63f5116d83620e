package dev.steergraph.ingest.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.UserError;
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
        int longest = check(prompts, tokens);
        int n = prompts.size();
        List<RandomGenerator> random = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            random.add(RandomGeneratorFactory.of("L64X128MixRandom").create(seed + i));
        }
        int[][] made = new int[n][tokens];
        int[] lengths = new int[n];
        Arrays.fill(lengths, -1);
        int room = longest + tokens;
        long[] ids = new long[n * room];
        long[] mask = new long[n * room];
        int[] begins = new int[n];
        boolean padded = prompts.stream().anyMatch(prompt -> prompt.length != longest);
        for (int i = 0; i < n; i++) {
            int[] prompt = prompts.get(i);
            int start = longest - prompt.length;
            begins[i] = start;
            for (int j = 0; j < prompt.length; j++) {
                ids[i * room + start + j] = prompt[j];
            }
            Arrays.fill(mask, i * room + start, (i + 1) * room, 1);
        }
        KvCache cache = model.newCache(room);
        try {
            for (int step = 0; step < tokens; step++) {
                if (outgrown(cache, prompts, step)) {
                    cache.close();
                    cache = model.newCache(room);
                }
                int to = longest + step;
                int from = (int) cache.length();
                int[] ends = new int[n];
                Arrays.fill(ends, to);
                Pass pass = new Pass(part(ids, n, from, to), from, begins, ends, longest);
                float[] logits = next(pass, padded ? mask : null, room, cache);
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
                if (Arrays.stream(lengths).allMatch(length -> length >= 0)) {
                    break;
                }
            }
        } finally {
            cache.close();
        }
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            texts.add(Arrays.copyOf(made[i], lengths[i] < 0 ? tokens : lengths[i]));
        }
        return texts;
    }

    /** Whether a text has grown so long that it is to be read again from its beginning. @param step tokens added to each */
    private static boolean outgrown(KvCache cache, List<int[]> prompts, int step) {
        return cache.length() > 0
                && prompts.stream()
                        .mapToInt(prompt -> prompt.length + step)
                        .anyMatch(length -> length > cache.limit() && length - 1 <= cache.limit());
    }

    /** Of each row of [n, ..] the entries of a range. */
    private static long[] part(long[] rows, int n, int from, int to) {
        int room = rows.length / n;
        long[] part = new long[n * (to - from)];
        for (int i = 0; i < n; i++) {
            System.arraycopy(rows, i * room + from, part, i * (to - from), to - from);
        }
        return part;
    }

    /** @param mask [n, room], or null @return [n, V] */
    private float[] next(Pass pass, long @Nullable [] mask, int room, KvCache cache) {
        int n = pass.sequences();
        try (NDManager scope = model.manager().newSubManager()) {
            NDArray batch = HostArrays.copy(scope, pass.ids(), new Shape(n, pass.length()));
            long seen = cache.length() + pass.length();
            NDArray real = mask == null
                    ? null
                    : HostArrays.copy(scope, mask, new Shape(n, room)).get(":, :" + seen);
            return model.nextLogits(scope, new Input(batch, real, cache), HookReader.NONE, edits.of(pass))
                    .toFloatArray();
        }
    }

    private int check(List<int[]> prompts, int tokens) {
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
        int context = model.info().maxContext();
        if (longest + tokens > context) {
            throw new UserError("A prompt of " + longest + " tokens and " + tokens + " new ones are more than the "
                    + context + " that " + model.info().id() + " reads at once; ask for fewer.");
        }
        return longest;
    }
}
