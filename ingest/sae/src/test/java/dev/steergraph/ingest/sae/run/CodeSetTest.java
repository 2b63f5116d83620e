package dev.steergraph.ingest.sae.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.ingest.sae.RandomSae;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.format.SaeFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes that are not finite are refused where they are made. */
class CodeSetTest {

    private static final int D = 8;
    private static final int F = 16;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void infiniteCodesAreRefusedWithTheirSae() throws IOException {
        Path place = RandomSae.write(folder.resolve("sae"), D, F, null, 3);
        Files.writeString(
                place.resolve("cfg.json"),
                Files.readString(place.resolve("cfg.json")).replace("layer_norm", "none"));
        Path weights = place.resolve("sae_weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        long at = Safetensors.open(weights).position("W_enc", DType.F32, 2);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat((int) at + 5 * Float.BYTES, 1e19f);
        Files.write(weights, bytes);
        try (NDManager manager = NDManager.newBaseManager()) {
            Sae sae = SaeFolder.read(place);
            CodeSet set = new CodeSet(HookPoint.residPost(1), "blocks.1.hook_resid_post", "res", "saes/one", sae, "0");
            try (SaeEncoder encoder = new SaeEncoder(sae, manager)) {
                SaeEncoder.Codes sound = encoder.encode(rows(1), 0, 2);
                assertThat(set.finite(sound)).isSameAs(sound);
                SaeEncoder.Codes infinite = encoder.encode(rows(1e20f), 0, 2);
                assertThatThrownBy(() -> set.finite(infinite))
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("The SAE saes/one makes feature 5 of blocks.1.hook_resid_post Infinity");
                for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
                    assertThatThrownBy(() -> encoder.encode(rows(value), 0, 2))
                            .isInstanceOf(UserError.class)
                            .hasMessageContaining("not finite");
                    float[] values = new float[2 * D];
                    values[D] = value;
                    assertThatThrownBy(() -> encoder.encode(manager.create(values, new Shape(2, D))))
                            .isInstanceOf(UserError.class)
                            .hasMessageContaining("not finite");
                }
            }
        }
    }

    private static ActivationRows rows(float value) {
        float[] values = new float[2 * D];
        Arrays.fill(values, value);
        return new ActivationRows(D, List.of(FloatBuffer.wrap(values)));
    }
}
