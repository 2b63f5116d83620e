package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.ShardIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Configuration, tokenizer and weights of a transformer, all in the repository's top folder. Weights are safetensors in
 * one file or in shards; PyTorch's only where there are none.
 */
final class ModelFiles implements FileSelection {

    private static final Set<String> DESCRIPTION = Set.of(
            "config.json",
            "generation_config.json",
            "vocab.json",
            "merges.txt",
            "vocab.txt",
            "special_tokens_map.json",
            "added_tokens.json",
            "chat_template.jinja",
            "tokenizer.model");
    private static final List<String> TOKENIZERS =
            List.of("tokenizer.json", "vocab.json", "vocab.txt", "tokenizer.model");
    private static final Pattern TOKENIZER = Pattern.compile("tokenizer[A-Za-z0-9_]*\\.json");

    /** A way to store weights: a single file, or an index and what it names. */
    private enum Weights {
        SAFETENSORS("model.safetensors", Pattern.compile("model-\\d+-of-\\d+\\.safetensors")),
        PYTORCH("pytorch_model.bin", Pattern.compile("pytorch_model-\\d+-of-\\d+\\.bin"));

        private final String single;
        private final Pattern shard;

        Weights(String single, Pattern shard) {
            this.single = single;
            this.shard = shard;
        }

        private String index() {
            return single + ".index.json";
        }
    }

    @Override
    public List<String> choose(String repository, Collection<String> files) {
        List<String> chosen = new ArrayList<>();
        files.stream()
                .filter(file ->
                        DESCRIPTION.contains(file) || TOKENIZER.matcher(file).matches())
                .sorted()
                .forEach(chosen::add);
        if (!chosen.contains("config.json")) {
            throw new UserError(repository + " has no config.json, so it is no transformer that can be read.");
        }
        for (Weights weights : Weights.values()) {
            if (files.contains(weights.single)) {
                chosen.add(weights.single);
                return chosen;
            }
            if (files.contains(weights.index())) {
                chosen.add(weights.index());
                files.stream()
                        .filter(file -> weights.shard.matcher(file).matches())
                        .sorted()
                        .forEach(chosen::add);
                return chosen;
            }
        }
        throw new UserError(repository + " has neither model.safetensors nor pytorch_model.bin nor shards of either.");
    }

    @Override
    public boolean complete(Path snapshot) throws IOException {
        return Files.isRegularFile(snapshot.resolve("config.json"))
                && TOKENIZERS.stream().anyMatch(name -> Files.isRegularFile(snapshot.resolve(name)))
                && hasWeights(snapshot);
    }

    private static boolean hasWeights(Path snapshot) throws IOException {
        for (Weights weights : Weights.values()) {
            if (Files.isRegularFile(snapshot.resolve(weights.single))) {
                return true;
            }
            Path index = snapshot.resolve(weights.index());
            if (Files.isRegularFile(index)) {
                return ShardIndex.read(index).files().stream()
                        .allMatch(shard -> Files.isRegularFile(snapshot.resolve(shard)));
            }
        }
        return false;
    }
}
