package dev.steergraph.ingest.sae.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeDecoder;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.SaeReconstructor;
import dev.steergraph.ingest.sae.Transcoding;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against SAELens' loaders: a tiny SAE in each published format, as it lies in its repository, by make_loaders.py. */
class LoaderParityTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    /** What SAELens says of a fixture. */
    record Fixture(
            int number,
            String loader,
            String place,
            String architecture,
            String model,
            String hook,
            @Nullable String hookOut) {}

    static List<Fixture> fixtures() throws Exception {
        JsonNode cases = new ObjectMapper().readTree(resource("loaders.json").toFile());
        return IntStream.range(0, cases.size())
                .mapToObj(i -> new Fixture(
                        i,
                        cases.get(i).path("loader").asText(),
                        cases.get(i).path("place").asText(),
                        cases.get(i).path("architecture").asText(),
                        cases.get(i).path("model").asText(),
                        cases.get(i).path("hook").asText(),
                        cases.get(i).path("hookOut").asText(null)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void codesAndReconstructionsAreThoseOfSaeLens(Fixture fixture) throws Exception {
        Sae sae = SaeFolder.read(place(fixture));
        Safetensors expected =
                Safetensors.open(resource("loaders").resolve("expected/" + fixture.number() + ".safetensors"));
        float[] x = floats(expected, "x");
        float[] codes = floats(expected, "codes");
        float[] reconstruction = floats(expected, "reconstruction");
        int n = x.length / sae.dIn();
        SaeDecoder decoder = new SaeDecoder(sae);
        try (NDManager manager = NDManager.newBaseManager();
                SaeEncoder encoder = new SaeEncoder(sae, manager);
                SaeReconstructor reconstructor = new SaeReconstructor(sae, manager)) {
            SaeEncoder.Codes found = encoder.encode(new ActivationRows(sae.dIn(), List.of(FloatBuffer.wrap(x))), 0, n);
            float[] dense = new float[codes.length];
            float[] decoded = new float[sae.dOut() * n];
            float[] row = new float[sae.dIn()];
            float[] target = new float[sae.dOut()];
            for (int r = 0; r < n; r++) {
                for (int e = (int) found.indptr()[r]; e < found.indptr()[r + 1]; e++) {
                    dense[r * sae.dSae() + found.features()[e]] = found.values()[e];
                }
                System.arraycopy(x, r * sae.dIn(), row, 0, sae.dIn());
                decoder.decode(found, r, row, target);
                System.arraycopy(target, 0, decoded, r * sae.dOut(), sae.dOut());
            }
            for (int i = 0; i < codes.length; i++) {
                assertThat(dense[i] > 0).as("support at %d", i).isEqualTo(codes[i] > 0);
            }
            assertThat(found.features()).isNotEmpty();
            assertNear(dense, codes);
            assertNear(decoded, reconstruction);
            assertNear(
                    reconstructor
                            .reconstruct(manager, manager.create(x, new Shape(n, sae.dIn())))
                            .toFloatArray(),
                    reconstruction);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void hookPointsAndModelAreThoseOfSaeLens(Fixture fixture) throws Exception {
        Sae sae = SaeFolder.read(place(fixture));
        assertThat(sae.origin().model()).isEqualTo(fixture.model());
        assertThat(named(sae.origin().hook())).isEqualTo(named(fixture.hook()));
        Transcoding transcoding = sae.transcoding();
        assertThat(transcoding == null ? null : transcoding.hook()).isEqualTo(fixture.hookOut());
    }

    /** SAELens calls what Gemma Scope 2's transcoders read as TransformerLens calls the residual stream before the norm. */
    private static @Nullable String named(@Nullable String hook) {
        return hook == null ? null : hook.replace("hook_mlp_in", "mlp.hook_in");
    }

    @Test
    void everyLoaderOfTheListHasAFixtureOrIsRefused() throws Exception {
        List<String> tried = fixtures().stream().map(Fixture::loader).distinct().toList();
        assertThat(SaeFormat.loaders()).containsAll(tried);
        assertThat(tried).hasSize(SaeFormat.loaders().size() - 1).doesNotContain("sae_lens");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AutoEncoderTopK|\"AutoEncoderTopK\"|\"AutoEncoderNew\"|says trainer.dict_class \"AutoEncoderNew\", which is"
                        + " unknown",
                "AutoEncoderTopK|\"k\": 5|\"k\": 49|says trainer.k 49, more than the 48 features that there are.",
                "AutoEncoderTopK|\"layer\": 3|\"layer\": -3|trainer.layer should be the number of a layer, it is -3.",
                "AutoEncoderTopK|\"resid_post_layer_3\"|\"mlp_layer_3\"|says trainer.submodule_name \"mlp_layer_3\"",
                "AutoEncoderTopK|\"dict_size\": 48|\"dict_size\": 47|encoder.weight should have the shape [47, 16], it has"
                        + " [48, 16].",
                "GatedAutoEncoder|\"activation_dim\": 16|\"activation_dim\": true|trainer.activation_dim should be a positive"
                        + " whole number, it is true.",
            })
    void whatIsNotReadIsNamed(String kind, String from, String to, String sentence) throws Exception {
        Path original =
                resource("loaders").resolve("lm_sae/sweep/resid_post_layer_3").resolve(kind);
        String config = Files.readString(original.resolve("config.json"));
        assertThat(config).contains(from);
        Files.writeString(temporary.resolve("config.json"), config.replace(from, to));
        Files.copy(original.resolve("ae.pt"), temporary.resolve("ae.pt"));
        refused(temporary, sentence);
    }

    @Test
    void aFileWhoseFolderSaysNothingIsRefusedWhereItsFolderHasToSayIt() throws Exception {
        Path moved = temporary.resolve("layer1.sae.pt");
        Files.copy(resource("loaders").resolve("SAE-Res-Qwen3-1.7B-Base-W1K-L0_5/layer1.sae.pt"), moved);
        refused(moved, "does not say how many features are active in a row");
        Path wider = Files.createDirectory(temporary.resolve("SAE-Res-Qwen3-1.7B-Base-W32K-L0_50"));
        Files.copy(moved, wider.resolve("layer1.sae.pt"));
        refused(wider.resolve("layer1.sae.pt"), "has 1024 features, and lies in SAE-Res-Qwen3-1.7B-Base-W32K-L0_50");
    }

    @Test
    void aTranscoderOfUnknownHookPointsIsRefused() throws Exception {
        Files.copy(
                resource("loaders")
                        .resolve("gemma-scope-2-270m-pt/transcoder/layer_5_width_16k_l0_big_affine/params.safetensors"),
                temporary.resolve("params.safetensors"));
        refused(temporary, "is a transcoder, and nothing says of which hook points");
        Path other = Files.createDirectories(temporary.resolve("gemma-scope-2-270m-pt/resid_post/layer_5_width_16k"));
        Files.copy(temporary.resolve("params.safetensors"), other.resolve("params.safetensors"));
        Files.writeString(other.resolve("config.json"), "{\"hf_hook_point_in\": \"model.layers.5.mlp.output\"}");
        refused(other, "names the hook point \"model.layers.5.mlp.output\", which is not known.");
        Files.writeString(other.resolve("config.json"), "{\"hf_hook_point_in\": \"model.layers.4.output\"}");
        refused(other, "says that model.layers.4.output is read (blocks.4.hook_resid_post), and the folders say");
    }

    @Test
    void matricesThatAreStoredTurnedAreReadInAnySlice() throws Exception {
        Path file = resource("loaders").resolve("lm_sae/sweep/resid_post_layer_3/AutoEncoder");
        Sae sae = SaeFolder.read(file);
        float[] all = Sae.values(sae.encoder());
        float[] part = new float[5 * sae.dSae() / 2];
        sae.encoder().floats(7, FloatBuffer.wrap(part));
        for (int i = 0; i < part.length; i++) {
            assertThat(part[i]).isEqualTo(all[7 + i]);
        }
    }

    private static void refused(Path place, String sentence) {
        assertThatThrownBy(() -> SaeFolder.read(place))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence);
    }

    static Path place(Fixture fixture) throws Exception {
        String place = fixture.place();
        if (fixture.loader().equals("mntss_clt_layer_transcoder")) {
            place = place.replaceAll("/(\\d+)$", "/W_enc_$1.safetensors");
        }
        return resource("loaders").resolve(place);
    }

    private static void assertNear(float[] ours, float[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < theirs.length; i++) {
            assertThat((double) Math.abs(ours[i] - theirs[i])).isLessThan(1e-5 * (1 + Math.abs(theirs[i])));
        }
    }

    private static Path resource(String name) throws Exception {
        return Path.of(Objects.requireNonNull(LoaderParityTest.class.getResource(name), name)
                .toURI());
    }

    private static float[] floats(Safetensors file, String name) throws IOException {
        FloatBuffer buffer = file.tensor(name, DType.F32, 2).data().asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
