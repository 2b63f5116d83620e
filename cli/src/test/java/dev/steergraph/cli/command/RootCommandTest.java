package dev.steergraph.cli.command;

import dev.steergraph.cli.fixture.CommandRunner;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootCommandTest {

    @TempDir
    private Path home;

    @Test
    void anUnknownOptionIsToldInOneSentence() {
        new CommandRunner(home).mistake("--no-such-option", "doctor", "--no-such-option");
    }

    @Test
    void aNumberOfRowsThatIsNoneIsToldInOneSentence() {
        new CommandRunner(home).mistake("is no number", "demo", "--tokens", "many");
    }

    @Test
    void aModelThatPredictsNoTextCannotGenerate() {
        new CommandRunner(home).mistake("predicts no text", "generate", "--model", "minilm", "--prompt", "hello");
    }
}
