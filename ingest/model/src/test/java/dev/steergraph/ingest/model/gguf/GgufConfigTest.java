package dev.steergraph.ingest.model.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.checkpoint.gguf.GgufFile;
import dev.steergraph.ingest.checkpoint.gguf.GgufMetadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What headers say, as config.json; the models of GgufParityTest show that it is what transformers takes. */
class GgufConfigTest {

    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, StoredTensor> tensors = new HashMap<>();

    private GgufConfigTest of(String architecture) {
        values.put("general.architecture", architecture);
        for (String key : List.of("block_count", "embedding_length", "feed_forward_length", "attention.head_count")) {
            values.put(architecture + "." + key, 8L);
        }
        values.put(architecture + ".context_length", 64L);
        values.put(architecture + ".attention.key_length", 4L);
        values.put(architecture + ".attention.layer_norm_rms_epsilon", 1e-5);
        values.put(architecture + ".attention.sliding_window", 16L);
        if (architecture.equals("llama")) {
            values.remove("llama.attention.sliding_window");
        }
        return this;
    }

    private JsonNode read() throws IOException {
        return GgufConfig.of(new GgufFile(new GgufMetadata(Path.of("model.gguf"), values), tensors))
                .json();
    }

    private void refused(String why) {
        assertThatThrownBy(this::read)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("model.gguf ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama.block_count",
                "llama.embedding_length",
                "llama.feed_forward_length",
                "llama.attention.head_count",
                "llama.context_length",
                "llama.attention.layer_norm_rms_epsilon"
            })
    void whatIsNeededIsAskedFor(String name) {
        of("llama").values.remove(name);
        refused("has no " + name);
    }

    @ParameterizedTest
    @CsvSource({
        "llama.expert_count, 8",
        "llama.attention.clamp_kqv, 4",
        "llama.logit_scale, 2",
        "llama.attention.scale, 3",
        "llama.final_logit_softcapping, 30",
        "llama.pooling_type, 1"
    })
    void whatChangesTheComputationIsRefusedUnlessItIsNothing(String name, long value) throws IOException {
        of("llama").values.put(name, value);
        refused("says " + name + " = " + value + ", which is not implemented for llama");
        values.put(name, 0L);
        assertThat(read().has(name)).isFalse();
    }

    @Test
    void sequencesThatLookAheadAreRefused() throws IOException {
        of("llama").values.put("llama.attention.causal", false);
        refused("says llama.attention.causal = false");
        values.put("llama.attention.causal", true);
        assertThat(read().has("llama.attention.causal")).isFalse();
    }

    @Test
    void whatIsNotKnownIsHandedOnToBeNamed() throws IOException {
        of("llama").values.put("llama.new_thing", 3L);
        assertThat(read().get("llama.new_thing").asText()).isEqualTo("3");
    }

    @Test
    void headsAreOfOneWidth() {
        of("llama").values.put("llama.rope.dimension_count", 2L);
        refused("has heads of which keys are 4 wide, values 4, and 2 entries are rotated");
        values.remove("llama.rope.dimension_count");
        values.put("llama.attention.value_length", 6L);
        refused("has heads of which keys are 4 wide, values 6, and 4 entries are rotated");
    }

    @Test
    void sizesOfEachBlockMayBeTheSame() throws IOException {
        of("llama").values.put("llama.attention.head_count_kv", List.of(2L, 2L));
        assertThat(read().get("num_key_value_heads").asInt()).isEqualTo(2);
        values.put("llama.attention.head_count_kv", List.of(2L, 4L));
        refused("gives llama.attention.head_count_kv for each block");
        values.put("llama.attention.head_count_kv", 0L);
        refused("gives llama.attention.head_count_kv as 0, which is no size");
    }

    @Test
    void aLlamaWithAWindowIsMistral() throws IOException {
        of("llama").values.put("llama.attention.sliding_window", 12L);
        assertThat(read().get("model_type").asText()).isEqualTo("mistral");
        assertThat(read().get("sliding_window").asInt()).isEqualTo(12);
        values.put("llama.attention.sliding_window", 0L);
        assertThat(read().get("model_type").asText()).isEqualTo("llama");
    }

    @Test
    void rotationsAreScaledAsTheFileSays() throws IOException {
        of("llama").values.put("llama.rope.scaling.factor", 4.0);
        rope("{\"rope_theta\":10000.0,\"rope_type\":\"linear\",\"factor\":4.0}");
        values.put("llama.rope.scaling.type", "none");
        rope("{\"rope_theta\":10000.0,\"rope_type\":\"default\"}");
        values.put("llama.rope.scaling.type", "yarn");
        values.put("llama.rope.scaling.original_context_length", 32L);
        rope("{\"rope_theta\":10000.0,\"rope_type\":\"yarn\",\"factor\":4.0,"
                + "\"original_max_position_embeddings\":32.0}");
        values.put("llama.rope.scaling.type", "longrope");
        refused("says rope.scaling.type = longrope, which is not implemented");
    }

    private void rope(String expected) throws IOException {
        assertThat(read().get("rope_parameters").toString()).isEqualTo(expected);
    }

    @Test
    void factorsOfTheRotationFitTheHead() {
        of("llama").tensors.put("rope_freqs.weight", new Zeros(3));
        refused("should have 2 factors in rope_freqs.weight, one for each pair of a head's entries; its shape is [3]");
        values.put("llama.rope.scaling.type", "linear");
        refused("and says rope.scaling.type = linear; only one of them is implemented");
    }

    @Test
    void gemmasLargestModelsScaleScoresByTheWidthOfTheModel() throws IOException {
        of("gemma2").values.put("gemma2.embedding_length", 128L);
        assertThat(read().get("query_pre_attn_scalar").asInt()).isEqualTo(4);
        values.put("gemma2.block_count", 46L);
        assertThat(read().get("query_pre_attn_scalar").asInt()).isEqualTo(16);
    }

    @Test
    void layersOfGemma3SlideByPeriodOrByList() throws IOException {
        assertThat(of("gemma3").types()).isEqualTo("SSSSSFSS");
        values.put("gemma3.attention.sliding_window_pattern", 3L);
        assertThat(types()).isEqualTo("SSFSSFSS");
        values.put(
                "gemma3.attention.sliding_window_pattern", List.of(true, false, true, false, true, false, true, false));
        assertThat(types()).isEqualTo("SFSFSFSF");
        values.put("gemma3.attention.sliding_window_pattern", List.of(true));
        refused("says of 1 layers whether they slide, and has 8");
    }

    private String types() throws IOException {
        StringBuilder letters = new StringBuilder();
        read().get("layer_types").forEach(type -> letters.append(type.asText().startsWith("sliding") ? 'S' : 'F'));
        return letters.toString();
    }

    @Test
    void gemma3RotatesByKindOfLayer() throws IOException {
        of("gemma3").values.put("gemma3.rope.scaling.type", "linear");
        values.put("gemma3.rope.scaling.factor", 8.0);
        values.put("gemma3.rope.freq_base", 500_000.0);
        rope("{\"sliding_attention\":{\"rope_theta\":10000.0,\"rope_type\":\"default\"},"
                + "\"full_attention\":{\"rope_theta\":500000.0,\"rope_type\":\"linear\",\"factor\":8.0}}");
        tensors.put("rope_freqs.weight", new Zeros(2));
        refused("has factors for its rotation, rope_freqs.weight, which are not implemented for its architecture");
    }

    @Test
    void whereTheHeadIsTheEmbeddingThereIsNoOutput() throws IOException {
        of("llama").tensors.put("token_embd.weight", new Zeros(11, 8));
        assertThat(read().get("tie_word_embeddings").asBoolean()).isTrue();
        assertThat(read().get("vocab_size").asInt()).isEqualTo(11);
        tensors.put("output.weight", new Zeros(11, 8));
        assertThat(read().get("tie_word_embeddings").asBoolean()).isFalse();
    }

    @Test
    void everyTokenThatEndsATextCounts() throws IOException {
        of("llama").values.put("tokenizer.ggml.eos_token_id", 5L);
        values.put("tokenizer.ggml.eot_token_id", 7L);
        assertThat(read().get("eos_token_id").toString()).isEqualTo("[5,7]");
        assertThat(read().get("bos_token_id").isNull()).isTrue();
    }

    private record Zeros(long... shape) implements StoredTensor {
        @Override
        public DType dtype() {
            return DType.F32;
        }

        @Override
        public ByteBuffer bytes(long firstByte, int length) {
            return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
