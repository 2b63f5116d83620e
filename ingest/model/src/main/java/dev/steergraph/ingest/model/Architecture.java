package dev.steergraph.ingest.model;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.model.config.Config;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The architectures that can be run, by config.json's {@code model_type}. */
enum Architecture {
    BERT("bert.", List.of("bert"), Bert::info, Bert::load),
    GPT2("transformer.", List.of("gpt2"), Gpt2::info, Gpt2::load),
    GPT_NEOX("gpt_neox.", List.of("gpt_neox"), GptNeoX::info, GptNeoX::load),
    LLAMA("model.", List.of("llama", "mistral"), Llama::info, Llama::load),
    GEMMA2("model.", List.of("gemma2"), Gemma2::info, Gemma2::load);

    private final String prefix;
    private final List<String> types;
    private final Reading reading;
    private final Loading loading;

    private interface Reading {
        ModelInfo info(String id, Config config);
    }

    private interface Loading {
        Transformer load(ModelInfo info, Config config, Weights weights) throws IOException;
    }

    Architecture(String prefix, List<String> types, Reading reading, Loading loading) {
        this.prefix = prefix;
        this.types = types;
        this.reading = reading;
        this.loading = loading;
    }

    /** @throws UserError if the model is of none of them */
    static Architecture of(Config config) {
        String type = config.text("model_type");
        for (Architecture architecture : values()) {
            if (architecture.types.contains(type)) {
                return architecture;
            }
        }
        String known = Arrays.stream(values())
                .flatMap(architecture -> architecture.types.stream())
                .collect(Collectors.joining(", "));
        throw new UserError(config.file() + ": model_type \"" + type + "\" is unknown; the types that can be run are "
                + known + ".");
    }

    /** What the names of the tensors in full checkpoints begin with. */
    String prefix() {
        return prefix;
    }

    ModelInfo info(String id, Config config) {
        return reading.info(id, config);
    }

    Transformer load(ModelInfo info, Config config, Weights weights) throws IOException {
        return loading.load(info, config, weights);
    }
}
