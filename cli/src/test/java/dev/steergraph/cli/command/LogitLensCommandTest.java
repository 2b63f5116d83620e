package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithSmallRun
class LogitLensCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aModelThatPredictsNoTextAndARunThatIsNotThereAreMistakes(SmallRun small) throws IOException {
        small.commands()
                .mistake(
                        "all-minilm-l6-v2 predicts no text: its features promote no tokens.",
                        "logit-lens",
                        "--run",
                        small.folder().toString());
        assertThat(small.folder().resolve("features/logit-lens")).doesNotExist();
        small.commands().mistake("is no run directory", "logit-lens", "--run", folder.toString());
    }
}
