package dev.steergraph.ingest.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.generate.Generator;
import dev.steergraph.ingest.model.generate.Sampling;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.model.hook.PassEdits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Hugging Face transformers: tiny random models and what it makes of them, by make_models.py. */
class TransformersParityTest {

    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2",
                "gpt2-by-layer",
                "gpt-neox",
                "gpt-neox-sequential",
                "llama3",
                "llama2-linear",
                "mistral",
                "gemma2",
                "bert",
                "gemma2-sparse",
                "gpt-neox-twice",
                "gpt2-aliases",
                "llama-leftover",
                "llama-twice",
                "llama-unsaid",
                "llama-untied",
                "mistral-sparse",
                "gemma",
                "gemma3",
                "gemma3-images",
                "gemma3-images-untied",
                "gemma3-layers",
                "gemma3-older",
                "llama-longrope",
                "llama-yarn",
                "olmo2",
                "olmo3",
                "olmo3-older",
                "phi3",
                "phi3-long",
                "phi3-short",
                "qwen2",
                "qwen2-layers",
                "qwen3",
                "qwen3-yarn",
                "qwen3-moe",
                "qwen3-moe-sliding",
                "gpt-oss",
                "gpt-oss-mxfp4",
                "qwen3-5",
                "qwen3-5-long",
                "qwen3-5-images",
                "qwen3-5-moe",
                "qwen3-5-moe-images"
            })
    void everyHookAndTheLogitsAreThoseOfTransformers(String name) throws Exception {
        Path folder = folder(name);
        Safetensors expected = Safetensors.open(folder.resolve("expected.safetensors"));
        long[] ids = longs(expected, "ids", 2);
        long[] mask = longs(expected, "mask", 2);
        Shape shape = new Shape(3, ids.length / 3);
        try (Transformer model = ModelSource.folder(name, folder).load(Device.cpu(), Precision.F32);
                NDManager scope = model.manager().newSubManager()) {
            Map<HookPoint, float[]> found = new HashMap<>();
            Input input = new Input(scope.create(ids, shape), scope.create(mask, shape), null);
            HookReader reader = reader(everyHook(model), found);
            if (expected.has("logits")) {
                float[] logits =
                        model.logits(scope, input, reader, HookWriter.NONE).toFloatArray();
                assertSame("logits", logits, floats(expected, "logits"), mask);
            } else {
                model.forward(scope, input, reader, HookWriter.NONE);
            }
            assertThat(found).containsOnlyKeys(model.info().hookPoints());
            for (Map.Entry<HookPoint, float[]> hook : found.entrySet()) {
                String key = hook.getKey().toString();
                assertSame(key, hook.getValue(), floats(expected, key), mask);
                assertThat(hook.getValue())
                        .as(key)
                        .hasSize(ids.length * model.info().width(hook.getKey()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2",
                "gpt2-by-layer",
                "gpt-neox",
                "gpt-neox-sequential",
                "llama3",
                "llama2-linear",
                "mistral",
                "gemma2",
                "gemma2-sparse",
                "gpt-neox-twice",
                "gpt2-aliases",
                "llama-leftover",
                "llama-twice",
                "llama-unsaid",
                "llama-untied",
                "mistral-sparse",
                "gemma",
                "gemma3",
                "gemma3-images",
                "gemma3-images-untied",
                "gemma3-layers",
                "gemma3-older",
                "llama-longrope",
                "llama-yarn",
                "olmo2",
                "olmo3",
                "olmo3-older",
                "phi3",
                "phi3-long",
                "phi3-short",
                "qwen2",
                "qwen2-layers",
                "qwen3",
                "qwen3-yarn",
                "qwen3-moe",
                "qwen3-moe-sliding",
                "gpt-oss",
                "gpt-oss-mxfp4",
                "qwen3-5",
                "qwen3-5-long",
                "qwen3-5-images",
                "qwen3-5-moe",
                "qwen3-5-moe-images"
            })
    void theGreedyContinuationIsThatOfTransformers(String name) throws Exception {
        Path folder = folder(name);
        Safetensors expected = Safetensors.open(folder.resolve("expected.safetensors"));
        long[] ids = longs(expected, "ids", 2);
        long[] generated = longs(expected, "generated", 2);
        int length = ids.length / 3;
        int[] full = new int[7];
        int[] padded = new int[4];
        for (int i = 0; i < 7; i++) {
            full[i] = (int) ids[i];
        }
        for (int i = 0; i < 4; i++) {
            padded[i] = (int) ids[length + 3 + i];
        }
        try (Transformer model = ModelSource.folder(name, folder).load(Device.cpu(), Precision.F32)) {
            Generator generator = new Generator(model, Set.of(), Sampling.GREEDY, PassEdits.NONE);
            List<Integer> both = new ArrayList<>();
            generator.generate(List.of(full, padded), 9, 0).forEach(made -> add(both, made));
            List<Integer> alone = new ArrayList<>();
            add(alone, generator.generate(List.of(full), 9, 0).get(0));
            add(alone, generator.generate(List.of(padded), 9, 0).get(0));
            List<Integer> theirs = new ArrayList<>();
            for (long id : generated) {
                theirs.add((int) id);
            }
            assertThat(both).isEqualTo(theirs);
            assertThat(alone).isEqualTo(theirs);
        }
    }

    static Path folder(String name) throws Exception {
        return Path.of(TransformersParityTest.class.getResource(name).toURI());
    }

    static Set<HookPoint> everyHook(Transformer model) {
        return Set.copyOf(model.info().hookPoints());
    }

    static HookReader reader(Set<HookPoint> hooks, Map<HookPoint, float[]> found) {
        return new HookReader() {
            @Override
            public Set<HookPoint> hooks() {
                return hooks;
            }

            @Override
            public void read(HookPoint hook, NDArray activations) {
                found.put(hook, activations.toFloatArray());
            }
        };
    }

    /** The largest difference in relation to the value and the tensor's root mean square, at tokens that are real. */
    private static void assertSame(String what, float[] ours, float[] theirs, long[] mask) {
        assertThat(ours).as(what).hasSameSizeAs(theirs);
        int width = ours.length / mask.length;
        double squares = 0;
        for (float value : theirs) {
            squares += (double) value * value;
        }
        double typical = Math.sqrt(squares / theirs.length);
        double worst = 0;
        for (int i = 0; i < ours.length; i++) {
            if (mask[i / width] == 1) {
                assertThat(ours[i]).as(what).isFinite();
                worst = Math.max(worst, Math.abs(ours[i] - theirs[i]) / (Math.abs(theirs[i]) + typical));
            }
        }
        assertThat(worst).as(what).isLessThan(TOLERANCE);
    }

    private static void add(List<Integer> all, int[] ids) {
        for (int id : ids) {
            all.add(id);
        }
    }

    private static long[] longs(Safetensors file, String name, int rank) throws Exception {
        var buffer = file.tensor(name, DType.I64, rank).data().asLongBuffer();
        long[] values = new long[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static float[] floats(Safetensors file, String name) throws Exception {
        var buffer = file.tensor(name, DType.F32, 3).data().asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
