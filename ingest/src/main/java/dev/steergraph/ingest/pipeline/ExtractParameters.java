package dev.steergraph.ingest.pipeline;

import dev.steergraph.cypher.HookPoint;
import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.model.ModelInfo;
import dev.steergraph.ingest.model.ModelSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code extract} is to do.
 *
 * @param model {@code minilm}
 * @param layers blocks whose resid_post is read, ascending
 * @param corpus {@code wordnet}, or files
 * @param maxTokens rows wanted; whole documents are taken until there are that many
 * @param maxPrompts documents wanted at most
 * @param context longest sequence, special tokens included
 * @param pool one row per token, or per document
 * @param device {@code auto}, {@code cpu} or {@code gpu:N}
 */
public record ExtractParameters(
        String model,
        List<Integer> layers,
        List<String> corpus,
        long maxTokens,
        long maxPrompts,
        int context,
        Pool pool,
        String device,
        long seed) {

    /** What becomes a row. */
    public enum Pool {
        TOKEN,
        MEAN
    }

    /** @throws UserError if the model, a layer or the context is out of range */
    public ExtractParameters {
        layers = layers.stream().sorted().distinct().toList();
        corpus = List.copyOf(corpus);
        ModelInfo info = ModelSource.info(model);
        for (int layer : layers) {
            if (layer < 0 || layer >= info.layers()) {
                throw new UserError("Layer " + layer + " is out of range: " + info.id() + " has layers 0 to "
                        + (info.layers() - 1) + "; change --layers.");
            }
        }
        if (layers.isEmpty()) {
            throw new UserError("No layer is given; name some with --layers, such as --layers 1,3,5.");
        }
        if (context < 8 || context > info.maxContext()) {
            throw new UserError("--context " + context + " is out of range: " + info.id() + " reads 8 to "
                    + info.maxContext() + " tokens.");
        }
        if (maxTokens < 1 || maxPrompts < 1) {
            throw new UserError("--tokens and --prompts must be at least 1.");
        }
    }

    public List<HookPoint> hooks() {
        return layers.stream().map(HookPoint::residPost).toList();
    }

    /** Everything that decides the result; the device is left out, so that a run can move to another machine. */
    Map<String, String> settings(String corpusName) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("model", model);
        settings.put("hooks", hooks().toString());
        settings.put("corpus", corpusName);
        settings.put("maxTokens", Long.toString(maxTokens));
        settings.put("maxPrompts", Long.toString(maxPrompts));
        settings.put("context", Integer.toString(context));
        settings.put("pool", pool.name());
        settings.put("seed", Long.toString(seed));
        return settings;
    }
}
