package dev.steergraph.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.sae.Preparation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeDecoder;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.format.SaeFolder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SAEs that were made on centred writing weights, against TransformerLens and SAELens: centered/make_centered.py. */
class CenteredWeightsTest {

    private static final HookPoint HOOK = HookPoint.residPost(1);

    private static final int D = 32;
    private static final int F = 48;
    private static final Path MODELS = Path.of("../model/src/test/resources/dev/steergraph/ingest/model");

    @ParameterizedTest
    @CsvSource({
        "gpt2,hook_resid_pre,none",
        "gpt2,hook_resid_post,none",
        "gpt2,hook_attn_out,none",
        "gpt2,hook_mlp_out,none",
        "gpt2,hook_resid_post,constant_norm_rescale",
        "gpt-neox,hook_resid_post,none",
        "gpt-neox,hook_mlp_out,none"
    })
    void codesAreThoseOfTheModelAsTheSaeAsksForIt(String name, String site, String norm) throws Exception {
        Path folder = folder(name + "-" + site + "-" + norm);
        Safetensors expected = Safetensors.open(folder.resolve("expected.safetensors"));
        float[] codes = floats(expected, "codes");
        float[] reconstruction = floats(expected, "reconstruction");
        try (Transformer model = ModelSource.folder(name, MODELS.resolve(name)).load(Device.cpu(), Precision.F32);
                NDManager scope = model.manager().newSubManager()) {
            Sae stored = SaeFolder.read(folder);
            HookPoint hook =
                    HookPoint.parse(Objects.requireNonNull(stored.origin().hook()));
            Sae sae = SaeTarget.of(model.info()).fitted(stored, hook, "x");
            float[] x = read(model, scope, longs(expected, "ids"), hook);
            try (SaeEncoder encoder = new SaeEncoder(sae, scope)) {
                SaeEncoder.Codes found = encoder.encode(scope.create(x, new Shape(x.length / D, D)));
                assertNear(dense(found), codes);
                float[] row = new float[D];
                float[] decoded = new float[D];
                SaeDecoder decoder = new SaeDecoder(sae);
                for (int r = 0; r < x.length / D; r++) {
                    System.arraycopy(x, r * D, row, 0, D);
                    decoder.decode(found, r, row, decoded);
                    assertNear(decoded, Arrays.copyOfRange(reconstruction, r * D, (r + 1) * D));
                }
            }
            try (SaeEncoder plain = new SaeEncoder(sae.with(Preparation.NONE), scope)) {
                assertNear(dense(plain.encode(scope.create(x, new Shape(x.length / D, D)))), floats(expected, "plain"));
            }
        }
    }

    @Test
    void modelsWhoseNormsSeeTheMeanAreLeftAsTheyAre() throws Exception {
        Sae sae = SaeFolder.read(folder("gpt2-hook_resid_post-none"));
        assertThat(sae.preparation().centered()).isTrue();
        for (String architecture : new String[] {"llama", "mistral", "gemma2", "bert"}) {
            assertThat(target(architecture).fitted(sae, HOOK, "x").preparation())
                    .isEqualTo(Preparation.NONE);
        }
        assertThat(target("gpt2").fitted(sae, HOOK, "x")).isSameAs(sae);
        assertThatThrownBy(() -> target(null).fitted(sae, HOOK, "--sae 1=x"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--sae 1=x: the SAE was made on centred writing weights");
    }

    /** Centring writing weights takes nothing off what a norm makes of the stream, nor off what attention mixes of that. */
    @Test
    void whatIsBehindANormIsNotCentred() throws Exception {
        Sae sae = SaeFolder.read(folder("gpt2-hook_resid_post-none"));
        for (Site site : new Site[] {Site.Z, Site.LN2_NORMALIZED, Site.MLP_IN}) {
            HookPoint hook = new HookPoint(1, site);
            assertThat(target("gpt2").fitted(sae, hook, "x").preparation()).isEqualTo(Preparation.NONE);
        }
        for (Site site : new Site[] {Site.RESID_MID, Site.MLP_OUT}) {
            assertThat(target("gpt2").fitted(sae, new HookPoint(1, site), "x")).isSameAs(sae);
        }
    }

    private static SaeTarget target(@Nullable String architecture) {
        return new SaeTarget("x", architecture, 2, hook -> OptionalInt.of(D));
    }

    private static float[] read(Transformer model, NDManager scope, long[] ids, HookPoint hook) {
        float[][] found = new float[1][];
        HookReader reader = new HookReader() {
            @Override
            public Set<HookPoint> hooks() {
                return Set.of(hook);
            }

            @Override
            public void read(HookPoint at, NDArray activations) {
                found[0] = activations.toFloatArray();
            }
        };
        model.forward(scope, scope.create(ids, new Shape(1, ids.length)), reader);
        return found[0];
    }

    private static float[] dense(SaeEncoder.Codes codes) {
        int rows = codes.indptr().length - 1;
        float[] dense = new float[rows * F];
        for (int r = 0; r < rows; r++) {
            for (int e = (int) codes.indptr()[r]; e < codes.indptr()[r + 1]; e++) {
                dense[r * F + codes.features()[e]] = codes.values()[e];
            }
        }
        return dense;
    }

    private static void assertNear(float[] ours, float[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).as("at %d", i).isCloseTo(theirs[i], within(2e-5f * (1 + Math.abs(theirs[i]))));
        }
    }

    private static Path folder(String name) throws Exception {
        return Path.of(CenteredWeightsTest.class.getResource("centered/" + name).toURI());
    }

    private static float[] floats(Safetensors file, String name) throws Exception {
        FloatBuffer buffer = file.tensor(name, DType.F32, 2).data().asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static long[] longs(Safetensors file, String name) throws Exception {
        var buffer = file.tensor(name, DType.I64, 2).data().asLongBuffer();
        long[] values = new long[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
