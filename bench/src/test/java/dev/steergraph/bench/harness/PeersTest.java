package dev.steergraph.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How scripts are run, with the shell as their interpreter. */
@DisabledOnOs(OS.WINDOWS)
class PeersTest {

    @TempDir
    private Path folder;

    @Test
    void theLastLineIsTheResult() throws IOException {
        script("echo loading; echo \"{\\\"got\\\": \\\"$1\\\", \\\"threads\\\": $OMP_NUM_THREADS}\"");
        assertThat(shell().run("peer", List.of("--folder"))).hasToString("{\"got\":\"--folder\",\"threads\":2}");
    }

    @Test
    void aScriptThatFailsIsOneSentence() throws IOException {
        script("echo '{}'; exit 3");
        assertThatThrownBy(() -> shell().run("peer", List.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("peer failed with exit code 3")
                .hasMessageContaining("requirements.txt");
    }

    @Test
    void theInterpreterIsNamedOrBesideTheScripts() {
        assertThat(shell().present()).isTrue();
        Peers none = Peers.fromEnvironment(folder, Map.of(), 2);
        assertThat(none.present()).isFalse();
        assertThat(none.advice()).contains(folder.resolve(".venv/bin/python").toString(), "PEER_PYTHON");
    }

    private Peers shell() {
        return Peers.fromEnvironment(folder, Map.of("PEER_PYTHON", "/bin/sh"), 2);
    }

    private void script(String text) throws IOException {
        Files.writeString(folder.resolve("peer"), text);
    }
}
