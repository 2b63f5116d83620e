package dev.steergraph.ingest.extract.lens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.steergraph.core.feature.LogitLens;
import dev.steergraph.core.feature.LogitLens.Logit;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.block.Unembedding;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Preparation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.training.ArrayTensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Hugging Face transformers' modules, by make_logit_lens.py. */
class TokenRankingTest {

    private static final double TOLERANCE = 1e-4;
    private static final int LAYER = 1;
    private static final Path MODELS = Path.of("../model/src/test/resources/dev/steergraph/ingest/model");

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "gemma2", "gpt-neox", "llama-untied", "llama3", "olmo2", "qwen3-5"})
    void tokensAndValuesAreThoseOfTransformers(String name) throws Exception {
        ModelSource source = ModelSource.folder(name, MODELS.resolve(name));
        compare(source, name + ".resid", HookPoint.residPost(LAYER));
        compare(source, name + ".z", new HookPoint(LAYER, Site.Z));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "SMOLLM2", matches = ".+", disabledReason = "SMOLLM2 names no GGUF file")
    void thoseOfARealModelToo() throws Exception {
        ModelSource source = ModelSource.gguf(Path.of(System.getenv("SMOLLM2")));
        compare(source, "smollm2.resid", HookPoint.residPost(LAYER));
        compare(source, "smollm2.z", new HookPoint(LAYER, Site.Z));
    }

    private static void compare(ModelSource source, String name, HookPoint hook) throws Exception {
        Safetensors expected = expected();
        Tensor rows = expected.tensor(name + ".rows", DType.F32, 2);
        float[] decoder = new float[(int) rows.size()];
        rows.data().asFloatBuffer().get(decoder);
        int features = (int) rows.shape()[0];
        LogitLens lens = lens(source, hook, decoder, features, null, 1);
        for (int f = 0; f < features; f++) {
            check(lens.top(f), expected, name + ".top", f);
            check(lens.bottom(f), expected, name + ".bottom", f);
        }
    }

    private static void check(List<Logit> found, Safetensors expected, String name, int feature) throws IOException {
        Tensor ids = expected.tensor(name + "_ids", DType.I32, 2);
        Tensor values = expected.tensor(name + "_values", DType.F64, 2);
        int k = (int) ids.shape()[1];
        assertThat(found).hasSize(k);
        for (int i = 0; i < k; i++) {
            assertThat(found.get(i).token())
                    .as("%s of %d at %d", name, feature, i)
                    .isEqualTo(ids.data().asIntBuffer().get(feature * k + i));
            assertThat((double) found.get(i).value())
                    .as("%s of %d at %d", name, feature, i)
                    .isCloseTo(values.data().asDoubleBuffer().get(feature * k + i), within(TOLERANCE));
        }
    }

    /** Decoder rows of codes that are scaled, of an SAE of scaled activations, add that much less. */
    @Test
    void valuesAreForOneUnitOfActivation() throws Exception {
        ModelSource source = ModelSource.folder("gpt2", MODELS.resolve("gpt2"));
        Tensor rows = expected().tensor("gpt2.resid.rows", DType.F32, 2);
        float[] decoder = new float[(int) rows.size()];
        rows.data().asFloatBuffer().get(decoder);
        int features = (int) rows.shape()[0];
        LogitLens plain = lens(source, HookPoint.residPost(1), decoder, features, null, 1);
        float[] scale = new float[features];
        Arrays.fill(scale, 4);
        LogitLens scaled = lens(source, HookPoint.residPost(1), decoder, features, scale, 2);
        assertThat(scaled.topIds()).isEqualTo(plain.topIds());
        for (int i = 0; i < plain.topValues().length; i++) {
            assertThat(8 * scaled.topValues()[i]).isCloseTo(plain.topValues()[i], within(1e-5f));
        }
    }

    @Test
    void aFeatureThatWritesNothingPromotesNothing() throws Exception {
        ModelSource source = ModelSource.folder("gemma2", MODELS.resolve("gemma2"));
        float[] decoder = new float[3 * source.info().dModel()];
        decoder[0] = 1;
        LogitLens lens = lens(source, HookPoint.residPost(0), decoder, 3, null, 1);
        assertThat(lens.top(0)).hasSize(TokenRanking.TOKENS);
        assertThat(lens.top(1)).isEmpty();
        assertThat(lens.bottom(2)).isEmpty();
    }

    private static LogitLens lens(
            ModelSource source, HookPoint hook, float[] decoder, int features, float @Nullable [] scale, float factor)
            throws IOException {
        int d = decoder.length / features;
        Sae sae = new Sae(
                        d,
                        features,
                        new ArrayTensor(new float[decoder.length], d, features),
                        new ArrayTensor(decoder, features, d),
                        new float[d],
                        false,
                        Normalization.NONE,
                        new Gate.TopK(new float[features], 1, scale),
                        SaeOrigin.UNKNOWN)
                .with(new Preparation(false, factor));
        LensSet set = LensSet.of("set", hook, sae, "").orElseThrow();
        try (Unembedding unembedding = source.unembedding(Device.cpu(), List.of(hook.layer()))) {
            return new TokenRanking(unembedding).of(set, done -> {});
        }
    }

    private static Safetensors expected() throws IOException, URISyntaxException {
        return Safetensors.open(
                Path.of(Objects.requireNonNull(TokenRankingTest.class.getResource("logit-lens.safetensors"))
                        .toURI()));
    }
}
