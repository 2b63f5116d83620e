package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.config.ModelConfig;
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

    /** Hugging Face's name, as a field of config.json has it. */
    public static Activation of(ModelConfig config, String field) {
        String name = config.text(field);
        return switch (name) {
            case "gelu", "gelu_python" -> GELU;
            case "gelu_new", "gelu_pytorch_tanh", "gelu_python_tanh", "gelu_fast", "gelu_accurate" -> GELU_TANH;
            case "silu", "swish" -> SILU;
            case "relu" -> RELU;
            default ->
                throw config.refused("gives \"" + field + "\": activation \"" + name
                        + "\" is unknown; gelu, gelu_new, gelu_pytorch_tanh, silu and relu can be run.");
        };
    }

    NDArray apply(Kernels kernels, NDArray x) {
        return kernels.call(x.getManager(), kernel, x);
    }
}
