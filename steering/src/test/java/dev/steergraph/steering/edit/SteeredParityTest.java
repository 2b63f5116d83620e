package dev.steergraph.steering.edit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.core.steering.RecipeFile;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.SaeTarget;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.block.KvCache;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.Pass;
import dev.steergraph.ingest.model.hook.PassEdits;
import dev.steergraph.steering.feature.Edits;
import dev.steergraph.steering.feature.SteeringSaes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Logits under every kind of intervention against hooks in transformers, by make_steered.py; with and without a cache. */
class SteeredParityTest {

    private static final Path MODELS = Path.of("../ingest/model/src/test/resources/dev/steergraph/ingest/model");
    private static final Path EXPECTED = Path.of("src/test/resources/dev/steergraph/steering/parity");
    private static final int PROMPT = 7;
    private static final double TOLERANCE = 1e-4;

    static Stream<Arguments> cases() {
        return Stream.of("gpt2", "llama3", "gemma2", "gemma3").flatMap(model -> Stream.of(
                        "add",
                        "clamp",
                        "clamp-other",
                        "ablate",
                        "delta-decode",
                        "project-out",
                        "prompt",
                        "generated",
                        "several",
                        "directions")
                .map(name -> Arguments.of(model, name)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logitsAreThoseOfHooksInTransformers(String model, String name) throws Exception {
        float[] theirs = floats(model, name);
        try (Loaded loaded = new Loaded(model)) {
            int[] ids = loaded.ids();
            try (Steering steering = loaded.steering(name)) {
                float[] whole = logits(loaded.model, whole(ids), null, steering);
                assertNear(whole, theirs);
                assertThat(steering.verify(List.of(Arrays.copyOf(ids, PROMPT)), List.of(rest(ids))))
                        .hasSameSizeAs(steering.hooks());
            }
            try (Steering steering = loaded.steering(name)) {
                float[] cached = cached(loaded.model, ids, steering);
                assertNear(cached, theirs);
                steering.verify(List.of(Arrays.copyOf(ids, PROMPT)), List.of(rest(ids)));
            }
            assertThat(logits(loaded.model, whole(ids), null, PassEdits.NONE)).isNotEqualTo(theirs);
        }
    }

    static final class Loaded implements AutoCloseable {

        final Transformer model;
        private final String name;

        Loaded(String name) throws IOException {
            this.name = name;
            model = ModelSource.folder(name, MODELS.resolve(name)).load(Device.cpu(), Precision.F32);
        }

        int[] ids() throws IOException {
            long[] wide = new long[12];
            Safetensors.open(EXPECTED.resolve(name + ".safetensors"))
                    .tensor("ids", DType.I64, 1)
                    .data()
                    .asLongBuffer()
                    .get(wide);
            return Arrays.stream(wide).mapToInt(id -> (int) id).toArray();
        }

        Steering steering(String recipe) throws IOException {
            return steering(RecipeFile.read(EXPECTED.resolve(name + "-" + recipe + ".json")));
        }

        Steering steering(Recipe recipe) throws IOException {
            SteeringSaes saes = new SteeringSaes(null, SaeSpec.NONE, SaeTarget.of(model.info()), new SilentProgress());
            return new Steering(model, Edits.of(recipe, saes, model.info()), new Unsteered(id -> id < 3, false));
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /** The text at once, as one whose first tokens are a prompt. */
    static Pass whole(int... ids) {
        return pass(ids, 0, ids.length);
    }

    static Pass pass(int[] ids, int from, int to) {
        return new Pass(
                Arrays.stream(ids, from, to).asLongStream().toArray(), from, new int[] {0}, new int[] {to}, PROMPT);
    }

    private static int[] rest(int... ids) {
        return Arrays.copyOfRange(ids, PROMPT, ids.length);
    }

    static float[] logits(Transformer model, Pass pass, @Nullable KvCache cache, PassEdits edits) {
        try (NDManager scope = model.manager().newSubManager()) {
            NDArray ids = HostArrays.copy(scope, pass.ids(), new Shape(1, pass.length()));
            return model.logits(scope, new Input(ids, null, cache), HookReader.NONE, edits.of(pass))
                    .toFloatArray();
        }
    }

    /** As generation reads it: the prompt, then token by token. */
    static float[] cached(Transformer model, int[] ids, PassEdits edits) {
        float[] all = new float[0];
        try (KvCache cache = model.newCache(ids.length)) {
            for (int from = 0; from < ids.length; ) {
                int to = from == 0 ? PROMPT : from + 1;
                float[] part = logits(model, pass(ids, from, to), cache, edits);
                int before = all.length;
                all = Arrays.copyOf(all, before + part.length);
                System.arraycopy(part, 0, all, before, part.length);
                from = to;
            }
        }
        return all;
    }

    private static float[] floats(String model, String name) throws IOException {
        Safetensors file = Safetensors.open(EXPECTED.resolve(model + ".safetensors"));
        float[] values = new float[(int) file.tensor(name, DType.F32, 2).size()];
        file.tensor(name, DType.F32, 2).data().asFloatBuffer().get(values);
        return values;
    }

    /** The largest difference in relation to the value and the root mean square of all. */
    static void assertNear(float[] ours, float[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        double squares = 0;
        for (float value : theirs) {
            squares += (double) value * value;
        }
        double typical = Math.sqrt(squares / theirs.length);
        double worst = 0;
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).isFinite();
            worst = Math.max(worst, Math.abs(ours[i] - theirs[i]) / (Math.abs(theirs[i]) + typical));
        }
        assertThat(worst).isLessThan(TOLERANCE);
    }
}
