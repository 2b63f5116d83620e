package dev.steergraph.ingest.extract.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.generate.Generate.Continuation;
import dev.steergraph.ingest.extract.generate.Generate.Parameters;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.generate.Sampling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Real weights against transformers. {@code make_smollm2.py} makes the folder that the variable names. */
@EnabledIfEnvironmentVariable(named = "SMOLLM2", matches = ".+", disabledReason = "SMOLLM2 names no model folder")
class SmolLm2Test {

    private static final int TOKENS = 64;

    private final ModelSpec model = ModelSpec.of(System.getenv("SMOLLM2"));
    private final JsonNode expected;

    SmolLm2Test() throws IOException {
        expected = new ObjectMapper().readTree(SmolLm2Test.class.getResourceAsStream("smollm2/continuations.json"));
    }

    @Test
    void promptsAreTokenisedAsTransformersDoes() throws IOException {
        ModelSource source = model.source(new SilentProgress());
        try (Tokenizer tokenizer = new Tokenizer(
                model.tokenizer(source), TOKENS, Bos.AUTO, source.info().bosToken())) {
            for (JsonNode one : expected) {
                assertThat(tokenizer.begin(one.get("prompt").asText())).containsExactly(ids(one.get("prompt_ids")));
            }
        }
    }

    @Test
    void greedyContinuationsAreTransformersTokenForToken() throws IOException {
        List<String> prompts = new ArrayList<>();
        expected.forEach(one -> prompts.add(one.get("prompt").asText()));
        List<Continuation> made = Generate.of(
                new Parameters(model, "cpu", Bos.AUTO, new Sampling(0, 0, 1), TOKENS, 0),
                prompts,
                new SilentProgress());
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
