package dev.steergraph.ingest.extract.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.codes.OutlierRule;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.extract.check.Hooks;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.block.NextTokens;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeReconstructor;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a language model still predicts when the activations of one hook point are replaced, by an SAE's reconstructions, by
 * what a transcoder makes of another hook point, or by zeros. Special tokens keep theirs, since SAEs are not trained on them, and are not among what is to be predicted; so does
 * the first token where it is no row, and instead of a reconstruction a token whose norm makes it none.
 *
 * <p>A batch runs through the model as it is once. What is replaced changes nothing before it, so that a pass with
 * reconstructions begins at the hook point's block, or at the embedding if that is it, and one with zeros, where it is needed, runs beside it.
 */
final class Splice implements AutoCloseable {

    /** All that a block hands on goes through these. */
    private static final Set<Site> RESIDUAL = EnumSet.of(Site.EMBED, Site.RESID_PRE, Site.RESID_MID, Site.RESID_POST);

    private final Transformer model;
    private final IntPredicate special;
    private final Spared spared;
    private final NDManager manager;
    private final Kernels kernels;
    private final Map<HookPoint, SaeReconstructor> reconstructors = new LinkedHashMap<>();
    /** Where each makes its replacement: what an autoencoder reads, or what a transcoder predicts. */
    private final Map<HookPoint, HookPoint> replaced = new HashMap<>();

    /**
     * @param special whether an id is a special token's
     * @param spared other tokens that are no rows
     * @param saes by the hook point that they read; transcoders predict one that comes later in a pass
     */
    Splice(Transformer model, IntPredicate special, Spared spared, Map<HookPoint, Sae> saes) throws IOException {
        this.model = model;
        this.special = special;
        this.spared = spared;
        manager = model.manager().newSubManager();
        try {
            kernels = Kernels.beside(Splice.class, manager);
            for (Map.Entry<HookPoint, Sae> entry : saes.entrySet()) {
                reconstructors.put(entry.getKey(), new SaeReconstructor(entry.getValue(), manager));
                replaced.put(entry.getKey(), Hooks.predicted(entry.getValue()).orElse(entry.getKey()));
            }
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Summed over tokens, in nats. */
    record Losses(double clean, double spliced, double zeroed, long tokens) {

        static final Losses NONE = new Losses(0, 0, 0, 0);

        Losses plus(Losses other) {
            return new Losses(
                    clean + other.clean, spliced + other.spliced, zeroed + other.zeroed, tokens + other.tokens);
        }
    }

    private int predicted(int[] ids) {
        return predicted(special, ids);
    }

    /** How many of a sequence's tokens are predicted. */
    static int predicted(IntPredicate special, int[] ids) {
        int predicted = 0;
        for (int t = 1; t < ids.length; t++) {
            predicted += special.test(ids[t]) ? 0 : 1;
        }
        return predicted;
    }

    /**
     * −ln p with zeros, summed over all sequences, where that can be had at once: zeros in the residual stream leave of a text
     * its special tokens and the number of the others. If all texts begin with the same special ones and have no others
     * within, what is predicted at a place is the same for all, and the longest tells it.
     */
    OptionalDouble zeroed(HookPoint hook, List<int[]> sequences) {
        int[] longest = sequences.stream()
                .map(this::withoutItsEnd)
                .max(Comparator.comparingInt(ids -> ids.length))
                .orElseThrow();
        HookPoint place = Objects.requireNonNull(replaced.get(hook));
        if (!RESIDUAL.contains(place.site())
                || spared.firstPosition()
                || !sequences.stream().allMatch(ids -> beginsAlike(withoutItsEnd(ids), longest))) {
            return OptionalDouble.empty();
        }
        long[] positions = new long[sequences.stream().mapToInt(this::predicted).sum()];
        long[] next = new long[positions.length];
        int at = 0;
        for (int[] ids : sequences) {
            for (int t = 1; t < ids.length; t++) {
                if (!special.test(ids[t])) {
                    positions[at] = t - 1;
                    next[at++] = ids[t];
                }
            }
        }
        try (NDManager scope = model.manager().newSubManager()) {
            long[] ids = ids(List.of(longest), longest.length);
            Input input = Input.of(HostArrays.copy(scope, ids, new Shape(1, ids.length)));
            HookWriter zeros = new Replacement(place, place, null, rows(List.of(longest), longest.length), 0);
            return OptionalDouble.of(
                    sum(model.losses(scope, input, new NextTokens(positions, next), HookReader.NONE, zeros), 0));
        }
    }

    /** What comes before the special tokens at the end, which nothing before them sees. */
    private int[] withoutItsEnd(int[] ids) {
        int end = ids.length;
        while (end > 1 && special.test(ids[end - 1])) {
            end--;
        }
        return Arrays.copyOf(ids, end);
    }

    /** Whether the special tokens of a sequence are those at the beginning of another, which is not shorter. */
    private boolean beginsAlike(int[] ids, int[] other) {
        for (int t = 0; t < ids.length; t++) {
            if (special.test(ids[t]) != special.test(other[t]) || special.test(ids[t]) && ids[t] != other[t]) {
                return false;
            }
            if (t > 0 && special.test(ids[t]) && !special.test(ids[t - 1])) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param sequences of 2 tokens at least; shorter ones are filled up at the end, which nothing before it sees
     * @param known hook points whose sums with zeros are known; 0 stands for them
     */
    Map<HookPoint, Losses> of(List<int[]> sequences, Set<HookPoint> known) {
        int length = sequences.stream().mapToInt(ids -> ids.length).max().orElseThrow();
        int tokens = sequences.size() * length;
        long[] ids = ids(sequences, length);
        NextTokens next = next(sequences, length);
        int predicted = next.ids().length;
        long[] rows = rows(sequences, length);
        Map<HookPoint, Losses> losses = new LinkedHashMap<>();
        try (NDManager scope = model.manager().newSubManager()) {
            Map<Integer, NDArray> residuals = new HashMap<>();
            Input once = Input.of(HostArrays.copy(scope, ids, new Shape(sequences.size(), length)));
            double clean = sum(model.losses(scope, once, next, keeper(scope, residuals), HookWriter.NONE), 0);
            Input twice = Input.of(NDArrays.concat(new NDList(once.ids(), once.ids())));
            reconstructors.forEach((hook, reconstructor) -> {
                NDArray residual =
                        hook.site() == Site.EMBED ? null : Objects.requireNonNull(residuals.get(hook.layer()));
                try (NDManager inside = scope.newSubManager()) {
                    HookWriter writer = new Replacement(
                            hook, Objects.requireNonNull(replaced.get(hook)), reconstructor, rows, tokens);
                    if (known.contains(hook)) {
                        float[] found = losses(inside, hook, residual, once, next, writer);
                        losses.put(hook, new Losses(clean, sum(found, 0), 0, predicted));
                        return;
                    }
                    NDArray doubled = null;
                    if (residual != null) {
                        doubled = NDArrays.concat(new NDList(residual, residual));
                        doubled.attach(inside);
                    }
                    float[] found = losses(inside, hook, doubled, twice, next.repeated(2, tokens), writer);
                    losses.put(hook, new Losses(clean, sum(found, 0, predicted), sum(found, predicted), predicted));
                }
            });
        }
        return losses;
    }

    /** @param residual what goes into the hook point's block; null if it is the embedding */
    private float[] losses(
            NDManager scope,
            HookPoint hook,
            @Nullable NDArray residual,
            Input input,
            NextTokens next,
            HookWriter writer) {
        return residual == null
                ? model.losses(scope, input, next, HookReader.NONE, writer)
                : model.lossesFrom(scope, hook.layer(), residual, input, next, writer);
    }

    private static double sum(float[] values, int from) {
        return sum(values, from, values.length);
    }

    private static double sum(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static long[] ids(List<int[]> sequences, int length) {
        long[] ids = new long[sequences.size() * length];
        for (int b = 0; b < sequences.size(); b++) {
            int[] sequence = sequences.get(b);
            for (int t = 0; t < sequence.length; t++) {
                ids[b * length + t] = sequence[t];
            }
        }
        return ids;
    }

    private NextTokens next(List<int[]> sequences, int length) {
        int n = sequences.stream().mapToInt(ids -> predicted(special, ids)).sum();
        long[] positions = new long[n];
        long[] next = new long[n];
        int at = 0;
        for (int b = 0; b < sequences.size(); b++) {
            int[] ids = sequences.get(b);
            for (int t = 1; t < ids.length; t++) {
                if (!special.test(ids[t])) {
                    positions[at] = (long) b * length + t - 1;
                    next[at++] = ids[t];
                }
            }
        }
        return new NextTokens(positions, next);
    }

    /** Those of a batch's tokens that are replaced. */
    private long[] rows(List<int[]> sequences, int length) {
        long[] rows = new long[sequences.size() * length];
        int n = 0;
        for (int b = 0; b < sequences.size(); b++) {
            int[] ids = sequences.get(b);
            for (int t = 0; t < ids.length; t++) {
                if (!special.test(ids[t]) && (t > 0 || !spared.firstPosition())) {
                    rows[n++] = (long) b * length + t;
                }
            }
        }
        return Arrays.copyOf(rows, n);
    }

    /** Keeps what goes into the hook points' blocks. */
    private HookReader keeper(NDManager owner, Map<Integer, NDArray> residuals) {
        Set<HookPoint> hooks = reconstructors.keySet().stream()
                .filter(hook -> hook.site() != Site.EMBED)
                .map(hook -> new HookPoint(hook.layer(), Site.RESID_PRE))
                .collect(Collectors.toSet());
        return new HookReader() {
            @Override
            public Set<HookPoint> hooks() {
                return hooks;
            }

            @Override
            public void read(HookPoint hook, NDArray activations) {
                NDArray kept = activations.duplicate();
                kept.attach(owner);
                residuals.put(hook.layer(), kept);
            }
        };
    }

    /**
     * Puts reconstructions in the place of activations, and zeros where a batch stands there a second time. Without a
     * reconstructor there are zeros from the beginning.
     */
    private final class Replacement implements HookWriter {

        private final HookPoint read;
        private final HookPoint place;
        private final @Nullable SaeReconstructor reconstructor;
        private final long[] rows;
        private final int tokens;
        private @Nullable Made made;

        /**
         * @param read what the reconstructor reads
         * @param place what is replaced, the same or later in the pass
         * @param rows of the batch that are replaced
         * @param tokens of the batch
         */
        Replacement(
                HookPoint read, HookPoint place, @Nullable SaeReconstructor reconstructor, long[] rows, int tokens) {
            this.read = read;
            this.place = place;
            this.reconstructor = reconstructor;
            this.rows = rows;
            this.tokens = tokens;
        }

        @Override
        public Set<HookPoint> hooks() {
            return read.equals(place) ? Set.of(place) : Set.of(read, place);
        }

        @Override
        public NDArray write(HookPoint at, NDArray activations) {
            if (rows.length == 0) {
                return activations;
            }
            if (reconstructor != null && at.equals(read)) {
                made = made(reconstructor, activations);
            }
            if (at.equals(place)) {
                replace(activations);
            }
            return activations;
        }

        private void replace(NDArray activations) {
            try (NDManager scope = activations.getManager().newSubManager()) {
                Made found = made;
                if (found != null) {
                    try (found) {
                        kernels.call(scope, "replace", activations, found.at(), found.values());
                    }
                    made = null;
                }
                long all =
                        activations.getShape().get(0) * activations.getShape().get(1);
                if (reconstructor == null || all > tokens) {
                    NDArray first = HostArrays.copy(scope, rows);
                    kernels.call(scope, "zero", activations, first.add(reconstructor == null ? 0 : tokens));
                }
            }
        }

        /** Null if all rows are outliers. */
        private @Nullable Made made(SaeReconstructor maker, NDArray activations) {
            NDManager owner = manager.newSubManager();
            try (NDManager scope = activations.getManager().newSubManager()) {
                NDArray first = HostArrays.copy(owner, rows);
                NDArray x = kernels.call(scope, "rows", activations, first);
                NDArray ordinary = ordinary(owner, read, x, first, rows);
                if (ordinary.size() == 0) {
                    owner.close();
                    return null;
                }
                NDArray taken = ordinary == first ? x : kernels.call(scope, "rows", activations, ordinary);
                return new Made(owner, ordinary, maker.reconstruct(owner, taken));
            }
        }
    }

    /**
     * What takes the place of activations.
     *
     * @param owner of the others
     * @param at which rows of a batch, I64[n]
     * @param values F32[n, width]
     */
    private record Made(NDManager owner, NDArray at, NDArray values) implements AutoCloseable {

        @Override
        public void close() {
            owner.close();
        }
    }

    /** Those of some rows that are no outliers; the rows themselves if none is one. */
    private NDArray ordinary(NDManager scope, HookPoint hook, NDArray x, NDArray rows, long[] at) {
        float[] norms = kernels.call(scope, "norms", x).toFloatArray();
        long[] left = new long[at.length];
        int n = 0;
        for (int i = 0; i < at.length; i++) {
            if (!OutlierRule.isOutlier(norms[i], spared.limit(hook))) {
                left[n++] = at[i];
            }
        }
        return n == at.length ? rows : HostArrays.copy(scope, Arrays.copyOf(left, n));
    }

    @Override
    public void close() {
        reconstructors.values().forEach(SaeReconstructor::close);
        kernels.close();
        manager.close();
    }
}
