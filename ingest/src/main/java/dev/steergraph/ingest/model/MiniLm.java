package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * sentence-transformers/all-MiniLM-L6-v2, from the class path: BERT with 6 layers, d_model 384, 12 heads, 22M weights.
 *
 * @see <a href="https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2">the model card</a>
 */
final class MiniLm {

    static final ModelInfo INFO = new ModelInfo("all-minilm-l6-v2", 6, 384, 512);

    private static final int HEADS = 12;
    private static final float EPSILON = 1e-12f;

    private MiniLm() {}

    static byte[] tokenizerJson() throws IOException {
        return resource("/all-minilm-l6-v2-tokenizer.json");
    }

    static byte[] onnx() throws IOException {
        return resource("/all-minilm-l6-v2.onnx");
    }

    /** @param manager becomes the model's own */
    static Bert load(NDManager manager) throws IOException {
        OnnxWeights weights = OnnxWeights.parse(onnx());
        Bert.Embeddings embeddings = new Bert.Embeddings(
                weights.named("embeddings.word_embeddings.weight").on(manager),
                weights.named("embeddings.position_embeddings.weight").on(manager),
                weights.named("embeddings.token_type_embeddings.weight")
                        .on(manager)
                        .get(0),
                norm(weights, manager, "embeddings.LayerNorm"));
        List<Bert.Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < INFO.layers(); layer++) {
            String at = "encoder.layer." + layer + ".";
            Attention attention = new Attention(
                    linear(weights, manager, at + "attention.self.query"),
                    linear(weights, manager, at + "attention.self.key"),
                    linear(weights, manager, at + "attention.self.value"),
                    linear(weights, manager, at + "attention.output.dense"),
                    HEADS);
            blocks.add(new Bert.Block(
                    attention,
                    norm(weights, manager, at + "attention.output.LayerNorm"),
                    linear(weights, manager, at + "intermediate.dense"),
                    linear(weights, manager, at + "output.dense"),
                    norm(weights, manager, at + "output.LayerNorm")));
        }
        return new Bert(manager, INFO, embeddings, blocks);
    }

    private static Linear linear(OnnxWeights weights, NDManager manager, String module) throws IOException {
        // encoder.layer.0.output.dense is the node /encoder/layer.0/output/dense/MatMul.
        String node = "/" + module.replace('.', '/').replace("encoder/layer/", "encoder/layer.") + "/MatMul";
        try (var matrix = weights.matrixOf(node).on(manager)) {
            return new Linear(
                    matrix.transpose().duplicate(),
                    weights.named(module + ".bias").on(manager));
        }
    }

    private static LayerNorm norm(OnnxWeights weights, NDManager manager, String module) throws IOException {
        return new LayerNorm(
                weights.named(module + ".weight").on(manager),
                weights.named(module + ".bias").on(manager),
                EPSILON);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = MiniLm.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the model file " + name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
