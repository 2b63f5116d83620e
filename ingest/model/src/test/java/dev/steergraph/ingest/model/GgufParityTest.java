package dev.steergraph.ingest.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.generate.Generator;
import dev.steergraph.ingest.model.generate.Sampling;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.model.hook.PassEdits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GGUF files against transformers' own reader of them: tiny random models by {@code gguf/make_gguf.py}. */
class GgufParityTest {

    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(strings = {"llama", "llama-tied", "llama-factors", "qwen2", "qwen3", "gemma2", "gemma3", "gpt2"})
    void hiddenStatesLogitsAndTheContinuationAreThoseOfTransformers(String name) throws Exception {
        Path file = Path.of(
                GgufParityTest.class.getResource("gguf/" + name + ".gguf").toURI());
        Safetensors expected = Safetensors.open(file.resolveSibling(name + ".safetensors"));
        long[] ids = longs(expected, "ids", 2);
        ModelSource source = ModelSource.gguf(file);
        assertThat(source.note()).isNull();
        try (Transformer model = source.load(Device.cpu(), Precision.F32);
                NDManager scope = model.manager().newSubManager()) {
            Set<HookPoint> hooks = new HashSet<>();
            for (int layer = 0; layer < model.info().layers(); layer++) {
                hooks.add(new HookPoint(layer, Site.RESID_PRE));
            }
            Map<HookPoint, float[]> found = new HashMap<>();
            float[] logits = model.logits(
                            scope,
                            Input.of(scope.create(ids, new Shape(2, ids.length / 2))),
                            TransformersParityTest.reader(hooks, found),
                            HookWriter.NONE)
                    .toFloatArray();
            assertThat(found).hasSize(model.info().layers());
            for (Map.Entry<HookPoint, float[]> hook : found.entrySet()) {
                assertSame(hook.getKey().toString(), hook.getValue(), expected);
            }
            assertSame("logits", logits, expected);
            int[] prompt = Arrays.stream(ids).limit(7).mapToInt(id -> (int) id).toArray();
            Generator generator = new Generator(model, Set.of(), Sampling.GREEDY, PassEdits.NONE);
            int[] theirs = Arrays.stream(longs(expected, "generated", 1))
                    .mapToInt(id -> (int) id)
                    .toArray();
            assertThat(generator.generate(List.of(prompt), theirs.length, 0).get(0))
                    .containsExactly(theirs);
        }
    }

    private static void assertSame(String what, float[] ours, Safetensors file) throws IOException {
        float[] theirs = new float[ours.length];
        file.tensor(what, DType.F32, 3).data().asFloatBuffer().get(theirs);
        double squares = 0;
        for (float value : theirs) {
            squares += (double) value * value;
        }
        double typical = Math.sqrt(squares / theirs.length);
        double worst = 0;
        for (int i = 0; i < ours.length; i++) {
            worst = Math.max(worst, Math.abs(ours[i] - theirs[i]) / (Math.abs(theirs[i]) + typical));
        }
        assertThat(worst).as(what).isLessThan(TOLERANCE);
    }

    private static long[] longs(Safetensors file, String name, int rank) throws IOException {
        var buffer = file.tensor(name, DType.I64, rank).data().asLongBuffer();
        long[] values = new long[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
