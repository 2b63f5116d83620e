package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.DeltaNet;
import dev.steergraph.ingest.model.block.Linear;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.engine.Kernels;
import java.io.IOException;
import java.util.List;

/** Reads the DeltaNets of a model. @param taps tokens that the convolution looks back over, itself included */
record DeltaNets(Norms norms, Kernels kernels, Activation activation, DeltaNet.Settings sizes, int taps) {

    static DeltaNets of(ModelConfig config, Norms norms) throws IOException {
        return new DeltaNets(
                norms,
                norms.weights().beside(DeltaNet.class, "delta.py"),
                Activation.of(config, "hidden_act"),
                new DeltaNet.Settings(
                        0,
                        config.size("linear_num_key_heads"),
                        config.size("linear_key_head_dim"),
                        config.size("linear_num_value_heads"),
                        config.size("linear_value_head_dim")),
                config.size("linear_conv_kernel_dim"));
    }

    DeltaNet at(int layer, String at) throws IOException {
        Weights weights = norms.weights();
        Kernels plain = weights.kernels();
        long columns = sizes.mixed();
        long values = sizes.values();
        long heads = sizes.heads();
        Linear input = weights.joined(
                List.of(at + "in_proj_qkv", at + "in_proj_z", at + "in_proj_b", at + "in_proj_a"),
                new long[] {columns, values, heads, heads},
                norms.d(),
                false);
        try (NDArray convolution = weights.wide(at + "conv1d.weight", columns, 1, taps);
                NDArray rows = convolution.reshape(columns, taps);
                NDArray logarithms = weights.wide(at + "A_log", heads);
                NDArray exponentials = logarithms.exp()) {
            return new DeltaNet(
                    kernels,
                    input,
                    plain.call(weights.manager(), "transpose", rows),
                    activation,
                    exponentials.neg(),
                    weights.wide(at + "dt_bias", heads),
                    // The only norm of these models that stores its weight as it is.
                    weights.rmsNorm(at + "norm", sizes.valueWidth(), norms.epsilon(), 0),
                    weights.linear(at + "out_proj", norms.d(), values, false),
                    sizes.ofLayer(layer));
        }
    }
}
