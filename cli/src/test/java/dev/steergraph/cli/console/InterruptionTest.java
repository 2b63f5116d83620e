package dev.steergraph.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptionTest {

    @TempDir
    private Path folder;

    /** A command that cannot go on from where it was; with a database it would be shut down under its feet. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void anInterruptedCommandSaysSoAndDoesNotFail(String signal, int code) throws Exception {
        Path out = folder.resolve("out");
        // Where the tests run in the background, SIGINT may be ignored by everything that they start, unless it is
        // reset.
        Process process = new ProcessBuilder(List.of(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.steergraph.cli.Main",
                        "bench-codes",
                        "--features=4096",
                        "--layers=4",
                        "--rows=1M",
                        "--active=32",
                        "--out=" + folder.resolve("run"),
                        "--home=" + folder.resolve("home")))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        while (!Files.exists(folder.resolve("run/run.lock")) && process.isAlive()) {
            Thread.sleep(20);
        }
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said(out)).isEqualTo(code);
        assertThat(said(out))
                .contains("steergraph: interrupted before the command was done.")
                .doesNotContain("failed")
                .doesNotContain("Exception");
    }

    private static String said(Path out) throws IOException {
        return Files.readString(out);
    }
}
