package dev.steergraph.ingest.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a hook writes is the pass's own memory. Arrays over Java memory live as long as one NDArray does, which is closed
 * with its block: while collections are forced and their memory is asked for again, thousands of passes give the same
 * numbers. Were such arrays not copied, numbers would be wrong from the first collection on, and the process would end.
 */
class WrittenMemoryTest {

    private static final int PASSES = 2_000;
    private static final int COLLECTED_EVERY = 20;
    private static final int SEQUENCES = 2;
    private static final int TOKENS = 32;
    private static final HookPoint WRITTEN = new HookPoint(0, Site.RESID_PRE);
    private static final HookPoint READ = HookPoint.residPost(1);

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama3"})
    @Timeout(120)
    void whatIsMadeOfJavaMemoryOutlivesCollections(String name) throws Exception {
        try (Transformer model = load(name)) {
            float[] values = values(model);
            float[] expected =
                    pass(model, false, (scope, activations) -> HostArrays.copy(scope, values, activations.getShape()));
            for (int pass = 0; pass < PASSES; pass++) {
                float[] found = pass(
                        model,
                        pass % COLLECTED_EVERY == 0,
                        (scope, activations) -> scope.create(values, activations.getShape()));
                assertThat(found).as("pass %d of %s", pass, name).isEqualTo(expected);
            }
        }
    }

    @Test
    void anArrayThatTheWriterKeepsIsNotWrittenTo() throws Exception {
        try (Transformer model = load("gpt2");
                NDManager own = model.manager().newSubManager()) {
            float[] values = values(model);
            NDArray kept =
                    own.create(values, new Shape(SEQUENCES, TOKENS, model.info().dModel()));
            float[] first = pass(model, false, (scope, activations) -> kept);
            assertThat(kept.toFloatArray()).isEqualTo(values);
            assertThat(pass(model, false, (scope, activations) -> kept)).isEqualTo(first);
        }
    }

    private static Transformer load(String name) throws Exception {
        return ModelSource.folder(name, TransformersParityTest.folder(name)).load(Device.cpu(), Precision.F32);
    }

    private static float[] values(Transformer model) {
        float[] values = new float[SEQUENCES * TOKENS * model.info().dModel()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        return values;
    }

    /**
     * What comes out of the second block if the first one's input is written.
     *
     * @param collected whether there is a collection in the second block, where what the first one owned is closed
     */
    private static float[] pass(Transformer model, boolean collected, BiFunction<NDManager, NDArray, NDArray> edit) {
        Map<HookPoint, float[]> found = new HashMap<>();
        HookReader reader = TransformersParityTest.reader(Set.of(READ), found);
        HookWriter writer = new HookWriter() {
            @Override
            public Set<HookPoint> hooks() {
                return Set.of(WRITTEN, new HookPoint(1, Site.MLP_OUT));
            }

            @Override
            public NDArray write(HookPoint hook, NDArray activations) {
                if (hook.equals(WRITTEN)) {
                    return edit.apply(activations.getManager(), activations);
                }
                if (collected) {
                    collectAndReuse((int) activations.size() * Float.BYTES);
                }
                return activations;
            }
        };
        long[] ids = new long[SEQUENCES * TOKENS];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = 3 + i * 7 % 50;
        }
        try (NDManager scope = model.manager().newSubManager()) {
            Input input = Input.of(scope.create(ids, new Shape(SEQUENCES, TOKENS)));
            model.forward(scope, input, reader, writer);
        }
        return Objects.requireNonNull(found.get(READ));
    }

    /** Frees what nothing refers to, and has others write to it. */
    private static void collectAndReuse(int bytes) {
        System.gc();
        try {
            Thread.sleep(5); // until buffers are freed, which a thread of its own does
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        List<ByteBuffer> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ByteBuffer other = ByteBuffer.allocateDirect(bytes);
            while (other.hasRemaining()) {
                other.put((byte) 77);
            }
            others.add(other);
        }
        assertThat(others).allSatisfy(other -> assertThat(other.get(0)).isEqualTo((byte) 77));
    }
}
