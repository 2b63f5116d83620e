package dev.steergraph.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    @Test
    void aNoteIsALineOfItsOwn() {
        assertThat(noted(false)).isEqualTo("! config.json: not used." + System.lineSeparator());
        assertThat(noted(true)).isEqualTo("\r\033[K! config.json: not used." + System.lineSeparator());
    }

    private static String noted(boolean terminal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new ConsoleProgress(out, terminal).note("config.json: not used.");
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
