package dev.steergraph.bench.extraction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.bench.extraction.RandomFiles.Fill;
import dev.steergraph.bench.extraction.RandomFiles.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A GPT-2 of random weights. */
final class RandomGpt2 {

    private RandomGpt2() {}

    /** The folder in the cache; it is written if it is not there. */
    static Path folder(Path cache, Geometry geometry) throws IOException {
        String name = "gpt2-" + geometry.layers() + "-" + geometry.width() + "-" + geometry.vocabulary();
        return RandomFiles.folder(cache, name, config(geometry), tensors(geometry));
    }

    private static ObjectNode config(Geometry geometry) {
        ObjectNode config = RandomFiles.object();
        config.putArray("architectures").add("GPT2LMHeadModel");
        config.put("model_type", "gpt2");
        config.put("activation_function", "gelu_new");
        config.put("n_layer", geometry.layers());
        config.put("n_embd", geometry.width());
        config.put("n_head", geometry.heads());
        config.put("n_positions", geometry.positions());
        config.put("n_ctx", geometry.positions());
        config.put("vocab_size", geometry.vocabulary());
        config.put("layer_norm_epsilon", 1e-5);
        config.put("initializer_range", RandomFiles.DEVIATION);
        config.put("bos_token_id", geometry.vocabulary() - 1);
        config.put("eos_token_id", geometry.vocabulary() - 1);
        config.put("tie_word_embeddings", true);
        config.put("dtype", "float32");
        return config;
    }

    /** Names of GPT2LMHeadModel; its head is tied to the embedding. Conv1D keeps matrices as [in, out]. */
    private static Map<String, Tensor> tensors(Geometry geometry) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long d = geometry.width();
        tensors.put("transformer.wte.weight", new Tensor(Fill.RANDOM, geometry.vocabulary(), d));
        tensors.put("transformer.wpe.weight", new Tensor(Fill.RANDOM, geometry.positions(), d));
        for (int layer = 0; layer < geometry.layers(); layer++) {
            String at = "transformer.h." + layer + ".";
            norm(tensors, at + "ln_1", d);
            module(tensors, at + "attn.c_attn", d, 3 * d);
            module(tensors, at + "attn.c_proj", d, d);
            norm(tensors, at + "ln_2", d);
            module(tensors, at + "mlp.c_fc", d, 4 * d);
            module(tensors, at + "mlp.c_proj", 4 * d, d);
        }
        norm(tensors, "transformer.ln_f", d);
        return tensors;
    }

    /** Norms begin as the identity. */
    private static void norm(Map<String, Tensor> tensors, String name, long d) {
        tensors.put(name + ".weight", new Tensor(Fill.ONES, d));
        tensors.put(name + ".bias", new Tensor(Fill.ZEROS, d));
    }

    private static void module(Map<String, Tensor> tensors, String name, long in, long out) {
        tensors.put(name + ".weight", new Tensor(Fill.RANDOM, in, out));
        tensors.put(name + ".bias", new Tensor(Fill.ZEROS, out));
    }
}
