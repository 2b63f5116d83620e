package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaesCommandTest {

    @TempDir
    private Path folder;

    private CommandRunner commands;

    @BeforeEach
    void makeHome() {
        commands = new CommandRunner(folder.resolve("home"));
    }

    @Test
    void theSummaryCountsFilesLabelsAndPlaces() throws IOException {
        JsonNode summary = commands.json("saes", "--summary");
        assertThat(summary.at("/ids/total").asInt()).isEqualTo(13_428);
        for (String things : new String[] {"ids", "neuronpedia", "places"}) {
            double readable = summary.path(things).path("readable").asDouble();
            assertThat(readable / summary.path(things).path("total").asDouble())
                    .as(things)
                    .isBetween(0.99, 1.0);
        }
    }

    @Test
    void theSaesOfALayerHaveTheNamesThatOptionsTake() throws IOException {
        String text = commands.run("saes", "Gemma-2-2B", "--layer", "12").out();
        assertThat(text)
                .containsPattern(
                        "gemma-scope-2b-pt-res-canonical/layer_12/width_16k/canonical +blocks.12.hook_resid_post +L0"
                                + " 82 +gemma-2-2b/12-gemmascope-res-16k")
                .containsPattern(
                        "gemma-scope-2b-pt-transcoders/layer_12/width_16k/average_l0_6 +blocks.12.ln2.hook_normalized")
                .contains("cannot be read: the format \"temporal\" is not read")
                .doesNotContain("layer_11/");
    }

    @Test
    void everyModelIsListedWithHowManyItHas() throws IOException {
        JsonNode models = commands.json("saes");
        assertThat(models).hasSize(38).anySatisfy(model -> {
            assertThat(model.path("model").asText()).isEqualTo("gpt2-small");
            assertThat(model.path("saes").asInt()).isEqualTo(159);
        });
    }

    @Test
    void aModelWithoutSaesIsToldWhichHaveSome() {
        var outcome = commands.run("saes", "gpt-17");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("No SAE of a model \"gpt-17\" is in the list; its models are Qwen/");
    }
}
