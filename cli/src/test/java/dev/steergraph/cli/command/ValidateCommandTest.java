package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithSmallRun
class ValidateCommandTest {

    @TempDir
    private Path folder;

    @Test
    void categoriesAreTestedAndThePageIsWritten(SmallRun small) throws IOException {
        small.graph();
        JsonNode validated = small.commands().json("validate", "--run", SmallRun.ID, "--out", folder.toString());
        assertThat(validated.get("report").get("semantics").get("tested").asInt())
                .isPositive();
        assertThat(folder.resolve("validation.html")).isNotEmptyFile();
    }
}
