package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends the extraction, a process of its own, in every way there is; the bytes are those of an unharmed run. */
@Tag("campaign")
class KilledExtractTest {

    private static final int SIGINT_CODE = 130;
    private static final int SIGKILL_CODE = 137;

    @TempDir
    private Path folder;

    /** Encodes in the same pass; null for activations alone. */
    private @Nullable Path sae;

    private record Outcome(int code, String output) {}

    @Test
    void aKilledExtractionGoesOnToTheSameBytes() throws Exception {
        Path unharmed = folder.resolve("unharmed");
        Outcome whole = end(start(unharmed));
        assertThat(whole.code()).as(whole.output()).isZero();
        List<Part> parts = parts(unharmed);
        assertThat(parts).hasSizeGreaterThan(9);

        Path killed = folder.resolve("killed");
        // Before anything is finished, in the middle of a write, and while parts are computed.
        killWhen(killed, () -> Files.exists(killed.resolve("tokens/tokenizer.json")));
        killWhen(killed, () -> exists(killed, "activations", ".part-00000.safetensors.part"));
        killWhen(killed, () -> Files.exists(killed.resolve("tokens/part-00001.safetensors")));
        assertThat(parts(killed)).hasSizeLessThan(parts.size());
        Outcome rest = end(start(killed));
        assertThat(rest.code()).as(rest.output()).isZero();
        assertThat(rest.output()).contains("verify");
        assertThat(parts(killed)).isEqualTo(parts);
        for (Part part : parts) {
            assertThat(Sha256.of(killed.resolve(part.path()))).as(part.path()).isEqualTo(part.sha256());
        }
    }

    @Test
    void aKilledExtractionThatEncodesGoesOnToTheSameBytes() throws Exception {
        sae = writeSae(folder.resolve("sae"));
        Path unharmed = folder.resolve("unharmed");
        Outcome whole = end(start(unharmed));
        assertThat(whole.code()).as(whole.output()).isZero();
        List<Part> parts = parts(unharmed);
        assertThat(unharmed.resolve("activations")).doesNotExist();
        assertThat(parts.stream().map(Part::path))
                .contains(
                        "codes/blocks.0.hook_resid_post/part-00002.safetensors",
                        "features/blocks.0.hook_resid_post.safetensors");

        Path killed = folder.resolve("killed");
        killWhen(killed, () -> exists(killed, "codes", ".part-00000.safetensors.part"));
        // Between the codes of a part and its tokens in run.json, and while statistics are behind.
        killWhen(killed, () -> exists(killed, "codes", "/part-00001.safetensors"));
        killWhen(killed, () -> exists(killed, "codes", "/part-00002.safetensors"));
        assertThat(parts(killed)).hasSizeLessThan(parts.size());
        Outcome rest = end(start(killed));
        assertThat(rest.code()).as(rest.output()).isZero();
        assertThat(parts(killed)).isEqualTo(parts);
        for (Part part : parts) {
            assertThat(Sha256.of(killed.resolve(part.path()))).as(part.path()).isEqualTo(part.sha256());
        }
    }

    /** Random weights in SAELens format. */
    private static Path writeSae(Path folder) throws IOException {
        Random random = new Random(1);
        int d = 384;
        int f = 512;
        Safetensors.write(
                folder.resolve("sae_weights.safetensors"),
                Map.of(),
                List.of(
                        Tensor.of("W_enc", gaussian(random, d * f), d, f),
                        Tensor.of("W_dec", gaussian(random, d * f), f, d),
                        Tensor.of("b_enc", gaussian(random, f), f),
                        Tensor.of("b_dec", gaussian(random, d), d)));
        Files.writeString(
                folder.resolve("cfg.json"),
                "{\"architecture\": \"topk\", \"k\": 16, \"d_in\": 384, \"d_sae\": 512, \"metadata\": {}}");
        return folder;
    }

    private static float[] gaussian(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian() / 20;
        }
        return values;
    }

    @Test
    void anInterruptedExtractionEndsInGoodOrder() throws Exception {
        Path run = folder.resolve("interrupted");
        Process process = start(run);
        await(process, () -> Files.exists(run.resolve("tokens/part-00000.safetensors")));
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        Outcome outcome = end(process);
        assertThat(outcome.code()).as(outcome.output()).isEqualTo(SIGINT_CODE);
        assertThat(outcome.output())
                .contains("steergraph: stopped; the same command goes on from where it was.")
                .doesNotContain("failed");
        assertThat(exists(run, "", ".part")).isFalse();
        assertThat(parts(run)).isNotEmpty();
        for (Part part : parts(run)) {
            assertThat(Sha256.of(run.resolve(part.path()))).isEqualTo(part.sha256());
        }
        assertThat(end(start(run)).code()).isZero();
    }

    /** On a small disk of its own, which grows before the second start. Needs user namespaces. */
    @Test
    void aFullDiskIsSaidInOneSentenceAndLeavesNothingHalfWritten() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path log = folder.resolve("log");
        String mount = "mount -t tmpfs -o size=70m tmpfs " + disk;
        assumeTrue(
                end(new ProcessBuilder("unshare", "-rm", "sh", "-c", mount)
                                        .redirectErrorStream(true)
                                        .redirectOutput(folder.resolve("mount").toFile())
                                        .start())
                                .code()
                        == 0,
                "no tmpfs can be mounted here");
        Path run = disk.resolve("run");
        String refused = String.join(" ", command(run));
        String command = refused + " --accept-size";
        String script = mount + "; " + refused + " > " + log + ".refused 2>&1; echo $? > " + log + ".refused.code; "
                + command + " > " + log + " 2>&1; echo $? > " + log + ".code; find " + disk
                + " -name '*.part' > " + log + ".half; mount -o remount,size=1g " + disk + "; " + command
                + " && cp -r " + run + " " + folder.resolve("copy");
        Outcome outcome = end(new ProcessBuilder("unshare", "-rm", "sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start());
        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(Files.readString(Path.of(log + ".refused.code")).strip()).isEqualTo("2");
        assertThat(Files.readString(Path.of(log + ".refused")))
                .contains(
                        "Run " + run
                                + " needs about 155 MB for 100,000 rows (activations 154 MB, tokens 1.6 MB), but its"
                                + " disk has 73 MB free; take fewer rows",
                        "(--accept-size)")
                .doesNotContain("failed");
        assertThat(Files.readString(Path.of(log + ".code")).strip()).isEqualTo("1");
        assertThat(Files.readString(log))
                .contains("steergraph: failed: the disk that holds " + run + " is full; free some space");
        assertThat(Path.of(log + ".half")).isEmptyFile();

        Path unharmed = folder.resolve("unharmed");
        assertThat(end(start(unharmed)).code()).isZero();
        assertThat(parts(folder.resolve("copy"))).isEqualTo(parts(unharmed));
    }

    private void killWhen(Path run, BooleanSupplier moment) throws IOException, InterruptedException {
        Process process = start(run);
        await(process, moment);
        process.toHandle().destroyForcibly();
        assertThat(end(process).code()).isEqualTo(SIGKILL_CODE);
    }

    private static void await(Process process, BooleanSupplier moment) throws InterruptedException {
        while (!moment.getAsBoolean()) {
            assertThat(process.isAlive()).as("still at work").isTrue();
            Thread.sleep(1);
        }
    }

    /** Of both stages. */
    private static List<Part> parts(Path run) throws IOException {
        RunDirectory view = RunDirectory.view(run);
        return Stream.of("extract", "encode")
                .flatMap(name -> Stream.ofNullable(view.stages().get(name)))
                .flatMap(stage -> stage.parts().stream())
                .toList();
    }

    private static boolean exists(Path run, String below, String suffix) {
        Path root = run.resolve(below);
        if (!Files.exists(root)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.anyMatch(file -> file.toString().endsWith(suffix));
        } catch (IOException | UncheckedIOException e) {
            // A file that was renamed while it was looked at.
            return false;
        }
    }

    /** Its output goes to a file beside the run. Ctrl-C must reach it even where this process ignores it. */
    private Process start(Path run) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(command(run));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output().toFile()))
                .start();
    }

    private Path output() {
        return folder.resolve("output");
    }

    private Outcome end(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String output = Files.exists(output()) ? Files.readString(output()) : "";
        Files.deleteIfExists(output());
        return new Outcome(process.exitValue(), output);
    }

    private List<String> command(Path run) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.steergraph.cli.Main",
                "extract",
                "--run",
                run.toString(),
                "--home",
                folder.resolve("home").toString(),
                "--corpus",
                "wordnet",
                "--tokens",
                "100k"));
        command.addAll(
                sae == null
                        ? List.of("--layers", "0")
                        : List.of("--sae", "blocks.0.hook_resid_post=" + sae, "--accept-mismatch"));
        return command;
    }
}
