package dev.steergraph.ingest.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.model.config.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of folders that hold no model that can be run: one sentence each. */
class ModelFolderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aFolderWithoutConfigIsNoModel() {
        refused("is no model folder: it has no config.json.");
    }

    @Test
    void aConfigThatIsNoJsonIsRefused() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": ");
        refused("config.json is not JSON");
    }

    @Test
    void anUnknownArchitectureIsNamedWithThoseThatAreKnown() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"mamba\"}");
        refused("model_type \"mamba\" is unknown; the types that can be run are bert, gpt2, gpt_neox, llama,"
                + " mistral, gemma2, gemma3_text, gemma3, gemma, olmo2, olmo3, phi3, qwen2, qwen3, qwen3_moe,"
                + " qwen3_5_text, qwen3_5, qwen3_5_moe_text, qwen3_5_moe, gpt_oss.");
    }

    @Test
    void anUnknownActivationIsNamed() throws Exception {
        config("llama3", "\"silu\"", "\"snake\"");
        refused("activation \"snake\" is unknown");
    }

    @Test
    void anUnknownRopeScalingIsNamed() throws Exception {
        config("llama3", "\"llama3\"", "\"proportional\"");
        refused("rope_type \"proportional\" is unknown");
    }

    @Test
    void aFieldThatIsMissingHasTransformersDefault() throws Exception {
        config("gpt2", "\"n_embd\"", "\"n_embed\"");
        refused("should have the shape [768, 2304] by config.json, it has [32, 96].");
    }

    @Test
    void aMatrixOfAnotherShapeIsNamedWithBothShapes() throws Exception {
        config("llama3", "\"intermediate_size\": 40", "\"intermediate_size\": 44");
        refused("tensor \"layers.0.mlp.gate_proj.weight\" should have the shape [44, 32] by config.json, it has"
                + " [40, 32].");
    }

    @Test
    void aTensorThatIsMissingIsNamed() throws Exception {
        config("llama3", "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3");
        refused("model.layers.2.self_attn.q_proj.weight");
    }

    @Test
    void expertsThatContradictConfigJsonAreNamed() throws Exception {
        config("qwen3-moe", "\"num_local_experts\": 7", "\"num_local_experts\": 8");
        refused("\"layers.0.mlp.gate.weight\" should have the shape [8, 16] by config.json, it has [7, 16].");
        config("qwen3-moe", "\"moe_intermediate_size\": 10", "\"moe_intermediate_size\": 11");
        refused("\"layers.0.mlp.experts.0.gate_proj.weight\" should have the shape [11, 16] by config.json, it has"
                + " [10, 16].");
        config("qwen3-moe", "\"mlp_only_layers\": [\n    1\n  ]", "\"mlp_only_layers\": []");
        refused("has no tensor \"model.layers.1.mlp.gate.weight\"");
        config("qwen3-5-moe-images", "\"num_experts\": 4", "\"num_experts\": 5");
        refused("\"layers.0.mlp.gate.weight\" should have the shape [5, 16] by config.json, it has [4, 16].");
        config("qwen3-5-moe-images", "\"moe_intermediate_size\": 6", "\"moe_intermediate_size\": 7");
        refused("\"layers.0.mlp.experts.gate_up_proj\" should have the shape [4, 14, 16] by config.json, it has"
                + " [4, 12, 16].");
        config("gpt-oss-mxfp4", "\"intermediate_size\": 32", "\"intermediate_size\": 64");
        refused("\"layers.0.mlp.experts.gate_up_proj\" should have the shape [5, 128, 32] by config.json, it has"
                + " [5, 64, 32].");
        config("gpt-oss", "\"num_attention_heads\": 4", "\"num_attention_heads\": 2");
        refused("\"layers.0.self_attn.sinks\" should have the shape [2] by config.json, it has [4].");
    }

    @Test
    void deltaNetsThatContradictConfigJsonAreNamed() throws Exception {
        config("qwen3-5", "\"linear_value_head_dim\": 5", "\"linear_value_head_dim\": 6");
        refused("\"layers.0.linear_attn.in_proj_qkv.weight\" should have the shape [48, 16] by config.json, it has"
                + " [44, 16].");
        config("qwen3-5", "\"linear_conv_kernel_dim\": 4", "\"linear_conv_kernel_dim\": 5");
        refused("\"layers.0.linear_attn.conv1d.weight\" should have the shape [44, 1, 5] by config.json, it has"
                + " [44, 1, 4].");
    }

    @Test
    void layersBeyondTheLastAreNotThere() throws Exception {
        try (Transformer model =
                ModelSource.folder("x", TransformersParityTest.folder("gpt2")).load(Device.cpu(), Precision.F32)) {
            assertThat(model.has(HookPoint.residPost(1))).isTrue();
            assertThat(model.has(HookPoint.residPost(2))).isFalse();
        }
    }

    /** A fixture's folder with one thing in config.json that is another. */
    private void config(String fixture, String from, String to) throws Exception {
        Path original = TransformersParityTest.folder(fixture);
        Files.copy(
                original.resolve("model.safetensors"),
                folder.resolve("model.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);
        String config = Files.readString(original.resolve("config.json"));
        assertThat(config).contains(from);
        Files.writeString(folder.resolve("config.json"), config.replace(from, to));
    }

    private void refused(String sentence) {
        assertThatThrownBy(this::load).isInstanceOf(UserError.class).hasMessageContaining(sentence);
    }

    private void load() throws IOException {
        ModelSource.folder("x", folder).load(Device.cpu(), Precision.F32).close();
    }
}
