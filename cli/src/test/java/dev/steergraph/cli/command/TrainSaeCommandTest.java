package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithSmallRun
class TrainSaeCommandTest {

    @TempDir
    private Path folder;

    @Test
    void theReportTellsEachLayersExplainedVariance(SmallRun small) throws IOException {
        assertThat(small.reportOf("train-sae")
                        .get("blocks.3.hook_resid_post")
                        .get("explainedVariance")
                        .asDouble())
                .isBetween(0.2, 1.0);
    }

    @Test
    void aFolderThatIsNoRunIsAMistake() {
        new CommandRunner(folder.resolve("home"))
                .mistake(
                        "no run directory",
                        "train-sae",
                        "--run",
                        folder.resolve("nowhere").toString());
    }
}
