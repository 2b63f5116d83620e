package dev.steergraph.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills (SIGKILL) the commands from text to database at random moments, {@code -Dsteergraph.campaign.kills=N} times (default:
 * {@value #USUAL}): whoever goes on ends with the files and the graph of a run that nobody disturbed.
 */
@Tag("campaign")
class KilledPipelineTest {

    private static final int USUAL = 50;
    private static final int SIGKILL_CODE = 137;

    private static final List<String> COMPARED = List.of(
            "tokens/part-00000.safetensors",
            "sae/blocks.1.hook_resid_post/sae_weights.safetensors",
            "codes/blocks.3.hook_resid_post/part-00000.safetensors",
            "correlations/edges.parquet",
            "correlations/features.parquet",
            "correlations/adjacency.npz",
            "correlations/summary.json");

    private static final List<List<String>> PIPELINE = List.of(
            List.of("extract", "--layers", "1,3", "--corpus", "wordnet", "--prompts", "1500"),
            List.of("train-sae", "--d-sae", "256", "--k", "16"),
            List.of("encode"),
            List.of("correlate", "--threads", "2"),
            List.of("load", "--bolt-port", "0"),
            List.of("communities", "--bolt-port", "0"));

    @TempDir
    private Path folder;

    @Test
    void whoeverGoesOnAfterKillsEndsAsIfThereHadBeenNone() throws Exception {
        int wanted = Integer.getInteger("steergraph.campaign.kills", USUAL);
        long seed = Long.getLong("steergraph.campaign.seed", 0);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Long> millis = new HashMap<>();
        Path unharmed = folder.resolve("unharmed");
        for (List<String> command : PIPELINE) {
            long begun = System.nanoTime();
            Outcome outcome = outcome(unharmed, command);
            assertThat(outcome.code()).as("%s: %s", command, outcome.output()).isZero();
            millis.put(command.get(0), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
        Map<String, Integer> kills = new TreeMap<>();
        int all = 0;
        for (int round = 0; all < wanted; round++) {
            Path home = folder.resolve("killed-" + round);
            for (List<String> command : PIPELINE) {
                String name = command.get(0);
                int here = 0;
                for (int tries = 0; tries < 4 && all < wanted; tries++) {
                    Process process = start(home, command);
                    if (process.waitFor(
                            random.nextLong(Objects.requireNonNull(millis.get(name))), TimeUnit.MILLISECONDS)) {
                        break;
                    }
                    process.toHandle().destroyForcibly();
                    int code = end(process);
                    here += code == SIGKILL_CODE ? 1 : 0;
                    all += code == SIGKILL_CODE ? 1 : 0;
                }
                kills.merge(name, here, Integer::sum);
                Outcome outcome = outcome(home, command);
                assertThat(outcome.code())
                        .as("seed %d, round %d, %s after %d kills: %s", seed, round, name, here, outcome.output())
                        .isZero();
            }
            compare(run(unharmed), run(home), "seed " + seed + ", round " + round);
        }
        System.out.println(all + " kills: " + kills);
        assertThat(all).isGreaterThanOrEqualTo(wanted);
    }

    private static void compare(Path unharmed, Path killed, String what) throws IOException {
        for (String file : COMPARED) {
            assertThat(Sha256.of(killed.resolve(file)))
                    .as("%s: %s", what, file)
                    .isEqualTo(Sha256.of(unharmed.resolve(file)));
        }
        try (RunDirectory expected = RunDirectory.view(unharmed);
                RunDirectory found = RunDirectory.view(killed)) {
            assertThat(found.finished(Stages.LOAD).result())
                    .as(what)
                    .isEqualTo(expected.finished(Stages.LOAD).result());
        }
        assertThat(communities(killed)).as(what).isEqualTo(communities(unharmed));
    }

    /** What the last command, which reads the whole graph, said of it. */
    private static JsonNode communities(Path run) throws IOException {
        JsonNode report = new ObjectMapper().readTree(Files.readString(run.resolveSibling("communities.out")));
        return new ObjectMapper()
                .createArrayNode()
                .add(report.get("communities"))
                .add(report.get("modularity"));
    }

    private static Path run(Path home) {
        return home.resolve("run");
    }

    private record Outcome(int code, String output) {}

    private static Outcome outcome(Path home, List<String> command) throws IOException, InterruptedException {
        int code = end(start(home, command));
        return new Outcome(code, Files.readString(home.resolve("err")));
    }

    private static Process start(Path home, List<String> command) throws IOException {
        Files.createDirectories(home);
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-DOPT_OUT_TRACKING=true",
                "-Dai.djl.offline=true",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.steergraph.cli.Main"));
        all.addAll(command);
        all.addAll(List.of("--run", run(home).toString(), "--home", home.toString(), "--json"));
        return new ProcessBuilder(all)
                .redirectOutput(home.resolve(command.get(0) + ".out").toFile())
                .redirectError(home.resolve("err").toFile())
                .start();
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
