package dev.steergraph.ingest.extract;

import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A GPT-2 of one block whose matrices are all zero, and whose positions have no embeddings: its residual stream is the
 * embedding of the token, and what it predicts can be worked out by hand.
 */
public final class EmbeddingModel {

    public static final int D = 8;
    public static final int VOCABULARY = 400;

    private EmbeddingModel() {}

    /**
     * Writes it into a folder that is not there yet.
     *
     * @param embedding float[VOCABULARY * D]
     * @param gain of the final norm, float[D]
     * @param bias of the same
     */
    public static void write(Path folder, float[] embedding, float[] gain, float[] bias) throws IOException {
        Files.createDirectory(folder);
        Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\": \"gpt2\", \"architectures\": [\"GPT2LMHeadModel\"], \"n_embd\": 8, \"n_layer\": 1,"
                        + " \"n_head\": 2, \"n_positions\": 64, \"vocab_size\": 400, \"bos_token_id\": 0,"
                        + " \"eos_token_id\": 0, \"activation_function\": \"gelu_new\", \"layer_norm_epsilon\": 1e-5}");
        Path tokenizer = Path.of("../corpus/src/test/resources/dev/steergraph/ingest/corpus/tokenizer/tokenizers/gpt2");
        for (String file : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
            Files.copy(tokenizer.resolve(file), folder.resolve(file));
        }
        float[] ones = new float[D];
        Arrays.fill(ones, 1);
        List<Tensor> weights = new ArrayList<>(List.of(
                Tensor.of("wte.weight", embedding, VOCABULARY, D),
                Tensor.of("wpe.weight", new float[64 * D], 64, D),
                Tensor.of("ln_f.weight", gain, D),
                Tensor.of("ln_f.bias", bias, D)));
        for (String norm : List.of("h.0.ln_1", "h.0.ln_2")) {
            weights.add(Tensor.of(norm + ".weight", ones, D));
            weights.add(Tensor.of(norm + ".bias", new float[D], D));
        }
        linear(weights, "h.0.attn.c_attn", D, 3 * D);
        linear(weights, "h.0.attn.c_proj", D, D);
        linear(weights, "h.0.mlp.c_fc", D, 4 * D);
        linear(weights, "h.0.mlp.c_proj", 4 * D, D);
        Safetensors.write(folder.resolve("model.safetensors"), Map.of("format", "pt"), weights);
    }

    private static void linear(List<Tensor> weights, String name, int in, int out) {
        weights.add(Tensor.of(name + ".weight", new float[in * out], in, out));
        weights.add(Tensor.of(name + ".bias", new float[out], out));
    }
}
