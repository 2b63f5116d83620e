package dev.steergraph.ingest.sae.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.checkpoint.hub.HubProgress;
import dev.steergraph.ingest.checkpoint.hub.HubSettings;
import dev.steergraph.ingest.checkpoint.hub.LocalHub;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SAEs of a repository that has several, by the names under which users know them. */
class SaeFilesTest {

    private static final String GEMMA = "layer_4/width_16k/average_l0_60";
    private static final String LENS = "blocks.1.hook_resid_post";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private LocalHub server;
    private final Map<String, String> env = new HashMap<>();

    @BeforeEach
    void startServer() throws Exception {
        server = new LocalHub()
                .small("README.md", "# SAEs")
                .large(GEMMA + "/params.npz", fixture("gemmascope/params.npz"))
                .large("layer_4/width_16k/average_l0_124/params.npz", fixture("gemmascope-packed/params.npz"))
                .large(LENS + "/cfg.json", fixture("jumprelu/cfg.json"))
                .large(LENS + "/sae_weights.safetensors", fixture("jumprelu/sae_weights.safetensors"))
                .large(LENS + "/sparsity.safetensors", new byte[10]);
        env.put("HF_HOME", home.toString());
        env.put("HF_ENDPOINT", server.endpoint() + "/");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Path find(String place) throws IOException {
        Hub hub = new Hub(HubSettings.of(env).withTimeouts(Duration.ofMillis(1), Duration.ofMillis(400)));
        return new SaeLocation(place).find(hub, HubProgress.NONE);
    }

    @Test
    void bothFormsAreFetchedAndReadLikeLocalOnes() throws Exception {
        Path gemma = find("org/model/" + GEMMA);
        assertThat(gemma).isEqualTo(snapshot().resolve(GEMMA));
        assertSame(SaeFolder.read(gemma), SaeFolder.read(local("gemmascope")));
        Path lens = find("org/model@main/" + LENS + "/");
        assertSame(SaeFolder.read(lens), SaeFolder.read(local("jumprelu")));
        assertThat(SaeFolder.read(lens).origin())
                .isEqualTo(SaeFolder.read(local("jumprelu")).origin());
        assertThat(lens.resolve("sparsity.safetensors")).doesNotExist();
        assertThat(snapshot().resolve("layer_4/width_16k/average_l0_124")).doesNotExist();
        assertThat(find("org/model/" + GEMMA + "/params.npz")).isEqualTo(gemma);
    }

    @Test
    void whatIsCachedNeedsNoHub() throws Exception {
        Path fetched = find("org/model/" + GEMMA);
        server.requests.clear();
        assertThat(find("org/model/" + GEMMA)).isEqualTo(fetched);
        assertThat(server.requests).isEmpty();
        env.put("HF_HUB_OFFLINE", "1");
        assertThat(find("org/model/" + GEMMA)).isEqualTo(fetched);
        assertThatThrownBy(() -> find("org/model/" + LENS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("HF_HUB_OFFLINE is set");
    }

    @Test
    void aFolderThatIsNoneNamesThoseThatAre() {
        assertThatThrownBy(() -> find("org/model/layer_4/width_16k"))
                .isInstanceOf(UserError.class)
                .hasMessage("org/model/layer_4/width_16k is no SAE; those below it are"
                        + " layer_4/width_16k/average_l0_124, layer_4/width_16k/average_l0_60.");
        assertThatThrownBy(() -> find("org/model/layer_4/width_16k/average_l0_61"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is no SAE; the nearest of the repository's 3 are " + GEMMA + ",");
        assertThatThrownBy(() -> find("org/model/../x"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no path of a file inside a repository");
        assertThatThrownBy(() -> find("nothing"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"nothing\" is no SAE");
        assertThatThrownBy(() -> find("./nothing"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("There is no SAE at ./nothing");
    }

    @Test
    void namesAreNeuronpediasWherePublishersAreKnown() throws IOException {
        HookPoint hook = HookPoint.residPost(4);
        Path cache = home.resolve("hub/models--google--gemma-scope-2b-pt-res/snapshots/0123");
        assertThat(SaeSetName.of(hook, cache.resolve("layer_4/width_65k/average_l0_72")))
                .isEqualTo("gemmascope-res-65k");
        assertThat(SaeSetName.of(hook, home.resolve("my saes"))).isEqualTo("res-my_saes");
        Path second =
                home.resolve("models--google--gemma-scope-2-1b-pt/snapshots/0/mlp_out/layer_7_width_16k_l0_small");
        Files.createDirectories(second);
        Files.write(second.resolve("params.safetensors"), fixture("gemmascope-2/params.safetensors"));
        assertThat(SaeFolder.read(second).origin())
                .isEqualTo(new SaeOrigin("gemma-3-1b-pt", "blocks.7.hook_mlp_out", null));
    }

    @Test
    void whatIsNoSaeAnyMoreIsRefused() throws IOException {
        Path folder = Files.createDirectory(home.resolve("own"));
        Path config = folder.resolve("cfg.json");
        Path weights = folder.resolve("sae_weights.safetensors");
        String text = new String(fixture("jumprelu/cfg.json"), StandardCharsets.UTF_8);
        byte[] whole = fixture("jumprelu/sae_weights.safetensors");
        Files.writeString(config, text);
        refused(folder, folder + " has cfg.json, but not sae_weights.safetensors");
        Files.write(weights, whole);
        assertSame(SaeFolder.read(folder), SaeFolder.read(local("jumprelu")));

        Files.writeString(config, text + " }");
        refused(folder, config + " is not JSON");
        String flag = "\"apply_b_dec_to_input\": ";
        assertThat(text).contains(flag);
        Files.writeString(config, text.replaceFirst(flag + "(true|false)", flag + "\"$1\""));
        refused(folder, config + ": apply_b_dec_to_input should be true or false, it is \"");
        Files.writeString(config, text);

        for (String name : List.of("W_enc", "W_dec")) {
            long at = Safetensors.open(weights).position(name, DType.F32, 2);
            for (float value : new float[] {Float.POSITIVE_INFINITY, Float.NaN, 3e38f, -2e19f}) {
                byte[] changed = whole.clone();
                ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putFloat((int) at + 8, value);
                Files.write(weights, changed);
                refused(folder, weights + ": " + name + " holds a value that is not finite");
            }
            Files.write(weights, whole);
        }
    }

    private static void refused(Path folder, String why) {
        assertThatThrownBy(() -> SaeFolder.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(why);
    }

    private static void assertSame(Sae found, Sae expected) throws IOException {
        assertThat(Sae.values(found.encoder())).isEqualTo(Sae.values(expected.encoder()));
        assertThat(Sae.values(found.decoder())).isEqualTo(Sae.values(expected.decoder()));
    }

    private Path snapshot() {
        return home.resolve("hub/models--org--model/snapshots").resolve(LocalHub.COMMIT);
    }

    private static Path local(String name) {
        try {
            return Path.of(SaeFolder.class.getResource(name).toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(local(name));
    }
}
