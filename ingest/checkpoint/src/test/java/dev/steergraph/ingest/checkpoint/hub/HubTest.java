package dev.steergraph.ingest.checkpoint.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubTest {

    private static final String WEIGHTS = "model.safetensors";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private LocalHub server;
    private final byte[] weights = new byte[1_000_000];
    private final Map<String, String> env = new HashMap<>();

    @BeforeEach
    void startServer() throws IOException {
        new Random(3).nextBytes(weights);
        server = new LocalHub()
                .small("config.json", "{\"model_type\": \"gpt2\"}")
                .small("tokenizer.json", "{}")
                .small("README.md", "# A model")
                .small("onnx/config.json", "{}")
                .large(WEIGHTS, weights)
                .large("pytorch_model.bin", new byte[10]);
        env.put("HF_HOME", home.toString());
        env.put("HF_ENDPOINT", server.endpoint() + "/");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Hub hub() {
        return new Hub(HubSettings.of(env).withTimeouts(Duration.ofMillis(1), Duration.ofMillis(400)));
    }

    private Path model(String id) throws IOException {
        return hub().snapshot(id, null, FileSelection.model(), HubProgress.NONE);
    }

    private Path repository() {
        return home.resolve("hub/models--org--model");
    }

    @Test
    void aModelIsFetchedIntoTheLayoutThatAllToolsShare() throws IOException {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        Path snapshot = hub().snapshot(
                        "org/model",
                        null,
                        FileSelection.model(),
                        (file, done, total) -> heard.add(file + " " + done + " " + total));
        assertThat(snapshot).isEqualTo(repository().resolve("snapshots").resolve(LocalHub.COMMIT));
        assertThat(names(snapshot)).containsExactly("config.json", WEIGHTS, "tokenizer.json");
        assertThat(Files.readSymbolicLink(snapshot.resolve(WEIGHTS)))
                .isEqualTo(Path.of("../../blobs", server.etag(WEIGHTS)));
        assertThat(Files.readSymbolicLink(snapshot.resolve("config.json")))
                .isEqualTo(Path.of("../../blobs", server.etag("config.json")));
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(weights);
        assertThat(snapshot.resolve("config.json")).hasContent("{\"model_type\": \"gpt2\"}");
        assertThat(repository().resolve("refs/main")).hasContent(LocalHub.COMMIT);
        assertThat(repository().resolve("trees").resolve(LocalHub.COMMIT + ".json"))
                .content()
                .contains("\"format_version\":1")
                .contains("\"lfs_sha256\":\"" + server.etag(WEIGHTS) + "\"");
        assertThat(names(repository().resolve("blobs"))).hasSize(3).noneMatch(name -> name.contains("incomplete"));
        assertThat(heard).contains(WEIGHTS + " 0 1000000", WEIGHTS + " 1000000 1000000", "tokenizer.json 2 2");
    }

    @Test
    void whatIsCachedIsUsedWithoutARequest() throws IOException {
        Path fetched = model("org/model");
        server.requests.clear();
        assertThat(model("org/model")).isEqualTo(fetched);
        assertThat(hub().file("org/model", "main", "config.json", HubProgress.NONE))
                .hasContent("{\"model_type\": \"gpt2\"}");
        assertThat(hub().snapshot(
                                "org/model",
                                null,
                                name -> name.endsWith(".json") && !name.contains("/"),
                                HubProgress.NONE))
                .isEqualTo(fetched);
        server.close();
        env.put("HF_HUB_OFFLINE", "1");
        assertThat(model("org/model@" + LocalHub.COMMIT)).isEqualTo(fetched);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void whatAnotherToolCachedIsUsedOfflineWithoutAListing() throws IOException {
        Path snapshot = model("org/model");
        Files.delete(repository().resolve("trees").resolve(LocalHub.COMMIT + ".json"));
        server.close();
        env.put("HF_HUB_OFFLINE", "true");
        assertThat(model("org/model")).isEqualTo(snapshot);
        assertThat(hub().snapshot("org/model", null, name -> name.endsWith(".safetensors"), HubProgress.NONE))
                .isEqualTo(snapshot);
        Files.delete(snapshot.resolve(WEIGHTS));
        assertThatThrownBy(() -> model("org/model"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("HF_HUB_OFFLINE is set")
                .hasMessageContaining("org/model at revision main");
    }

    @Test
    void onlyWhatIsMissingIsFetched() throws IOException {
        hub().file("org/model", null, "config.json", HubProgress.NONE);
        server.requests.clear();
        model("org/model");
        assertThat(server.count("GET", "config.json")).isZero();
        assertThat(server.count("HEAD", "config.json")).isZero();
        assertThat(server.count("GET", "resolve")).isEqualTo(2);
    }

    @Test
    void aFileInAFolderIsLinkedFromThere() throws IOException {
        server.large("layer_4/width_16k/average_l0_124/params.npz", new byte[] {1, 2, 3});
        Path file = hub().file("org/model", "v1.0", "layer_4/width_16k/average_l0_124/params.npz", HubProgress.NONE);
        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(Files.readSymbolicLink(file).toString()).startsWith("../../../../../blobs/");
        assertThat(repository().resolve("refs/v1.0")).hasContent(LocalHub.COMMIT);
        assertThatThrownBy(() ->
                        hub().file("org/model", null, "layer_4/width_16k/average_l0_125/params.npz", HubProgress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        "org/model has no file layer_4/width_16k/average_l0_125/params.npz; the nearest of"
                                + " its 7 are layer_4/width_16k/average_l0_124/params.npz,");
    }

    @ParameterizedTest
    @EnumSource(names = {"BREAK_OFF", "STALL"})
    void aBrokenTransferResumesWhereItStopped(LocalHub.Fault fault) throws IOException {
        server.faults.add(fault);
        Path file = hub().file("org/model", null, WEIGHTS, HubProgress.NONE);
        assertThat(file).hasBinaryContent(weights);
        List<String> ranges = server.requests.stream()
                .filter(r -> r.server().equals("content"))
                .map(LocalHub.Request::range)
                .toList();
        // All that was sent need not have arrived when the line broke.
        assertThat(ranges).hasSize(2).first().isNull();
        assertThat(ranges.get(1)).matches("bytes=[1-9]\\d*-");
        assertThat(Long.parseLong(ranges.get(1).replaceAll("\\D", ""))).isLessThanOrEqualTo(500_000);
    }

    @Test
    void thePartOfAnEarlierProcessIsResumed() throws IOException {
        Path part = repository().resolve("blobs").resolve(server.etag(WEIGHTS) + ".steergraph.incomplete");
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(weights, 123_456));
        assertThat(hub().file("org/model", null, WEIGHTS, HubProgress.NONE)).hasBinaryContent(weights);
        assertThat(server.requests.stream().map(LocalHub.Request::range)).contains("bytes=123456-");
        assertThat(part).doesNotExist();
    }

    @Test
    void aPartOfSomethingElseIsFetchedAnew() throws IOException {
        Path part = repository().resolve("blobs").resolve(server.etag(WEIGHTS) + ".steergraph.incomplete");
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[123_456]);
        assertThat(hub().file("org/model", null, WEIGHTS, HubProgress.NONE)).hasBinaryContent(weights);
        Files.delete(repository().resolve("blobs").resolve(server.etag(WEIGHTS)));
        Files.write(part, new byte[2_000_000]);
        assertThat(hub().file("org/model", null, WEIGHTS, HubProgress.NONE)).hasBinaryContent(weights);
    }

    @Test
    void aServerThatCannotGoOnInTheMiddleBeginsAgain() throws IOException {
        server.ranges = false;
        server.faults.add(LocalHub.Fault.BREAK_OFF);
        assertThat(hub().file("org/model", null, WEIGHTS, HubProgress.NONE)).hasBinaryContent(weights);
    }

    @Test
    void aServerThatIsBusyOrForgetsItsSignatureIsAskedAgain() throws IOException {
        server.faults.addAll(
                List.of(LocalHub.Fault.BUSY, LocalHub.Fault.BUSY, LocalHub.Fault.EXPIRED, LocalHub.Fault.BREAK_OFF));
        assertThat(hub().file("org/model", null, WEIGHTS, HubProgress.NONE)).hasBinaryContent(weights);
    }

    @ParameterizedTest
    @ValueSource(strings = {WEIGHTS, "config.json"})
    void corruptedContentIsRefusedAndNotKept(String path) throws IOException {
        server.faults.add(LocalHub.Fault.CORRUPT);
        assertThatThrownBy(() -> hub().file("org/model", null, path, HubProgress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(path + " of org/model arrived with another checksum than " + server.etag(path));
        assertThat(names(repository().resolve("blobs"))).isEmpty();
        assertThat(repository().resolve("refs")).doesNotExist();
        assertThat(hub().file("org/model", null, path, HubProgress.NONE)).isRegularFile();
    }

    @Test
    void aGatedModelSaysWhereItsLicenceIs() {
        server.tokenNeeded = "hf_secret";
        assertThatThrownBy(() -> model("org/model"))
                .isInstanceOf(UserError.class)
                .hasMessage("org/model is gated: accept the licence at " + server.endpoint()
                        + "/org/model and set HF_TOKEN to a token of the account that accepted it.");
        env.put("HF_TOKEN", "hf_other");
        assertThatThrownBy(() -> model("org/model"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the token that is set does not suffice")
                .hasMessageNotContaining("hf_other");
        assertThatThrownBy(() -> model("org/hidden"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("private or gated");
    }

    @Test
    void theTokenGoesToTheHubAloneAndIsNeverShown() throws IOException {
        server.tokenNeeded = "hf_secret";
        Files.writeString(home.resolve("token"), "hf_secret\n");
        model("org/model");
        assertThat(server.requests).anyMatch(r -> r.server().equals("content"));
        assertThat(server.requests).allSatisfy(r -> assertThat(r.authorization())
                .isEqualTo(r.server().equals("hub") ? "Bearer hf_secret" : null));
        assertThat(HubSettings.of(env).toString()).doesNotContain("secret");
        env.put("HF_TOKEN", "hf_\u00e9secret");
        assertThatThrownBy(this::hub)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("HF_TOKEN")
                .hasMessageNotContaining("secret");
    }

    @Test
    void largeFilesAreFetchedFourAtOnce() throws IOException {
        server = new LocalHub();
        for (int i = 0; i < 8; i++) {
            server.large(i + ".bin", new byte[] {(byte) i});
        }
        // Each answer waits for three others: with fewer at once none would come.
        server.together = new CyclicBarrier(4);
        env.put("HF_ENDPOINT", server.endpoint());
        Path snapshot = hub().snapshot("org/model", null, name -> true, HubProgress.NONE);
        assertThat(names(snapshot)).hasSize(8);
        assertThat(snapshot.resolve("7.bin")).hasBinaryContent(new byte[] {7});
    }

    @Test
    void twoFetchesOfTheSameModelTransferItOnce() throws Exception {
        List<Thread> both = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 2; i++) {
            both.add(new Thread(() -> {
                try {
                    model("org/model");
                } catch (Exception e) {
                    failures.add(e);
                }
            }));
        }
        both.forEach(Thread::start);
        for (Thread thread : both) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(server.requests.stream().filter(r -> r.server().equals("content")))
                .hasSize(1);
    }

    @Test
    void aRenamedRepositoryIsFollowed() throws IOException {
        server.renamed = true;
        Path snapshot = model("old");
        assertThat(snapshot).isEqualTo(home.resolve("hub/models--old/snapshots/" + LocalHub.COMMIT));
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(weights);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org/other | \"org/other\" is neither a folder nor a model at",
                "org/model@v2 | org/model has no revision \"v2\"",
                "../../etc | is no folder",
                "/no/such/folder | is no folder",
                "org/../model | neither a folder nor a model's name",
                "org/model/more | neither a folder nor a model's name",
                "org--model | neither a folder nor a model's name",
                "org/mo del | neither a folder nor a model's name",
                "org/model@../../x | is no revision",
                "org/model@ | is no revision"
            })
    void anUnknownOrImpossibleNameIsRefused(String id, String why) {
        assertThatThrownBy(() -> model(id)).isInstanceOf(UserError.class).hasMessageContaining(why);
        assertThat(home.resolve("hub")).doesNotExist();
    }

    @Test
    void aRevisionIsNamedOnce() {
        assertThatThrownBy(() -> hub().snapshot("org/model@a", "b", FileSelection.model(), HubProgress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("asks for revision a, and revision b was given besides");
    }

    @Test
    void aFolderIsItself() throws IOException {
        assertThat(model(home.toString())).isEqualTo(home);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void aHubThatDoesNotAnswerIsNamed() {
        server.close();
        assertThatThrownBy(() -> model("org/model"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(server.endpoint() + " does not answer")
                .hasMessageContaining("org/model at revision main");
    }

    @Test
    void aRepositoryCannotWriteOutsideItsFolder() {
        server.small("../../../evil.json", "{}");
        assertThatThrownBy(() -> hub().snapshot("org/model", null, name -> true, HubProgress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"../../../evil.json\" is no path of a file inside a repository");
    }

    @Test
    void aModelThatDoesNotFitOnTheDiskIsNotBegun() throws IOException {
        server.large("config.json", new byte[1]);
        server.announced = Long.MAX_VALUE / 4;
        assertThatThrownBy(() -> model("org/model"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("MB more in " + home.resolve("hub"));
        assertThat(server.count("GET", "resolve")).isZero();
    }

    /** The blob grows in /dev/full, a disk that has no room for a single byte. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatFillsUpIsNamed() throws IOException {
        Path part = repository().resolve("blobs").resolve(server.etag(WEIGHTS) + ".steergraph.incomplete");
        Files.createDirectories(part.getParent());
        Files.createSymbolicLink(part, Path.of("/dev/full"));
        assertThatThrownBy(() -> model("org/model"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(part + " cannot be written (No space left on device); make room there");
        assertThat(repository().resolve("refs")).doesNotExist();
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
