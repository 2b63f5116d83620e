package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the demo in the middle of every stage (SIGKILL) and lets it go on: the bytes are those of an unharmed run. */
@Tag("campaign")
class KilledDemoTest {

    private static final List<String> MOMENTS = List.of(
            "extract",
            "train SAE blocks.1",
            "train SAE blocks.5",
            "encode blocks.3",
            "correlate",
            "write",
            "load",
            "communities");

    @TempDir
    private Path folder;

    @Test
    void aKilledDemoGoesOnToTheSameBytes() throws Exception {
        Path unharmed = folder.resolve("unharmed");
        Outcome whole = demo(unharmed, null);
        assertThat(whole.code()).as(whole.output()).isZero();

        Path killed = folder.resolve("killed");
        for (String moment : MOMENTS) {
            Outcome cut = demo(killed, moment);
            assertThat(cut.code()).as("killed in %s: %s", moment, cut.output()).isEqualTo(137);
        }
        Outcome rest = demo(killed, null);
        assertThat(rest.code()).as(rest.output()).isZero();

        for (String file : List.of(
                "correlations/edges.parquet",
                "correlations/features.parquet",
                "correlations/adjacency.npz",
                "correlations/summary.json",
                "sae/blocks.5.hook_resid_post/sae_weights.safetensors")) {
            assertThat(Sha256.of(run(killed).resolve(file)))
                    .as(file)
                    .isEqualTo(Sha256.of(run(unharmed).resolve(file)));
        }
        assertThat(RunDirectory.view(run(killed)).finished(Stages.LOAD).result())
                .isEqualTo(
                        RunDirectory.view(run(unharmed)).finished(Stages.LOAD).result());
    }

    private static Path run(Path home) {
        return home.resolve("runs/demo-5k");
    }

    private record Outcome(int code, String output) {}

    /** @param moment what begins shortly before the kill; null for none */
    private static Outcome demo(Path home, @Nullable String moment) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-DOPT_OUT_TRACKING=true",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.steergraph.cli.Main"));
        command.addAll(List.of(
                "demo", "--tokens", "5k", "--no-serve", "--bolt-port", "0", "--home", home.toString(), "--verbose"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder seen = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen.append(line).append('\n');
                if (moment != null && line.startsWith("▸ " + moment)) {
                    Thread.sleep(150);
                    // Through the handle: the process itself would close the stream that is being read.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), seen.toString());
    }
}
