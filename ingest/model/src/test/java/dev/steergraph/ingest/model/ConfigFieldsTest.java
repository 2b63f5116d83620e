package dev.steergraph.ingest.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of fields of config.json that are left over, contradict each other, or ask for what is not implemented. */
class ConfigFieldsTest {

    private static final String SMALL = "\"vocab_size\": 61, \"hidden_size\": 32, \"num_hidden_layers\": 2,"
            + " \"num_attention_heads\": 4, \"intermediate_size\": 40";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void whatAnArchitectureDoesNotHaveIsNamedOnce() throws Exception {
        assertThat(ModelSource.folder("x", TransformersParityTest.folder("llama-leftover"))
                        .note())
                .endsWith("config.json has fields that llama does not use: \"attn_logit_softcapping\","
                        + " \"partial_rotary_factor\", \"sliding_window\", \"use_sliding_window\".");
        assertThat(ModelSource.folder("x", TransformersParityTest.folder("llama-twice"))
                        .note())
                .endsWith("config.json has a field that llama does not use: \"rope_parameters\".");
        assertThat(ModelSource.folder("x", TransformersParityTest.folder("gpt2-aliases"))
                        .note())
                .endsWith("config.json has a field that gpt2 does not use: \"n_ctx\".");
        assertThat(ModelSource.folder("x", TransformersParityTest.folder("gpt-neox-twice"))
                        .note())
                .endsWith(
                        "config.json has fields that gpt_neox does not use: \"partial_rotary_factor\", \"rope_theta\".");
        assertThat(ModelSource.folder("x", TransformersParityTest.folder("gemma3-images-untied"))
                        .note())
                .endsWith("config.json has a field that gemma3 does not use: \"text_config.final_logit_softcapping\".");
        config(
                "gemma3",
                "\"x\": 1, \"text_config\": {\"y\": 2, \"rope_scaling\": {\"type\": \"linear\", \"factor\": 8}}");
        assertThat(note())
                .as("a type beside the usual rope_type is not read, as in transformers")
                .endsWith("fields that gemma3 does not use: \"text_config.rope_scaling.factor\", \"text_config.y\","
                        + " \"x\".");
        config("llama", SMALL + ", \"rope_scaling\": {\"type\": \"default\", \"factor\": 2.0}");
        assertThat(note()).endsWith("a field that llama does not use: \"rope_scaling.factor\".");
    }

    @Test
    void theFilesOfTransformersAndWhatChangesNoActivationAreReadInSilence() throws Exception {
        List<String> old = List.of("gpt2", "gpt-neox", "llama3", "llama2-linear", "mistral", "gemma2", "bert");
        List<String> since =
                List.of("gemma", "gemma3", "gemma3-older", "gemma3-images", "olmo2", "olmo3", "olmo3-older");
        List<String> last = List.of("phi3", "phi3-short", "qwen2", "qwen3", "qwen3-yarn");
        for (String name : Stream.of(old, since, last).flatMap(List::stream).toList()) {
            assertThat(ModelSource.folder("x", TransformersParityTest.folder(name))
                            .note())
                    .as(name)
                    .isNull();
        }
        config(
                "llama",
                SMALL + ", \"torch_dtype\": \"bfloat16\", \"_name_or_path\": \"x\", \"attention_dropout\": 0.5,"
                        + " \"temperature\": 0.7, \"use_cache\": true, \"quantization_config\": null, \"odd\": null,"
                        + " \"rope_scaling\": null, \"is_causal\": true, \"pretraining_tp\": 2");
        assertThat(note()).isNull();
        config("gpt2", "\"vocab_size\": 61, \"n_ctx\": 1024");
        assertThat(note()).isNull();
        config("gemma2", SMALL + ", \"hidden_act\": \"gelu_pytorch_tanh\"");
        assertThat(note()).isNull();
        config("gemma2", SMALL + ", \"hidden_act\": \"relu\"");
        assertThat(note()).contains("\"hidden_act\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llama|is_causal|false|says \"is_causal\": false, which is not implemented for llama; true is.",
                "gpt2|is_causal|false|not implemented for gpt2; true is.",
                "gemma2|use_bidirectional_attention|true|which is not implemented for gemma2; false or null is.",
                "bert|is_causal|true|not implemented for bert; false is.",
                "bert|is_decoder|true|says \"is_decoder\": true, which is not implemented for bert; false is.",
                "bert|position_embedding_type|\"relative_key\"|not implemented for bert; absolute is.",
                "gpt2|add_cross_attention|true|not implemented for gpt2; false is.",
                "llama|rope_interleaved|true|not implemented for llama; false is.",
                "llama|quantization_config|{\"bits\": 4}|not implemented for llama; no value is.",
                "llama|quantization_config|{\"bits\": 4, \"quant_method\": \"awq\"}|{\"quant_method\": \"awq\", ...}, which is not",
                "gpt_oss|quantization_config|{\"quant_method\": \"fp8\"}|not implemented for gpt_oss; mxfp4 is.",
                "gpt_oss|num_experts_per_tok|129|says \"num_experts_per_tok\": 129, more than there are by"
                        + " \"num_local_experts\": 128.",
                "gpt_oss|num_experts|3|says \"num_experts_per_tok\": 4, more than there are by \"num_local_experts\": 3.",
                "gpt_oss|layer_types|[\"full_attention\", \"linear_attention\"]|of the type \"linear_attention\", which",
                "gpt_oss|swiglu_limit|-7|number above 0 for \"swiglu_limit\"; it gives -7.",
                "qwen3_moe|num_local_experts|7|says \"num_experts_per_tok\": 8, more than there are by \"num_experts\": 7.",
                "qwen3_moe|num_experts|0|whole number from 1 to 65536 for \"num_local_experts\"; it gives 0.",
                "qwen3_moe|mlp_only_layers|[0, \"1\"]|a list of whole numbers for \"mlp_only_layers\"",
                "qwen3_moe|decoder_sparse_step|0|whole number from 1 to 9999 for \"decoder_sparse_step\"; it gives 0.",
                "qwen3_5_text|linear_num_value_heads|24|\"linear_num_value_heads\": 24, which should be a multiple of",
                "qwen3_5_text|layer_types|[\"linear_attention\"]|should give 2 \"layer_types\"",
                "qwen3_5_text|layer_types|[\"linear_attention\", \"sliding_attention\"]|\"sliding_attention\", which is not",
                "qwen3_5_text|attn_output_gate|false|not implemented for qwen3_5_text; true is.",
                "qwen3_5_moe_text|num_experts_per_tok|257|more than there are by \"num_experts\": 256.",
                "llama|per_layer_config|{\"0\": {\"head_dim\": 4}}|not implemented for llama; no value is.",
                "mistral|is_encoder_decoder|true|not implemented for mistral; false is.",
                "llama|hidden_act|\"snake\"|gives \"hidden_act\": activation \"snake\" is unknown",
                "gemma2|layer_types|[\"full_attention\"]|should give 2 \"layer_types\"",
                "gemma2|layer_types|[\"chunked_attention\", \"x\"]|of the type \"chunked_attention\", which is not",
                "gemma2|attn_logit_softcapping|0|number above 0 for \"attn_logit_softcapping\"; it gives 0.",
                "gemma2|sliding_window|null|whole number for \"sliding_window\"; it gives null.",
                "gpt_neox|rotary_pct|2.0|says that 16 of the 8 entries of a head are rotated",
                "gpt_neox|head_dim|16|gives \"head_dim\" 16, which is not implemented for gpt_neox",
                "llama|head_dim|7|says that 7 of the 7 entries of a head are rotated",
                "llama|rope_parameters|{\"full_attention\": {\"rope_theta\": 5}}|by kind of layer, which is not",
                "llama|rope_parameters|7|should give an object for \"rope_parameters\"; it gives 7.",
                "llama|rope_scaling|{\"type\": \"linear\"}|above 0 for \"rope_scaling.factor\"; it gives null.",
                "llama|rope_scaling|{\"type\": \"linear\", \"factor\": 2, \"partial_rotary_factor\": 0.5}"
                        + "|says \"partial_rotary_factor\": 0.5, which is not implemented",
                "llama|rope_theta|-1|number above 0 for \"rope_theta\"; it gives -1.",
                "llama|rope_scaling|{\"type\": \"yarn\"}|above 0 for \"rope_scaling.factor\"; it gives null.",
                "llama|rope_scaling|{\"type\": \"yarn\", \"factor\": 2, \"truncate\": 1}"
                        + "|true or false for \"rope_scaling.truncate\"; it gives 1.",
                "llama|rope_scaling|{\"type\": \"longrope\", \"short_factor\": 2}"
                        + "|a list of numbers for \"rope_scaling.short_factor\"; it gives 2.",
                "phi3|rope_scaling|{\"type\": \"linear\", \"factor\": 2}"
                        + "|rope_type \"linear\" is unknown to phi3; the types that can be run are default, longrope.",
                "phi3|rope_scaling|{\"type\": \"su\", \"short_factor\": [1.5], \"long_factor\": [2, 3]}"
                        + "|gives \"short_factor\" of length 1 and \"long_factor\" of length 2; of each head 4 pairs",
                "gemma3_text|attn_logit_softcapping|50.0|not implemented for gemma3_text; no value is.",
                "gemma3_text|use_bidirectional_attention|true|not implemented for gemma3_text; false or null is.",
                "gemma3_text|rope_parameters|{\"full_attention\": 5}"
                        + "|an object for \"rope_parameters.full_attention\"; it gives 5.",
                "gemma3_text|rope_scaling|{\"rope_type\": \"axial\"}|rope_type \"axial\" is unknown to gemma3_text",
                "gemma3|text_config|{\"model_type\": \"gemma3n_text\"}"
                        + "|says \"text_config.model_type\": \"gemma3n_text\", which is not implemented for gemma3;",
                "gemma3|text_config|{\"layer_types\": [\"full_attention\"]}|should give 26 \"layer_types\"",
                "gemma3|text_config|7|should give an object for \"text_config\"; it gives 7.",
                "olmo3|sliding_window|null|whole number for \"sliding_window\"; it gives null.",
                "qwen2|max_window_layers|-1|whole number from 0 to 9999 for \"max_window_layers\"; it gives -1.",
                "qwen3|num_key_value_heads|4, \"layer_types\": [\"sliding_attention\", \"full_attention\"]"
                        + "|says \"use_sliding_window\": false; only one of the two can be.",
                "llama|num_key_value_heads|3|\"num_attention_heads\": 4, which should be a multiple of",
                "bert|num_attention_heads|5|says \"hidden_size\": 32, which should be a multiple of",
            })
    void whatIsNotImplementedIsRefusedByName(String type, String field, String value, String sentence)
            throws Exception {
        config(type, SMALL.replaceAll("\"" + field + "\": \\d+", "\"x\": 1") + ", \"" + field + "\": " + value);
        refused(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2,n_head,9223372036854775808,65536",
        "gpt2,n_embd,2147483648,4194304",
        "gpt2,vocab_size,2147483647,134217728",
        "gpt2,n_layer,1e30,9999",
        "gpt2,n_positions,4294967296,2147483647",
        "gpt2,n_inner,-1,4194304",
        "gpt2,n_head,0,65536",
        "gpt2,n_head,2.5,65536",
        "gpt2,n_head,true,65536",
        "llama,num_hidden_layers,9223372036854775807,9999",
        "llama,vocab_size,9223372036854775807,134217728",
        "llama,head_dim,1000000000,4194304",
        "mistral,sliding_window,0,2147483647",
        "bert,type_vocab_size,1000000000000000000000000000000,134217728",
        "gpt_neox,intermediate_size,1e400,4194304"
    })
    void sizesAreBounded(String type, String field, String value, String most) throws Exception {
        config(type, "\"" + field + "\": " + value);
        refused("should give a whole number from 1 to " + most + " for \"" + field + "\"; it gives ");
    }

    @Test
    void valuesOfAnotherTypeAreNamed() throws Exception {
        config("gpt2", "\"scale_attn_weights\": \"false\"");
        refused("should give true or false for \"scale_attn_weights\"; it gives \"false\".");
        config("gpt2", "\"layer_norm_epsilon\": \"1e-5\"");
        refused("should give a number above 0 for \"layer_norm_epsilon\"; it gives \"1e-5\".");
        config("gpt2", "\"n_layer\": null");
        refused("for \"n_layer\"; it gives null.");
        config("gpt2", "\"activation_function\": 5");
        refused("should give a text for \"activation_function\"; it gives 5.");
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"gpt2\"} {}");
        refused("config.json is not JSON");
    }

    /** As transformers' classes have it. */
    @Test
    void tokensHaveDefaultsToo() throws Exception {
        config("gpt2", "\"n_layer\": 2");
        assertThat(source().info().bosToken()).isEqualTo(50_256);
        assertThat(source().stopTokens()).isEqualTo(Set.of(50_256));
        config("gpt2", "\"bos_token_id\": null, \"eos_token_id\": [7, 3]");
        assertThat(source().info().bosToken()).isNull();
        assertThat(source().stopTokens()).isEqualTo(Set.of(3, 7));
        config("gpt2", "\"vocab_size\": 61");
        assertThat(source().info().bosToken()).as("not in the vocabulary").isNull();
        config("llama", SMALL);
        assertThat(source().info().bosToken()).isEqualTo(1);
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": 9}");
        assertThat(source().stopTokens()).isEqualTo(Set.of(9));
    }

    @Test
    void tokensOutsideTheTextsOwnFieldsCountMore() throws Exception {
        ModelSource images = ModelSource.folder("x", TransformersParityTest.folder("gemma3-images"));
        assertThat(images.stopTokens()).isEqualTo(Set.of(5, 9));
        assertThat(images.info().bosToken()).isEqualTo(1);
        assertThat(images.info().architecture()).isEqualTo("gemma3");
    }

    @Test
    void sizesHaveDefaults() throws Exception {
        config("gpt2", "\"x\": 1");
        assertThat(source().info()).satisfies(info -> {
            assertThat(info.layers()).isEqualTo(12);
            assertThat(info.dModel()).isEqualTo(768);
            assertThat(info.maxContext()).isEqualTo(1024);
        });
        config("gemma3", "\"vision_config\": {}");
        assertThat(source().info()).satisfies(info -> {
            assertThat(info.layers()).isEqualTo(26);
            assertThat(info.dModel()).isEqualTo(2304);
            assertThat(info.bosToken()).isEqualTo(2);
        });
        config("mistral", "\"x\": 1");
        assertThat(source().info().maxContext()).isEqualTo(131_072);
    }

    private void config(String type, String fields) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"" + type + "\", " + fields + "}");
    }

    private ModelSource source() throws IOException {
        return ModelSource.folder("x", folder);
    }

    private @Nullable String note() throws IOException {
        return source().note();
    }

    private void refused(String sentence) {
        assertThatThrownBy(this::source)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve("config.json").toString())
                .hasMessageContaining(sentence);
    }
}
