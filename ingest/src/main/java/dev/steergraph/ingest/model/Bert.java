package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.cypher.HookPoint.Site;
import java.util.List;

/**
 * BERT: token, position and segment embeddings, then blocks that normalise after each residual addition.
 *
 * <p>Letters: B sequences, T tokens, d = d_model, f = width of the feed-forward layer.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">BERT</a>; the reference implementation is Hugging Face's BertModel
 */
public final class Bert implements Transformer {

    /** One encoder layer. @param up [f, d] @param down [d, f] */
    record Block(Attention attention, LayerNorm attentionNorm, Linear up, Linear down, LayerNorm outputNorm) {}

    /** @param tokens [vocabulary, d] @param positions [maxContext, d] @param segment [d], of segment 0, the only one used */
    record Embeddings(NDArray tokens, NDArray positions, NDArray segment, LayerNorm norm) {}

    private final NDManager manager;
    private final ModelInfo info;
    private final Embeddings embeddings;
    private final List<Block> blocks;

    /** @param manager owns all the weights and is closed with this model */
    Bert(NDManager manager, ModelInfo info, Embeddings embeddings, List<Block> blocks) {
        this.manager = manager;
        this.info = info;
        this.embeddings = embeddings;
        this.blocks = List.copyOf(blocks);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public boolean has(HookPoint hook) {
        return hook.layer() < blocks.size();
    }

    @Override
    public void forward(NDManager scope, NDArray ids, HookReader reader) {
        int last = reader.hooks().stream().mapToInt(HookPoint::layer).max().orElse(-1);
        NDArray x = embed(scope, ids);
        for (int layer = 0; layer <= last; layer++) {
            try (NDManager inside = scope.newSubManager()) {
                x.attach(inside);
                x = block(layer, x, reader);
                x.attach(scope);
            }
        }
        x.close();
    }

    private NDArray embed(NDManager scope, NDArray ids) {
        try (NDManager inside = scope.newSubManager()) {
            ids.attach(inside);
            long length = ids.getShape().get(1);
            NDArray position = embeddings.positions().get("0:" + length);
            position.attach(inside);
            NDArray token = embeddings
                    .tokens()
                    .getNDArrayInternal()
                    .embedding(ids.toType(DataType.INT64, false), embeddings.tokens(), SparseFormat.DENSE)
                    .singletonOrThrow();
            NDArray x = embeddings.norm().apply(token.add(embeddings.segment()).add(position));
            x.attach(scope);
            ids.attach(scope);
            return x;
        }
    }

    private NDArray block(int layer, NDArray x, HookReader reader) {
        Block block = blocks.get(layer);
        show(reader, layer, Site.RESID_PRE, x);
        NDArray attention = block.attention().apply(x);
        show(reader, layer, Site.ATTN_OUT, attention);
        NDArray middle = block.attentionNorm().apply(attention.addi(x));
        NDArray mlp =
                block.down().apply(block.up().apply(middle).getNDArrayInternal().gelu());
        show(reader, layer, Site.MLP_OUT, mlp);
        NDArray out = block.outputNorm().apply(mlp.addi(middle));
        show(reader, layer, Site.RESID_POST, out);
        return out;
    }

    private static void show(HookReader reader, int layer, Site site, NDArray activations) {
        HookPoint hook = new HookPoint(layer, site);
        if (reader.hooks().contains(hook)) {
            reader.read(hook, activations);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
