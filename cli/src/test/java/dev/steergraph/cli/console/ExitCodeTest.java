package dev.steergraph.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class ExitCodeTest {

    @Test
    void aMistakeInASettingNamesTheOptionThatSetsIt() {
        UserError mistake = new UserError("Corpus file a.txt does not exist; check its name.");
        assertThat(said(mistake.in("corpus", "seed")))
                .isEqualTo("steergraph: Corpus file a.txt does not exist; check its name. (--corpus)");
        assertThat(said(mistake.in("seed"))).isEqualTo("steergraph: " + mistake.getMessage());
        assertThat(said(new IllegalStateException(mistake.in("corpus")))).endsWith("(--corpus)");
    }

    @Test
    void aFileThatTheSystemRefusesIsAMistakeThatNamesIt() {
        Exception refused = new UncheckedIOException(new FileSystemException("/home/x", null, "Read-only file system"));
        assertThat(said(refused)).isEqualTo("steergraph: /home/x cannot be opened: Read-only file system.");
    }

    @Test
    void aFailureIsOneBoundedLineOfTheCauseThatSpeaks() {
        assertThat(said(new UncheckedIOException(new IOException("the disk that holds x is full")), ExitCode.FAILURE))
                .isEqualTo("steergraph: failed: the disk that holds x is full");
        assertThat(said(new IllegalStateException("x".repeat(5_000_000)), ExitCode.FAILURE))
                .hasSizeLessThan(1_300);
        assertThat(said(new IllegalStateException(new OutOfMemoryError("Java heap space")), ExitCode.FAILURE))
                .contains("STEERGRAPH_HEAP");
    }

    private static String said(Exception exception) {
        return said(exception, ExitCode.USER_ERROR);
    }

    private static String said(Exception exception, int expected) {
        CommandSpec spec =
                CommandSpec.create().addOption(OptionSpec.builder("--corpus").build());
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(spec).setErr(new PrintWriter(err, true));
        int code = new ExitCode(new LogFile()).handleExecutionException(exception, command, command.getParseResult());
        assertThat(code).isEqualTo(expected);
        return err.toString().strip();
    }
}
