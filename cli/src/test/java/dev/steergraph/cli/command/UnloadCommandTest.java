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
class UnloadCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aRunIsUnloadedAndCanBeLoadedAgain(SmallRun small) throws IOException {
        small.graph();
        CommandRunner commands = small.commands();
        String run = folder.resolve("passing").toString();
        commands.json(
                "extract",
                "--run",
                run,
                "--corpus",
                "wordnet",
                "--prompts",
                "400",
                "--sae",
                "1=" + small.sae(1),
                "--sae",
                "3=" + small.sae(3));
        commands.json("correlate", "--run", run, "--null", "0");
        commands.mistake("is not in the database", "unload", "--run", run);
        commands.json("load", "--run", run);
        JsonNode removed = commands.json("unload", "--run", run);
        assertThat(removed.get("features").asInt()).isEqualTo(512);
        commands.mistake("is not in the database", "unload", "--run", run);
        JsonNode loaded = commands.json("load", "--run", run);
        assertThat(loaded.get("relationships")).isEqualTo(removed.get("relationships"));
        assertThat(loaded.get("contexts")).isEqualTo(removed.get("contexts"));
        commands.json("unload", "--run", run);
    }

    @Test
    void theRunMustBeNamed(SmallRun small) {
        small.commands().mistake("unload needs --run", "unload");
    }
}
