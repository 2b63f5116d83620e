package dev.steergraph.ingest.sae.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Preparation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeDecoder;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.SaeReconstructor;
import dev.steergraph.ingest.sae.Transcoding;
import dev.steergraph.ingest.sae.training.TrainedArchitecture;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against SAELens: SAEs of every architecture and mode and what it makes of the same inputs, by make_saes.py. */
class SaeLensParityTest {

    private static final int D = 16;
    private static final int F = 48;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    static Stream<String> cases() throws Exception {
        try (Stream<Path> folders = Files.list(
                Path.of(SaeLensParityTest.class.getResource("gated").toURI()).getParent())) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve("expected.safetensors")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void everyFixtureIsRead() throws Exception {
        assertThat(cases()).hasSize(37);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void codesAndReconstructionsAreThoseOfSaeLens(String name) throws Exception {
        assertSame(SaeFolder.read(folder(name)), folder(name).resolve("expected.safetensors"));
    }

    /** The factor stands in SAELens' list of releases alone, so the folder's place has to tell it. */
    @Test
    void aPublishedSaeHasTheFactorOfSaeLensList() throws Exception {
        Path original = folder("standard-expected-average-only-in-b-dec");
        Path published = temporary
                .resolve("models--tommmcgrath--gpt2-small-mlp-out-saes/snapshots/0")
                .resolve("sae_group_gpt2_blocks.0.hook_mlp_out_24576:v1");
        Files.createDirectories(published);
        for (String file : List.of(SaeFolder.CONFIG, SaeFolder.WEIGHTS)) {
            Files.copy(original.resolve(file), published.resolve(file));
        }
        Sae sae = SaeFolder.read(published);
        assertThat(sae.preparation()).isEqualTo(new Preparation(true, 1.049317316132615f));
        assertSame(
                sae.with(sae.preparation().uncentered()),
                folder("standard-expected-average-only-in-b-dec").resolve("folded.safetensors"));
        assertThat(SaeFolder.read(original).preparation()).isEqualTo(Preparation.NONE);
    }

    private static void assertSame(Sae sae, Path file) throws IOException {
        Safetensors expected = Safetensors.open(file);
        float[] x = floats(expected, "x");
        float[] codes = floats(expected, "codes");
        float[] reconstruction = floats(expected, "reconstruction");
        int n = x.length / D;
        ActivationRows rows = new ActivationRows(D, List.of(FloatBuffer.wrap(x)));
        SaeDecoder decoder = new SaeDecoder(sae);
        try (NDManager manager = NDManager.newBaseManager();
                SaeEncoder encoder = new SaeEncoder(sae, manager);
                SaeReconstructor reconstructor = new SaeReconstructor(sae, manager)) {
            NDArray made = reconstructor.reconstruct(manager, manager.create(x, new Shape(n, D)));
            assertNear(made.toFloatArray(), 0, reconstruction, 0, n * D);
            SaeEncoder.Codes found = encoder.encode(rows, 0, n);
            SaeEncoder.Codes onDevice = encoder.encode(manager.create(x, new Shape(n, D)));
            assertThat(onDevice.features()).isEqualTo(found.features());
            assertThat(onDevice.values()).isEqualTo(found.values());
            float[] dense = new float[codes.length];
            float[] row = new float[D];
            float[] decoded = new float[D];
            for (int r = 0; r < n; r++) {
                for (int e = (int) found.indptr()[r]; e < found.indptr()[r + 1]; e++) {
                    assertThat(found.values()[e]).isPositive();
                    dense[r * F + found.features()[e]] = found.values()[e];
                }
                System.arraycopy(x, r * D, row, 0, D);
                decoder.decode(found, r, row, decoded);
                assertNear(decoded, 0, reconstruction, r * D, D);
            }
            for (int i = 0; i < codes.length; i++) {
                assertThat(dense[i] > 0).as("support at %d", i).isEqualTo(codes[i] > 0);
            }
            assertNear(dense, 0, codes, 0, codes.length);
        }
    }

    @Test
    void moreRowsThanABlockAreReconstructedAsTheyAreAlone() throws Exception {
        float[] x = floats(Safetensors.open(folder("gated").resolve("expected.safetensors")), "x");
        float[] many = new float[x.length * 30];
        for (int i = 0; i < many.length; i++) {
            many[i] = x[i % x.length];
        }
        try (NDManager manager = NDManager.newBaseManager();
                SaeReconstructor reconstructor = new SaeReconstructor(SaeFolder.read(folder("gated")), manager)) {
            float[] alone = reconstructor
                    .reconstruct(manager, manager.create(x, new Shape(x.length / D, D)))
                    .toFloatArray();
            float[] together = reconstructor
                    .reconstruct(manager, manager.create(many, new Shape(many.length / D, D)))
                    .toFloatArray();
            for (int from = 0; from < many.length; from += x.length) {
                assertNear(Arrays.copyOfRange(together, from, from + x.length), 0, alone, 0, x.length);
            }
        }
    }

    @Test
    void ofGemmaScopeThePathTellsModelAndHook() throws Exception {
        Path published =
                temporary.resolve("models--google--gemma-scope-2b-pt-res/snapshots/x/layer_4/width_16k/average_l0_60");
        Files.createDirectories(published);
        Files.copy(folder("gemmascope").resolve("params.npz"), published.resolve("params.npz"));
        assertThat(SaeFolder.read(published).origin())
                .isEqualTo(new SaeOrigin("gemma-2-2b", "blocks.4.hook_resid_post", null));
    }

    /** Their tensors look like an SAE's. */
    @ParameterizedTest
    @ValueSource(strings = {"clt", "crosscoder"})
    void whatGemmaScopePublishesBesideSaesIsRefused(String site) throws Exception {
        Path published = Files.createDirectories(
                temporary.resolve("gemma-scope-2-1b-pt/" + site + "/layer_4_width_16k_l0_small"));
        Files.copy(folder("gemmascope").resolve("params.npz"), published.resolve("params.npz"));
        assertThatThrownBy(() -> SaeFolder.read(published))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("lies in " + site + ": crosscoders, and cross-layer transcoders");
    }

    @Test
    void aConfigWithTwoHookPointsIsThatOfATranscoder() throws Exception {
        Files.copy(folder("gemmascope").resolve("params.npz"), temporary.resolve("params.npz"));
        String in = "{\"hf_hook_point_in\": \"model.layers.4.output\", \"hf_hook_point_out\": ";
        Files.writeString(temporary.resolve("config.json"), in + "\"model.layers.4.output\"}");
        assertThat(SaeFolder.read(temporary).dIn()).isEqualTo(D);
        assertThat(SaeFolder.read(temporary).transcoding()).isNull();
        Files.writeString(
                temporary.resolve("config.json"), in + "\"model.layers.4.post_feedforward_layernorm.output\"}");
        assertThat(SaeFolder.read(temporary).transcoding())
                .isEqualTo(new Transcoding("blocks.4.hook_mlp_out", D, null));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        for (String name : List.of("jumprelu", "topk")) {
            Sae sae = SaeFolder.read(folder(name));
            SaeFolder.write(temporary.resolve(name), sae, name);
            Sae read = SaeFolder.read(temporary.resolve(name));
            assertThat(Sae.values(read.encoder())).isEqualTo(Sae.values(sae.encoder()));
            assertThat(Sae.values(read.decoder())).isEqualTo(Sae.values(sae.decoder()));
            assertThat(read.origin()).isEqualTo(sae.origin());
            assertThat(read.subtractsDecoderBias()).isEqualTo(sae.subtractsDecoderBias());
        }
    }

    /** Those folders were loaded by SAELens, see check_trained.py. */
    @Test
    void whatIsWrittenIsByteForByteWhatSaeLensLoads() throws Exception {
        for (TrainedArchitecture architecture : TrainedArchitecture.values()) {
            Path loaded = folder("trained-" + architecture);
            Path written = temporary.resolve(architecture.toString());
            SaeFolder.write(written, SaeFolder.read(loaded), architecture.saeLensName());
            for (String file : List.of(SaeFolder.CONFIG, SaeFolder.WEIGHTS)) {
                assertThat(written.resolve(file)).hasSameBinaryContentAs(loaded.resolve(file));
            }
        }
    }

    @Test
    void whatIsNotReadIsNamed() throws Exception {
        changed("standard-none", "\"standard\"", "\"temporal\"");
        refused("architecture \"temporal\" is unknown");
        changed(
                "standard-none",
                "\"normalize_activations\": \"none\"",
                "\"normalize_activations\": \"covariance_whitening\"");
        refused("normalize_activations \"covariance_whitening\" is unknown");
        changed("topk", "\"k\": 5", "\"k\": 49");
        refused("k should be a whole number from 1 to d_sae, it is 49.");
        changed("standard-none", "\"d_sae\": 48", "\"d_sae\": 47");
        refused("W_dec should have the shape [47, 16], it has [48, 16].");
        Files.delete(temporary.resolve("cfg.json"));
        refused("has sae_weights.safetensors, but neither cfg.json (SAELens) nor config.json (Llama Scope)");
        Files.delete(temporary.resolve("sae_weights.safetensors"));
        refused("holds no SAE; cfg.json with sae_weights.safetensors (SAELens)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"W_enc", "W_dec", "b_enc", "threshold", "b_dec"})
    void aValueThatIsNotFiniteIsRefused(String name) throws Exception {
        Path good = folder("jumprelu");
        Files.copy(good.resolve("cfg.json"), temporary.resolve("cfg.json"));
        Sae sae = SaeFolder.read(good);
        Gate.Jump gate = (Gate.Jump) sae.gate();
        Map<String, float[]> values = Map.of(
                "W_enc", Sae.values(sae.encoder()),
                "W_dec", Sae.values(sae.decoder()),
                "b_enc", gate.bias(),
                "threshold", gate.threshold(),
                "b_dec", sae.decoderBias());
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] changed = value(values, name);
            float before = changed[13];
            changed[13] = bad;
            Safetensors.write(
                    temporary.resolve("sae_weights.safetensors"),
                    Map.of(),
                    List.of(
                            Tensor.of("W_enc", value(values, "W_enc"), D, F),
                            Tensor.of("W_dec", value(values, "W_dec"), F, D),
                            Tensor.of("b_enc", value(values, "b_enc"), F),
                            Tensor.of("threshold", value(values, "threshold"), F),
                            Tensor.of("b_dec", value(values, "b_dec"), D)));
            changed[13] = before;
            refused("sae_weights.safetensors: " + name + " holds a value that is not finite");
        }
    }

    private static float[] value(Map<String, float[]> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"hook_head_index\": 3|the SAE reads head 3 alone (hook_head_index), which is not supported",
                "\"hook_name_out\": \"blocks.1.hook_mlp_out\"|is a transcoder from blocks.1.hook_resid_post to"
                        + " blocks.1.hook_mlp_out, which is no autoencoder; give an SAE.",
                "\"out_hook_point\": \"blocks.1.hook_mlp_out\"|is a transcoder from blocks.1.hook_resid_post to",
                "\"is_transcoder\": true|is a transcoder, which is no autoencoder; give an SAE.",
                "\"model_from_pretrained_kwargs\": {\"revision\": \"step1000\"}|loaded with \"revision\": \"step1000\"",
                "\"model_from_pretrained_kwargs\": {\"center_writing_weights\": 1}|should be true or false, it is 1.",
            })
    void howItWasMadeIsReadOrRefused(String field, String sentence) throws Exception {
        changed("standard-none", "\"hook_name\"", field + ", \"hook_name\"");
        refused(sentence);
        changed("old-standard", "\"hook_name\"", field + ", \"hook_name\"");
        refused(sentence);
    }

    @Test
    void whatLeavesTheHookPointsAsTheyAreIsTaken() throws Exception {
        String options =
                "\"model_from_pretrained_kwargs\": {\"fold_ln\": true, \"center_unembed\": true, \"device\": null,"
                        + " \"center_writing_weights\": false}, \"hook_head_index\": null, \"hook_name_out\":"
                        + " \"blocks.1.hook_resid_post\", ";
        changed("old-standard", "\"hook_name\"", options + "\"hook_name\"");
        assertThat(SaeFolder.read(temporary).preparation()).isEqualTo(Preparation.NONE);
    }

    @Test
    void whatIsOfAnotherTypeOrFollowedByMoreIsRefused() throws Exception {
        changed("standard-none", "\"apply_b_dec_to_input\": false", "\"apply_b_dec_to_input\": \"false\"");
        refused("cfg.json: apply_b_dec_to_input should be true or false, it is \"false\".");
        changed("topk", "\"rescale_acts_by_decoder_norm\": false", "\"rescale_acts_by_decoder_norm\": 0");
        refused("cfg.json: rescale_acts_by_decoder_norm should be true or false, it is 0.");
        Files.writeString(temporary.resolve("cfg.json"), Files.readString(temporary.resolve("cfg.json")) + "}");
        refused("cfg.json is not JSON");
    }

    @Test
    void aFolderWithoutItsWeightsSaysWhichFileIsMissing() throws Exception {
        changed("standard-none", "\"standard\"", "\"standard\"");
        Files.delete(temporary.resolve("sae_weights.safetensors"));
        refused(" has cfg.json, but not sae_weights.safetensors, in which the SAE's weights are; fetch that file too.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "1e30", "2147483648", "-1", "true", "47.5"})
    void sizesAreWholeNumbersOfTheFilesTensors(String size) throws Exception {
        changed("standard-none", "\"d_sae\": 48", "\"d_sae\": " + size);
        refused("cfg.json: d_sae should be a positive whole number, it is ");
        changed("standard-none", "\"d_sae\": 48", "\"d_sae\": 2000000000");
        refused("W_dec should have the shape [2000000000, 16], it has [48, 16].");
    }

    private void changed(String name, String from, String to) throws Exception {
        String config = Files.readString(folder(name).resolve("cfg.json"));
        assertThat(config).contains(from);
        Files.writeString(temporary.resolve("cfg.json"), config.replace(from, to));
        Files.write(
                temporary.resolve("sae_weights.safetensors"),
                Files.readAllBytes(folder(name).resolve("sae_weights.safetensors")));
    }

    private void refused(String sentence) {
        assertThatThrownBy(() -> SaeFolder.read(temporary))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence);
    }

    private static void assertNear(float[] ours, int at, float[] theirs, int from, int n) {
        for (int i = 0; i < n; i++) {
            double difference = Math.abs(ours[at + i] - theirs[from + i]);
            assertThat(difference).isLessThan(1e-5 * (1 + Math.abs(theirs[from + i])));
        }
    }

    private static Path folder(String name) throws Exception {
        return Path.of(SaeLensParityTest.class.getResource(name).toURI());
    }

    private static float[] floats(Safetensors file, String name) throws IOException {
        FloatBuffer buffer = file.tensor(name, DType.F32, 2).data().asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
