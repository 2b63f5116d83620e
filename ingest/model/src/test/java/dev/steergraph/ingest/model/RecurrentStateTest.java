package dev.steergraph.ingest.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.block.KvCache;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text read in pieces, each of which goes on with the states that the one before left, is the text read at once. */
class RecurrentStateTest {

    private static final int TOKENS = 150;
    private static final int VOCABULARY = 13;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 65, 149})
    void inPiecesOfAnyLength(int piece) throws Exception {
        try (Transformer model = load();
                NDManager scope = model.manager().newSubManager()) {
            assertNear(inPieces(model, scope, ids(TOKENS), piece), atOnce(model, scope, ids(TOKENS), null), 1e-5f);
        }
    }

    @Test
    void paddingBeforeATextChangesNothing() throws Exception {
        int padding = 70;
        long[] text = ids(TOKENS);
        long[] padded = new long[padding + TOKENS];
        long[] mask = new long[padding + TOKENS];
        System.arraycopy(text, 0, padded, padding, TOKENS);
        Arrays.fill(mask, padding, mask.length, 1);
        try (Transformer model = load();
                NDManager scope = model.manager().newSubManager()) {
            float[] after = atOnce(model, scope, padded, mask);
            float[] own = Arrays.copyOfRange(after, padding * VOCABULARY, after.length);
            assertNear(own, atOnce(model, scope, text, null), 1e-5f);
        }
    }

    private static Transformer load() throws Exception {
        String name = "qwen3-5-long";
        return ModelSource.folder(name, TransformersParityTest.folder(name)).load(Device.cpu(), Precision.F32);
    }

    private static long[] ids(int count) {
        return new SplittableRandom(5).longs(count, 3, VOCABULARY).toArray();
    }

    private static float[] atOnce(Transformer model, NDManager scope, long[] ids, long @Nullable [] mask) {
        NDArray real = mask == null ? null : scope.create(mask).expandDims(0);
        Input input = new Input(scope.create(ids).expandDims(0), real, null);
        return model.logits(scope, input, HookReader.NONE, HookWriter.NONE).toFloatArray();
    }

    private static float[] inPieces(Transformer model, NDManager scope, long[] ids, int piece) {
        float[] logits = new float[ids.length * VOCABULARY];
        try (KvCache cache = model.newCache(ids.length)) {
            for (int from = 0; from < ids.length; from += piece) {
                long[] own = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + piece));
                Input input = new Input(scope.create(own).expandDims(0), null, cache);
                float[] found = model.logits(scope, input, HookReader.NONE, HookWriter.NONE)
                        .toFloatArray();
                System.arraycopy(found, 0, logits, from * VOCABULARY, found.length);
            }
        }
        return logits;
    }

    private static void assertNear(float[] ours, float[] other, float tolerance) {
        assertThat(ours).hasSameSizeAs(other);
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).isFinite();
            assertThat(Math.abs(ours[i] - other[i])).as("logit " + i).isLessThan(tolerance * (1 + Math.abs(other[i])));
        }
    }
}
