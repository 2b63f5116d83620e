package dev.steergraph.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
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

    private static String said(Exception exception) {
        CommandSpec spec =
                CommandSpec.create().addOption(OptionSpec.builder("--corpus").build());
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(spec).setErr(new PrintWriter(err, true));
        int code = new ExitCode(new LogFile()).handleExecutionException(exception, command, command.getParseResult());
        assertThat(code).isEqualTo(ExitCode.USER_ERROR);
        return err.toString().strip();
    }
}
