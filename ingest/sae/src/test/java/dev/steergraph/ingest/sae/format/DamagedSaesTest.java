package dev.steergraph.ingest.sae.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.sae.Sae;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small SAE of each published format, damaged: one sentence says what is wrong, and where. */
class DamagedSaesTest {

    /** What files have and nobody needs. */
    private static final Map<String, Set<String>> UNUSED = Map.of(
            "AutoEncoderTopK", Set.of("k", "threshold"),
            "BatchTopKSAE", Set.of("k"),
            "MatryoshkaBatchTopKSAE", Set.of("k"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    static List<LoaderParityTest.Fixture> fixtures() throws Exception {
        return LoaderParityTest.fixtures();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aMissingArrayIsNamed(LoaderParityTest.Fixture fixture) throws Exception {
        Path sound = LoaderParityTest.place(fixture);
        Set<String> unused = UNUSED.getOrDefault(sound.getFileName().toString(), Set.of());
        for (String name : Checkpoint.open(SaeFolder.weights(sound)).names()) {
            Path place = copy(sound);
            Path weights = SaeFolder.weights(place);
            TensorSurgery.rename(weights, name);
            if (unused.contains(name)) {
                assertThat(SaeFolder.read(place).dSae()).isPositive();
            } else {
                refused(place, weights + " has no tensor \"");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lm_sae/sweep/resid_post_layer_3/AutoEncoder|config.json|has ae.pt, but not config.json, which says what the",
                "Llama-Scope-R1-Distill/800M-Slimpajama-0-OpenR1-Math-220k/L0R|config.json|has sae_weights.safetensors, but"
                        + " neither cfg.json (SAELens) nor config.json (Llama Scope)",
                "sparsify-tiny/layers.9|cfg.json|has sae.safetensors, but not cfg.json, which says what the weights are",
                "Llama3_1-8B-Base-LXM-8x/Llama3_1-8B-Base-L2M-8x/checkpoints/final.safetensors|../hyperparams.json|or Llama"
                        + " Scope's checkpoints/final.safetensors with hyperparams.json above it",
                "attn-saes-gpt2-small-all-layers/gpt2-small_L2_Hcat_z_lr1.20e-03_v9.pt"
                        + "|gpt2-small_L2_Hcat_z_lr1.20e-03_v9_cfg.json|is part of an SAE of which"
                        + " gpt2-small_L2_Hcat_z_lr1.20e-03_v9_cfg.json is missing beside it; fetch that file too.",
                "clt-gemma-2-2b-2.5M/W_enc_3.safetensors|W_dec_3.safetensors|is part of an SAE of which W_dec_3.safetensors is",
                "clt-gemma-2-2b-2.5M/W_enc_3.safetensors|config.yaml|is part of an SAE of which config.yaml is missing"
            })
    void aMissingFileIsNamed(String name, String file, String sentence) throws Exception {
        Path place = copy(resource("loaders/" + name));
        Files.delete((Files.isDirectory(place) ? place : place.resolveSibling("")).resolve(file));
        refused(place, sentence);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theFileOfTheWeightsStandsForItsFolder(LoaderParityTest.Fixture fixture) throws Exception {
        Path place = LoaderParityTest.place(fixture);
        Sae byFile = SaeFolder.read(SaeFolder.weights(place));
        Sae byFolder = SaeFolder.read(place);
        assertThat(byFile.origin()).isEqualTo(byFolder.origin());
        assertThat(Sae.values(byFile.encoder())).isEqualTo(Sae.values(byFolder.encoder()));
        assertThat(SaeFolder.weights(SaeFolder.weights(place))).isEqualTo(SaeFolder.weights(place));
    }

    /** Where formats differ in how they lay matrices out the shape decides; where all have one way, another is refused. */
    @ParameterizedTest
    @CsvSource({
        "Llama3_1-8B-Base-LXM-8x/Llama3_1-8B-Base-L2M-8x, encoder.weight, true",
        "Llama3_1-8B-Base-LXM-8x/Llama3_1-8B-Base-L2M-8x, decoder.weight, true",
        "Llama-Scope-R1-Distill/800M-Slimpajama-0-OpenR1-Math-220k/L0R, decoder.weight, true",
        "qwen3-0.6b-transcoders/layer_4.safetensors, W_enc, true",
        "qwen3-0.6b-transcoders/layer_4.safetensors, W_dec, true",
        "clt-gemma-2-2b-2.5M/W_enc_3.safetensors, W_enc_3, true",
        "sparsify-tiny/layers.9, encoder.weight, true",
        "sparsify-tiny/layers.9, W_dec, true",
        "gemma-scope-2-270m-pt/resid_post/layer_5_width_16k_l0_small, w_enc, false",
        "gemma-scope-2-270m-pt/resid_post/layer_5_width_16k_l0_small, w_dec, false"
    })
    void aTurnedMatrixIsToldByItsShape(String name, String matrix, boolean read) throws Exception {
        Path sound = resource("loaders/" + name);
        Path place = copy(sound);
        TensorSurgery.turn(SaeFolder.weights(place), matrix);
        if (read) {
            assertThat(Sae.values(SaeFolder.read(place).encoder()))
                    .isEqualTo(Sae.values(SaeFolder.read(sound).encoder()));
            assertThat(Sae.values(SaeFolder.read(place).decoder()))
                    .isEqualTo(Sae.values(SaeFolder.read(sound).decoder()));
        } else {
            refused(place, " should have the shape [");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Llama3_1-8B-Base-LXM-8x/Llama3_1-8B-Base-L2M-8x/checkpoints/final.safetensors|looks like dictionary_learning's"
                        + " ae.pt with config.json beside it, or Llama Scope's checkpoints/final.safetensors",
                "Llama-Scope-R1-Distill/800M-Slimpajama-0-OpenR1-Math-220k/L0R/sae_weights.safetensors|looks like Llama"
                        + " Scope's of DeepSeek-R1-Distill, sae_weights.safetensors with config.json beside it",
                "lm_sae/sweep/resid_post_layer_3/AutoEncoder/ae.pt|looks like dictionary_learning's ae.pt",
                "Llama-3.1-8B-Instruct-SAE-l19/Llama-3.1-8B-Instruct-SAE-l19.pth|looks like Goodfire's, which is called"
                        + " MODEL-SAE-lN.pt",
                "qwen3-0.6b-transcoders/layer_4.safetensors|looks like SAELens' sae_weights.safetensors with cfg.json",
                "sparsify-tiny/layers.9/sae.safetensors|looks like sparsify's sae.safetensors, with cfg.json beside it",
                "expected/0.safetensors|holds no SAE; cfg.json with sae_weights.safetensors (SAELens) was expected",
            })
    void aFileThatIsCalledOtherwiseIsToldByItsTensors(String name, String sentence) throws Exception {
        Path file = resource("loaders/" + name);
        String ending = name.substring(name.lastIndexOf('.'));
        Path moved = folder.resolve("weights" + ending);
        Files.copy(file, moved);
        refused(moved, moved + " " + sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ae.pt",
                "layer3.sae.pt",
                "gpt2-small_L2_Hcat_z_v9.pt",
                "Llama-3.1-8B-Instruct-SAE-l19.pth",
                "weights.pt"
            })
    void aPickleThatAsksForMoreThanTensorsIsRefused(String name) throws Exception {
        Path in = Files.createDirectories(folder.resolve("SAE-Res-Qwen3-1.7B-Base-W1K-L0_5"));
        Path file = in.resolve(name);
        try (InputStream malicious = Checkpoint.class.getResourceAsStream("malicious/zip.bin")) {
            Files.copy(Objects.requireNonNull(malicious), file);
        }
        String config = "{\"trainer\": {\"dict_class\": \"AutoEncoder\", \"dict_size\": 4, \"activation_dim\": 4,"
                + " \"layer\": 1, \"lm_name\": \"x\"}, \"act_size\": 4, \"dict_size\": 4}";
        Files.writeString(in.resolve("config.json"), config);
        Files.writeString(in.resolve("gpt2-small_L2_Hcat_z_v9_cfg.json"), config);
        refused(file, "posix.system");
    }

    /** The place in a copy of all its repository. */
    private Path copy(Path sound) throws Exception {
        Path all = resource("loaders");
        Path repository = all.resolve(all.relativize(sound).getName(0));
        Path copied = Files.createTempDirectory(folder, "copy").resolve(repository.getFileName());
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path file : files.toList()) {
                Files.copy(file, copied.resolve(repository.relativize(file)));
            }
        }
        return copied.resolve(repository.relativize(sound));
    }

    private static void refused(Path place, String sentence) {
        assertThatThrownBy(() -> SaeFolder.read(place))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence)
                .message()
                .doesNotContain("\n")
                .endsWith(".");
    }

    private static Path resource(String name) throws Exception {
        return Path.of(Objects.requireNonNull(DamagedSaesTest.class.getResource(name), name)
                .toURI());
    }
}
