package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cli.fixture.CommandRunner;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {

    private static final Path MODEL =
            Path.of("../ingest/model/src/test/resources/dev/steergraph/ingest/model/gpt2-by-layer");

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(
            value = {"1;0", "2;0,1", "3;0,1,2", "6;1,3,5", "12;3,6,9", "26;6,13,20", "30;7,15,23"},
            delimiter = ';')
    void layersAreSpreadOverTheModel(int blocks, String layers) {
        assertThat(DemoCommand.spread(blocks)).isEqualTo(layers);
    }

    @ParameterizedTest
    @CsvSource({"200000,384,0", "30000,576,0", "200000,576,800000", "200000,2304,200000", "20000,4096,112500"})
    void widerModelsAreTrainedOnFewerRows(long rows, int width, long visits) {
        assertThat(DemoCommand.visits(rows, width)).isEqualTo(visits);
    }

    @ParameterizedTest
    @CsvSource({
        "models/SmolLM2-135M-Instruct.Q4_1.gguf, smollm2-135m-instruct.q4-1",
        "google/gemma-3-270m, gemma-3-270m",
        "models\\gpt2\\, gpt2",
        "a-name-of-a-model-as-long-asx-this, a-name-of-a-model-as-long-asx"
    })
    void theRunIsNamedAfterTheModel(String model, String name) {
        assertThat(DemoCommand.modelName(model)).isEqualTo(name);
    }

    @Test
    void mistakesAreToldBeforeAnythingRuns() {
        CommandRunner commands = new CommandRunner(home);
        commands.mistake("--sae x should be LAYER=PLACE", "demo", "--no-serve", "--sae", "x");
        commands.mistake("has layers 0 to 2", "demo", "--no-serve", "--model", MODEL.toString(), "--layers", "3");
        assertThat(home.resolve("neo4j")).doesNotExist();
    }
}
