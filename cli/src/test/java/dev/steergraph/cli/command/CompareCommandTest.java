package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithSmallRun
class CompareCommandTest {

    @TempDir
    private Path folder;

    @Test
    void filesAndRunsAreComparedAlike(SmallRun small) throws IOException {
        small.graph();
        CommandRunner commands = small.commands();
        String coarse = folder.resolve("coarse.csv").toString();
        String fine = folder.resolve("fine.csv").toString();
        commands.json("communities", "--run", SmallRun.ID, "--assignments", coarse);
        commands.json("communities", "--run", SmallRun.ID, "--gamma", "4", "--assignments", fine);
        JsonNode compared = commands.json("compare", coarse, fine);
        assertThat(compared.get("agreement").get("ari").asDouble()).isBetween(0.0, 0.999);
        assertThat(commands.json("compare", SmallRun.ID, fine)
                        .get("agreement")
                        .get("ari")
                        .asDouble())
                .isEqualTo(1);
    }
}
