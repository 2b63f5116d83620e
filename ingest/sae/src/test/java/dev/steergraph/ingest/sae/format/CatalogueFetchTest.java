package dev.steergraph.ingest.sae.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.checkpoint.hub.HubProgress;
import dev.steergraph.ingest.checkpoint.hub.HubSettings;
import dev.steergraph.ingest.checkpoint.hub.LocalHub;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.catalogue.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the names of the catalogue, from a server that stands where the hub does. */
class CatalogueFetchTest {

    private static final String CANONICAL = "gemma-scope-2b-pt-res-canonical/layer_12/width_16k/canonical";
    private static final String REPOSITORY = "google/gemma-scope-2b-pt-res";
    private static final String PATH = "layer_12/width_16k/average_l0_82/params.npz";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private final Map<String, String> env = new HashMap<>();
    /** By the last call of find. */
    private Set<String> requested = Set.of();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CANONICAL + "|" + PATH + "|",
                "gemma-2-2b/12-gemmascope-res-16k|" + PATH + "|",
                "gemma-scope-2b-pt-transcoders/layer_2/width_16k/average_l0_49|layer_2/width_16k/average_l0_49/params.npz|",
                "gemma-scope-2-270m-pt-transcoders-all/layer_0_width_16k_l0_big_affine"
                        + "|transcoder_all/layer_0_width_16k_l0_big_affine/params.safetensors"
                        + "|transcoder_all/layer_0_width_16k_l0_big_affine/config.json",
                "sae_bench_gemma-2-2b_topk_width-2pow12_date-1109/blocks.12.hook_resid_post__trainer_0"
                        + "|gemma-2-2b_topk_width-2pow12_date-1109/resid_post_layer_12/trainer_0/ae.pt"
                        + " gemma-2-2b_topk_width-2pow12_date-1109/resid_post_layer_12/trainer_0/config.json|",
                "qwen-scope-3-1.7b-base-w32k-l50/layer3|layer3.sae.pt|",
                "llama_scope_lxa_32x/l2a_32x|Llama3_1-8B-Base-L2A-32x/hyperparams.json"
                        + " Llama3_1-8B-Base-L2A-32x/checkpoints/final.safetensors|",
                "llama3.1-8b/2-llamascope-att-131k|Llama3_1-8B-Base-L2A-32x/hyperparams.json"
                        + " Llama3_1-8B-Base-L2A-32x/checkpoints/final.safetensors|",
                "llama_scope_r1_distill/l1r_800m_slimpajama"
                        + "|800M-Slimpajama-0-OpenR1-Math-220k/L1R/sae_weights.safetensors"
                        + " 800M-Slimpajama-0-OpenR1-Math-220k/L1R/config.json|",
                "mwhanna-qwen3-4b-transcoders/layer_2|layer_2.safetensors|config.yaml",
                "gemma-2-2b/3-clt-hp|W_enc_3.safetensors W_dec_3.safetensors config.yaml|",
                "gpt2-small-hook-z-kk/blocks.3.hook_z|gpt2-small_L3_Hcat_z_lr1.20e-03_l19.00e-01_ds24576_bs4096_dc1.00e-06_rsanthropic_rie25000_nr4_v9.pt"
                        + " gpt2-small_L3_Hcat_z_lr1.20e-03_l19.00e-01_ds24576_bs4096_dc1.00e-06_rsanthropic_rie25000_nr4_v9_cfg.json|",
                "goodfire-llama-3.1-8b-instruct/layer_19|Llama-3.1-8B-Instruct-SAE-l19.pth|",
                "deepseek-r1-distill-llama-8b-qresearch/blocks.19.hook_resid_post|DeepSeek-R1-Distill-Llama-8B-SAE-l19.pt|",
                "gpt2-small/3-att_128k-oai|v5_128k_layer_3/cfg.json v5_128k_layer_3/sae_weights.safetensors|",
            })
    void theFilesOfANameAreFetchedAndNoOthers(String name, String needed, String optional) throws Exception {
        String repository = Catalogue.get().named(name).orElseThrow().repository();
        Set<String> all = new HashSet<>(Arrays.asList(needed.split(" ")));
        Path without = find(server(repository, all), name);
        assertThat(without).exists();
        assertThat(asked(repository)).isEqualTo(all);
        if (optional != null) {
            env.put("HF_HOME", home.resolve("second").toString());
            all.add(optional);
            find(server(repository, all), name);
            assertThat(asked(repository)).isEqualTo(all);
        }
    }

    @Test
    void whatIsFetchedIsReadAsWhatItsPlaceSays() throws Exception {
        LocalHub hub = new LocalHub(REPOSITORY).large(PATH, fixture());
        Sae sae = SaeFolder.read(find(hub, CANONICAL));
        assertThat(sae.origin()).isEqualTo(new SaeOrigin("gemma-2-2b", "blocks.12.hook_resid_post", null));
        assertThat(KnownL0.of(snapshot(REPOSITORY).resolve(PATH), sae)).contains(new KnownL0(82, "path"));
    }

    @Test
    void aRepositoryWithoutThePathNamesTheNearest() throws Exception {
        Set<String> others =
                Set.of("layer_12/width_16k/average_l0_83/params.npz", "layer_1/width_16k/average_l0_9/params.npz");
        refused(
                server(REPOSITORY, others),
                REPOSITORY + "/layer_12/width_16k/average_l0_82 is no SAE; the nearest of the repository's 2 are"
                        + " layer_12/width_16k/average_l0_83, layer_1/width_16k/average_l0_9.");
        refused(server(REPOSITORY, Set.of()), REPOSITORY + " holds no SAE that can be read; cfg.json with");
        refused(
                server("google/other", Set.of(PATH)),
                "\"" + REPOSITORY + "\" is neither a folder nor a model at http://");
    }

    @Test
    void offlineAndGatedAreSaid() throws Exception {
        LocalHub gated = server(REPOSITORY, Set.of(PATH));
        gated.tokenNeeded = "right";
        refused(gated, REPOSITORY + " is gated: accept the licence at http://");
        env.put("HF_TOKEN", "wrong");
        refused(gated(), "the token that is set does not suffice.");
        env.put("HF_TOKEN", "right");
        assertThat(find(gated(), CANONICAL)).exists();

        env.put("HF_HOME", home.resolve("second").toString());
        env.put("HF_HUB_OFFLINE", "1");
        refused(server(REPOSITORY, Set.of(PATH)), "HF_HUB_OFFLINE is set, and the cache ");
    }

    private static LocalHub gated() throws IOException {
        LocalHub hub = server(REPOSITORY, Set.of(PATH));
        hub.tokenNeeded = "right";
        return hub;
    }

    private void refused(LocalHub hub, String sentence) {
        assertThatThrownBy(() -> find(hub, CANONICAL))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence);
    }

    /** With a text besides, which nobody asks for. */
    private static LocalHub server(String repository, Set<String> files) throws IOException {
        LocalHub hub =
                new LocalHub(repository).small("README.md", "# SAEs").large("sparsity.safetensors", new byte[10]);
        for (String file : files) {
            hub.large(file, file.getBytes(StandardCharsets.UTF_8));
        }
        return hub;
    }

    private Path find(LocalHub server, String name) throws IOException {
        try (server) {
            env.putIfAbsent("HF_HOME", home.toString());
            env.put("HF_ENDPOINT", server.endpoint() + "/");
            Hub hub = new Hub(HubSettings.of(env).withTimeouts(Duration.ofMillis(1), Duration.ofMillis(400)));
            Path found = new SaeLocation(name).find(hub, HubProgress.NONE);
            requested = new HashSet<>(List.copyOf(server.requests).stream()
                    .map(LocalHub.Request::path)
                    .toList());
            return found;
        }
    }

    /** Files of the repository that were asked for. */
    private Set<String> asked(String repository) {
        String before = "/" + repository + "/resolve/" + LocalHub.COMMIT + "/";
        Set<String> asked = new HashSet<>();
        requested.stream()
                .filter(path -> path.startsWith(before))
                .forEach(path -> asked.add(path.substring(before.length())));
        return asked;
    }

    private Path snapshot(String repository) {
        return Path.of(env.getOrDefault("HF_HOME", home.toString()))
                .resolve("hub/models--" + repository.replace("/", "--") + "/snapshots")
                .resolve(LocalHub.COMMIT);
    }

    private static byte[] fixture() throws Exception {
        return Files.readAllBytes(
                Path.of(SaeFolder.class.getResource("gemmascope/params.npz").toURI()));
    }
}
