package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.model.config.Config;
import dev.steergraph.ingest.model.engine.Kernels;

/** The non-linearity of a feed-forward layer, in place. */
public enum Activation {
    GELU("gelu"),
    GELU_TANH("gelu_tanh"),
    SILU("silu"),
    RELU("relu");

    private final String kernel;

    Activation(String kernel) {
        this.kernel = kernel;
    }

    /** Hugging Face's name, as config.json has it. */
    public static Activation parse(Config config, String field) {
        return named(config, config.text(field));
    }

    /** @param usual where the field is absent */
    public static Activation parse(Config config, String field, String usual) {
        return named(config, config.text(field, usual));
    }

    private static Activation named(Config config, String name) {
        return switch (name) {
            case "gelu" -> GELU;
            case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> GELU_TANH;
            case "silu", "swish" -> SILU;
            case "relu" -> RELU;
            default ->
                throw new UserError(config.file() + ": activation \"" + name
                        + "\" is unknown; gelu, gelu_new, gelu_pytorch_tanh, silu and relu can be run.");
        };
    }

    NDArray apply(Kernels kernels, NDArray x) {
        return kernels.call(x.getManager(), kernel, x);
    }
}
