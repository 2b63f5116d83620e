package dev.steergraph.ingest.model;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.model.config.Config;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The architectures that can be run, by config.json's {@code model_type}. */
enum Architecture {
    BERT("bert.", Bert.FIELDS, Bert::info, Bert::load),
    GPT2("transformer.", Gpt2.FIELDS, Gpt2::info, Gpt2::load),
    GPT_NEOX("gpt_neox.", GptNeoX.FIELDS, GptNeoX::info, GptNeoX::load),
    LLAMA("model.", Llama.FIELDS, Llama::info, Llama::load),
    MISTRAL("model.", Mistral.FIELDS, Llama::info, Mistral::load),
    GEMMA2("model.", Gemma2.FIELDS, Gemma2::info, Gemma2::load);

    private final String prefix;
    private final FieldTable fields;
    private final Reading reading;
    private final Loading loading;

    private interface Reading {
        ModelInfo info(String id, ModelConfig config);
    }

    private interface Loading {
        Transformer load(ModelInfo info, ModelConfig config, Weights weights) throws IOException;
    }

    Architecture(String prefix, FieldTable fields, Reading reading, Loading loading) {
        this.prefix = prefix;
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

    /** What the names of the tensors in full checkpoints begin with. */
    String prefix() {
        return prefix;
    }

    ModelInfo info(String id, ModelConfig config) {
        return reading.info(id, config);
    }

    Transformer load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        return loading.load(info, config, weights);
    }
}
