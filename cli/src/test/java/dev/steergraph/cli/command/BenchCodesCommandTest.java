package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCodesCommandTest {

    @TempDir
    private Path folder;

    @Test
    void correlateFindsThePlantedPairs() throws IOException {
        CommandRunner commands = new CommandRunner(folder.resolve("home"));
        String run = folder.resolve("planted").toString();
        JsonNode drawn = commands.json(
                "bench-codes", "--features", "256", "--layers", "2", "--rows", "20k", "--active", "6", "--out", run);
        assertThat(drawn.get("planted").asInt()).isEqualTo(4);
        JsonNode correlated = commands.json("correlate", "--run", run);
        assertThat(correlated.get("rows").asInt()).isEqualTo(20_000);
        assertThat(correlated.get("edges").asInt()).isEqualTo(4);
    }
}
