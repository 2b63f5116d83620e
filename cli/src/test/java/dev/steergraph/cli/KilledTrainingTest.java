package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.io.Sha256;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends the training of two layers, a process of its own; the SAEs are byte for byte those of an unharmed run. */
@Tag("campaign")
class KilledTrainingTest {

    private static final int SIGINT_CODE = 130;
    private static final int SIGKILL_CODE = 137;
    private static final List<String> HOOKS = List.of("blocks.0.hook_resid_post", "blocks.1.hook_resid_post");

    @TempDir
    private Path folder;

    private Path unharmed;
    private Path harmed;

    @BeforeEach
    void extractOnce() throws Exception {
        unharmed = folder.resolve("unharmed");
        assertThat(end(start("extract", unharmed, "--layers", "0,1", "--corpus", "wordnet", "--tokens", "6k")))
                .isZero();
        harmed = folder.resolve("harmed");
        assertThat(end(new ProcessBuilder("cp", "-r", unharmed.toString(), harmed.toString()).start()))
                .isZero();
    }

    @Test
    void aKilledTrainingGoesOnToTheSameBytesAndKeepsTheBest() throws Exception {
        assertThat(end(train(unharmed))).isZero();
        Map<String, String> whole = saes(unharmed);
        assertThat(whole).hasSize(4);

        Path first = harmed.resolve("sae").resolve(HOOKS.get(0));
        Path second = harmed.resolve("sae").resolve(HOOKS.get(1));
        kill(() -> Files.exists(first.resolve("best/cfg.json")));
        assertThat(first.resolve("best/sae_weights.safetensors")).isNotEmptyFile();
        kill(() -> Files.exists(first.resolve("cfg.json")));
        kill(() -> Files.exists(second.resolve("checkpoint.safetensors")));

        Process interrupted = train(harmed);
        long seen = Files.size(second.resolve("metrics.jsonl"));
        await(interrupted, () -> size(second.resolve("metrics.jsonl")) > seen);
        new ProcessBuilder("kill", "-INT", Long.toString(interrupted.pid()))
                .start()
                .waitFor();
        assertThat(end(interrupted)).isEqualTo(SIGINT_CODE);
        assertThat(second.resolve("best/cfg.json")).exists();
        assertThat(second.resolve("training.png")).isNotEmptyFile();
        assertThat(second.resolve("cfg.json")).doesNotExist();

        assertThat(end(train(harmed))).isZero();
        assertThat(saes(harmed)).isEqualTo(whole);
        for (String hook : HOOKS) {
            assertThat(harmed.resolve("sae").resolve(hook).resolve("metrics.jsonl"))
                    .hasSameBinaryContentAs(
                            unharmed.resolve("sae").resolve(hook).resolve("metrics.jsonl"));
        }
    }

    private static Map<String, String> saes(Path run) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (String hook : HOOKS) {
            for (String file : List.of("cfg.json", "sae_weights.safetensors")) {
                Path path = run.resolve("sae").resolve(hook).resolve(file);
                sums.put(hook + "/" + file, Sha256.of(path));
            }
        }
        return sums;
    }

    private void kill(BooleanSupplier moment) throws Exception {
        Process process = train(harmed);
        await(process, moment);
        process.toHandle().destroyForcibly();
        assertThat(end(process)).isEqualTo(SIGKILL_CODE);
    }

    private void await(Process process, BooleanSupplier moment) throws Exception {
        while (!moment.getAsBoolean()) {
            assertThat(process.isAlive()).as(Files.readString(output())).isTrue();
            Thread.sleep(1);
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private Process train(Path run) throws IOException {
        return start("train-sae", run, "--d-sae", "1024", "--k", "16", "--visits", "150k", "--batch", "512");
    }

    /** Ctrl-C must reach it even where this process ignores it. */
    private Process start(String command, Path run, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.steergraph.cli.Main",
                command,
                "--run",
                run.toString(),
                "--home",
                folder.resolve("home").toString()));
        words.addAll(List.of(options));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output().toFile()))
                .start();
    }

    private Path output() {
        return folder.resolve("output");
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
