package dev.steergraph.ingest.model;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.model.config.Config;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The architectures that can be run, by config.json's {@code model_type}. */
enum Architecture {
    BERT("bert.", Bert.FIELDS, Bert::info, Bert::load),
    GPT2("transformer.", Gpt2.FIELDS, Gpt2::info, Gpt2::load),
    GPT_NEOX("gpt_neox.", GptNeoX.FIELDS, GptNeoX::info, GptNeoX::load),
    LLAMA("model.", Llama.FIELDS, Llama::info, Llama::load),
    MISTRAL("model.", Mistral.FIELDS, Llama::info, Mistral::load),
    GEMMA2("model.", Gemma2.FIELDS, Gemma2::info, Gemma2::load),
    GEMMA3_TEXT(Names.GEMMA3, Gemma3.FIELDS, Gemma3::info, Gemma3::load),
    GEMMA3(Names.GEMMA3, Gemma3.WITH_IMAGES, Gemma3::infoWithImages, Gemma3::loadWithImages),
    GEMMA("model.", Gemma.FIELDS, Gemma::info, Gemma::load),
    OLMO2("model.", Olmo2.FIELDS, Olmo2::info, Olmo2::load),
    OLMO3("model.", Olmo3.FIELDS, Olmo3::info, Olmo3::load),
    PHI3("model.", Phi3.FIELDS, Phi3::info, Phi3::load),
    QWEN2("model.", Qwen2.FIELDS, Qwen2::info, Qwen2::load),
    QWEN3("model.", Qwen3.FIELDS, Qwen3::info, Qwen3::load),
    QWEN3_MOE("model.", Qwen3Moe.FIELDS, Qwen3Moe::info, Qwen3Moe::load),
    QWEN3_5_TEXT(Names.QWEN3_5, Qwen35.FIELDS, Qwen35::info, Qwen35::load),
    QWEN3_5(Names.QWEN3_5, Qwen35.WITH_IMAGES, Qwen35::info, Qwen35::load),
    QWEN3_5_MOE_TEXT(Names.QWEN3_5, Qwen35Moe.FIELDS, Qwen35Moe::info, Qwen35Moe::load),
    QWEN3_5_MOE(Names.QWEN3_5, Qwen35Moe.WITH_IMAGES, Qwen35Moe::info, Qwen35Moe::load),
    GPT_OSS("model.", GptOss.FIELDS, GptOss::info, GptOss::load);

    private final List<String> prefixes;
    private final FieldTable fields;
    private final Reading reading;
    private final Loading loading;

    private static final class Names {
        /** Of text alone; of text and images since 2025; and before, where the head has the last. */
        static final List<String> GEMMA3 =
                List.of("model.", "model.language_model.", "language_model.model.", "language_model.");

        /** Of text alone, and of text and images. */
        static final List<String> QWEN3_5 = List.of("model.", "model.language_model.");
    }

    private interface Reading {
        ModelInfo info(String id, ModelConfig config);
    }

    private interface Loading {
        Transformer load(ModelInfo info, ModelConfig config, Weights weights) throws IOException;
    }

    Architecture(String prefix, FieldTable fields, Reading reading, Loading loading) {
        this(List.of(prefix), fields, reading, loading);
    }

    Architecture(List<String> prefixes, FieldTable fields, Reading reading, Loading loading) {
        this.prefixes = prefixes;
        this.fields = fields;
        this.reading = reading;
        this.loading = loading;
    }

    /** @throws UserError if the model is of none of them */
    static Architecture of(Config config) {
        String type = config.text("model_type");
        for (Architecture architecture : values()) {
            if (architecture.type().equals(type)) {
                return architecture;
            }
        }
        String known = Arrays.stream(values()).map(Architecture::type).collect(Collectors.joining(", "));
        throw new UserError(config.file() + ": model_type \"" + type + "\" is unknown; the types that can be run are "
                + known + ".");
    }

    /** Config.json's {@code model_type}. */
    String type() {
        return fields.type();
    }

    /** What its config.json may hold. */
    FieldTable fields() {
        return fields;
    }

    /** What the names of the tensors in full checkpoints may begin with. */
    List<String> prefixes() {
        return prefixes;
    }

    ModelInfo info(String id, ModelConfig config) {
        return reading.info(id, config);
    }

    Transformer load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        return loading.load(info, config, weights);
    }
}
