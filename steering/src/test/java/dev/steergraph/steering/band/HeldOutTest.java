package dev.steergraph.steering.band;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.measure.CodeSets;
import dev.steergraph.steering.measure.SharedPass;
import dev.steergraph.steering.measure.TextBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Gain and damage on a tiny GPT-2 against transformers with a hook, by make_held_out.py; and target tokens that are known. */
class HeldOutTest {

    private static final Path GPT2 = Path.of("../ingest/model/src/test/resources/dev/steergraph/ingest/model/gpt2");
    private static final Path EXPECTED = Path.of("src/test/resources/dev/steergraph/steering/band/held-out.json");
    private static final Unsteered SPECIAL = new Unsteered(id -> id < 3, false);
    private static final HookPoint HOOK = HookPoint.residPost(0);

    private static Transformer model;
    private static JsonNode expected;

    @BeforeAll
    static void load() throws IOException {
        model = ModelSource.folder("gpt2", GPT2).load(Device.cpu(), Precision.F32);
        expected = new ObjectMapper().readTree(EXPECTED.toFile());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void gainAndDamageAreThoseOfAHookInTransformers() throws IOException {
        for (JsonNode one : expected.get("expected")) {
            for (int batchTokens : new int[] {1, 1000}) {
                HeldOut found = measured(one.get("k").asDouble(), batchTokens);
                assertThat(found.gain()).isCloseTo(one.get("gain").asDouble(), within(1e-5));
                assertThat(found.gainError()).isCloseTo(one.get("gainError").asDouble(), within(1e-5));
                assertThat(found.kl()).isCloseTo(one.get("kl").asDouble(), within(1e-5));
                assertThat(found.nllChange()).isCloseTo(one.get("nllChange").asDouble(), within(1e-5));
            }
        }
        assertThat(measured(1, 1000).randomGain())
                .isCloseTo(expected.get("otherGain").asDouble(), within(1e-5));
    }

    @Test
    void aStrengthOfZeroDoesNothing() throws IOException {
        HeldOut found = measured(0, 1000);
        assertThat(found.gain()).isZero();
        assertThat(found.gainError()).isZero();
        assertThat(found.z()).isZero();
        assertThat(found.kl()).isZero();
        assertThat(found.nllChange()).isZero();
    }

    private static HeldOut measured(double k, int batchTokens) throws IOException {
        Along along = Along.of(HOOK, floats("vector"));
        long[] targets = new long[expected.get("targets").size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = expected.get("targets").get(i).asLong();
        }
        List<int[]> texts = new ArrayList<>();
        expected.get("texts").forEach(text -> texts.add(ids(text)));
        HeldOut heldOut = new HeldOut(along, List.of(Along.of(HOOK, floats("other"))), k, targets, texts.size());
        try (CodeSets none = new CodeSets(List.of(), model.manager())) {
            for (TextBatch batch : TextBatch.of(texts, SPECIAL, batchTokens)) {
                try (SharedPass pass = new SharedPass(model, batch, 0, none, true)) {
                    heldOut.add(pass, model, SPECIAL, 0, 0, pass.predictions(targets));
                }
            }
        }
        return heldOut;
    }

    private static float[] floats(String name) {
        JsonNode node = expected.get(name);
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) node.get(i).asDouble();
        }
        return values;
    }

    private static int[] ids(JsonNode text) {
        int[] ids = new int[text.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = text.get(i).asInt();
        }
        return ids;
    }

    /** The output of the last block goes through the final norm to the unembedding, and no block is in between. */
    @Test
    void theTokenInWhoseDirectionOneSteersIsTheTarget() throws IOException {
        for (int token : new int[] {9, 31, 44}) {
            Along along = Along.of(HookPoint.residPost(1), unembedding(token, 40));
            List<int[]> texts = new ArrayList<>();
            expected.get("texts").forEach(text -> texts.add(ids(text)));
            TargetSearch search = new TargetSearch(SPECIAL);
            try (CodeSets none = new CodeSets(List.of(), model.manager())) {
                for (TextBatch batch : TextBatch.of(texts, SPECIAL, 20)) {
                    try (SharedPass pass = new SharedPass(model, batch, 1, none, true)) {
                        search.add(pass, model, along, List.of(along.random(5), along.random(6)));
                    }
                }
            }
            assertThat(search.found(id -> "w" + id).get(0).id()).isEqualTo(token);
            assertThat(search.found(id -> "w" + id))
                    .hasSizeLessThanOrEqualTo(TargetSearch.TARGETS)
                    .allMatch(found -> found.id() > 2 && found.change() > 0);
            assertThat(search.found(id -> id == token ? "" : "w" + id))
                    .as("an id that no token has")
                    .noneMatch(found -> found.id() == token);
        }
    }

    private static float[] unembedding(int token, double scale) throws IOException {
        float[] all = new float[61 * 32];
        Safetensors.open(GPT2.resolve("model.safetensors"))
                .tensor("transformer.wte.weight", DType.F32, 2)
                .data()
                .asFloatBuffer()
                .get(all);
        float[] row = new float[32];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (scale * all[token * 32 + i]);
        }
        return row;
    }
}
