package dev.steergraph.ingest.extract;

import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A GPT-2 of two blocks with planted attention sinks. Nearly all matrices are zero, so that its residual stream is known to
 * the bit: the token's embedding, at position 0 with one more vector; after block 1, of one token, with what a neuron of that
 * block's MLP writes when it sees the direction of this token, as massive activations come about in real models.
 *
 * @param first length of what is added at position 0
 * @param spread embeddings are 4 long, or up to this many times as long or as short
 * @param sink the token that block 1 makes long; -1 for none
 */
public record SinkModel(Path folder, float first, float spread, int sink) {

    public static final int D = 16;
    public static final int CONTEXT = 12;
    private static final int VOCABULARY = 400;
    private static final int POSITIONS = 64;
    /** From this cosine on the neuron of block 1 sees its token. */
    private static final float SEEN = 0.95f;

    /** Writes the model into a folder that is not there yet. */
    public static SinkModel write(Path folder, float first, int sink) throws IOException {
        return write(folder, first, 1, sink);
    }

    static SinkModel write(Path folder, float first, float spread, int sink) throws IOException {
        Files.createDirectory(folder);
        Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\": \"gpt2\", \"architectures\": [\"GPT2LMHeadModel\"], \"n_embd\": 16, \"n_layer\": 2,"
                        + " \"n_head\": 2, \"n_positions\": 64, \"vocab_size\": 400, \"bos_token_id\": 0,"
                        + " \"eos_token_id\": 0, \"activation_function\": \"gelu_new\", \"layer_norm_epsilon\": 1e-5}");
        copyTokenizer(folder);
        SinkModel model = new SinkModel(folder, first, spread, sink);
        float[] ones = new float[D];
        Arrays.fill(ones, 1);
        float[] positions = new float[POSITIONS * D];
        positions[0] = first;
        List<Tensor> weights = new ArrayList<>(List.of(
                Tensor.of("wte.weight", model.embeddings(), VOCABULARY, D),
                Tensor.of("wpe.weight", positions, POSITIONS, D),
                Tensor.of("ln_f.weight", ones, D),
                Tensor.of("ln_f.bias", new float[D], D)));
        for (int block = 0; block < 2; block++) {
            String name = "h." + block + ".";
            for (String norm : List.of("ln_1", "ln_2")) {
                weights.add(Tensor.of(name + norm + ".weight", ones, D));
                weights.add(Tensor.of(name + norm + ".bias", new float[D], D));
            }
            linear(weights, name + "attn.c_attn", D, 3 * D);
            linear(weights, name + "attn.c_proj", D, D);
            if (block == 1 && sink >= 0) {
                model.neuron(weights, name + "mlp.");
            } else {
                linear(weights, name + "mlp.c_fc", D, 4 * D);
                linear(weights, name + "mlp.c_proj", 4 * D, D);
            }
        }
        Safetensors.write(folder.resolve("model.safetensors"), Map.of("format", "pt"), weights);
        return model;
    }

    private static void copyTokenizer(Path folder) throws IOException {
        Path tokenizer = Path.of("../corpus/src/test/resources/dev/steergraph/ingest/corpus/tokenizer/tokenizers/gpt2");
        for (String file : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
            Files.copy(tokenizer.resolve(file), folder.resolve(file));
        }
    }

    /** Tokens of a text, cut at the context. */
    public int[] encode(String text) throws IOException {
        try (Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(folder), CONTEXT, Bos.NEVER, 0)) {
            int[] ids = tokenizer.encode(text);
            return Arrays.copyOf(ids, Math.min(ids.length, CONTEXT));
        }
    }

    /** The last token of a text. */
    public static int lastToken(Path scratch, String text) throws IOException {
        Files.createDirectory(scratch);
        copyTokenizer(scratch);
        int[] ids = new SinkModel(scratch, 0, 1, -1).encode(text);
        return ids[ids.length - 1];
    }

    /** The embedding of a token: what an ordinary row holds at both blocks. */
    public float[] row(int token) {
        return Arrays.copyOfRange(embeddings(), token * D, (token + 1) * D);
    }

    private float[] embeddings() {
        Random random = new Random(5);
        float[] values = new float[VOCABULARY * D];
        for (int token = 0; token < VOCABULARY; token++) {
            double squares = 0;
            for (int i = token * D; i < (token + 1) * D; i++) {
                values[i] = (float) random.nextGaussian();
                squares += values[i] * values[i];
            }
            double length = 4 * Math.pow(spread, token * 37 % 101 / 50.0 - 1);
            for (int i = token * D; i < (token + 1) * D; i++) {
                values[i] *= (float) (length / Math.sqrt(squares));
            }
        }
        return values;
    }

    /** One neuron: reads the token's direction behind the norm, writes 1000 along the last axis. */
    private void neuron(List<Tensor> weights, String mlp) {
        float[] x = row(sink);
        double mean = 0;
        for (float value : x) {
            mean += value / D;
        }
        double squares = 0;
        for (float value : x) {
            squares += (value - mean) * (value - mean);
        }
        float gain = 100;
        float[] in = new float[D * 4 * D];
        float[] bias = new float[4 * D];
        float[] out = new float[4 * D * D];
        for (int i = 0; i < D; i++) {
            in[i * 4 * D] = (float) (gain * (x[i] - mean) / Math.sqrt(squares));
        }
        bias[0] = -gain * SEEN * (float) Math.sqrt(D);
        out[D - 1] = 1000 / (gain * (1 - SEEN) * (float) Math.sqrt(D));
        weights.add(Tensor.of(mlp + "c_fc.weight", in, D, 4 * D));
        weights.add(Tensor.of(mlp + "c_fc.bias", bias, 4 * D));
        weights.add(Tensor.of(mlp + "c_proj.weight", out, 4 * D, D));
        weights.add(Tensor.of(mlp + "c_proj.bias", new float[D], D));
    }

    private static void linear(List<Tensor> weights, String name, int in, int out) {
        weights.add(Tensor.of(name + ".weight", new float[in * out], in, out));
        weights.add(Tensor.of(name + ".bias", new float[out], out));
    }
}
