package dev.steergraph.ingest.checkpoint.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static List<String> choose(String... files) {
        return FileSelection.model().choose("org/model", List.of(files));
    }

    @Test
    void safetensorsArePreferredAndOtherFormatsLeft() {
        assertThat(choose(
                        "README.md",
                        "config.json",
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors",
                        "model.safetensors.index.json",
                        "pytorch_model-00001-of-00002.bin",
                        "pytorch_model.bin.index.json",
                        "tf_model.h5",
                        "tokenizer.json",
                        "tokenizer.model",
                        "tokenizer_config.json",
                        "model.fp16.safetensors",
                        "original/consolidated.00.pth"))
                .containsExactly(
                        "config.json",
                        "tokenizer.json",
                        "tokenizer.model",
                        "tokenizer_config.json",
                        "model.safetensors.index.json",
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors");
        assertThat(choose("config.json", "model.safetensors", "pytorch_model.bin", "vocab.txt"))
                .containsExactly("config.json", "vocab.txt", "model.safetensors");
    }

    @Test
    void chatTemplatesComeWithTheModel() {
        assertThat(choose("config.json", "model.safetensors", "tokenizer.json", "chat_template.jinja", "LICENSE"))
                .containsExactly("chat_template.jinja", "config.json", "tokenizer.json", "model.safetensors");
    }

    @Test
    void pytorchIsTakenWhereThereIsNothingElse() {
        assertThat(choose("config.json", "pytorch_model.bin", "flax_model.msgpack", "merges.txt", "vocab.json"))
                .containsExactly("config.json", "merges.txt", "vocab.json", "pytorch_model.bin");
        assertThat(choose("config.json", "pytorch_model.bin.index.json", "pytorch_model-00001-of-00001.bin"))
                .containsExactly("config.json", "pytorch_model.bin.index.json", "pytorch_model-00001-of-00001.bin");
    }

    @Test
    void whatIsNoModelIsRefused() {
        assertThatThrownBy(() -> choose("model.safetensors"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("org/model has no config.json");
        assertThatThrownBy(() -> choose("config.json", "tf_model.h5"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("org/model has neither model.safetensors nor");
    }

    @Test
    void aSnapshotIsCompleteOnceEveryShardIsThere() throws IOException {
        FileSelection model = FileSelection.model();
        Files.writeString(folder.resolve("config.json"), "{}");
        Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                "{\"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\", \"b\": \"model-00002-of-00002.safetensors\"}}");
        Files.writeString(folder.resolve("model-00001-of-00002.safetensors"), "");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertThat(model.complete(folder)).isFalse();
        Files.writeString(folder.resolve("model-00002-of-00002.safetensors"), "");
        assertThat(model.complete(folder)).isTrue();
        Files.delete(folder.resolve("tokenizer.json"));
        assertThat(model.complete(folder)).isFalse();
    }
}
