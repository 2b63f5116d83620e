package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.InChromium;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What is counted before a download is what is in the file. */
class ExportPageTest extends InChromium {

    @Test
    void aNeighbourhoodIsChosenCountedAndSaved() throws IOException {
        chromium.go(at("/export"));
        chromium.sees("main", "Choose the feature in the middle.");
        chromium.click(".picker input");
        chromium.type("3:30");
        chromium.sees(".options", "3:30");
        chromium.type(Keys.ENTER);
        chromium.reaches("seed=3-" + SET + "/30");
        chromium.sees(".taken", "15 features,");
        assertSaved("steergraph-sample.json", 15);
        chromium.choose("main select", "2");
        chromium.reaches("hops=2");
        chromium.sees(".taken", "49 features, 428 correlations");
        chromium.reload();
        chromium.sees(".taken", "49 features, 428 correlations");
        chromium.back();
        chromium.sees(".taken", "15 features,");
    }

    @Test
    void aDrawingIsSavedAsItIsDrawn() throws IOException {
        chromium.go(at("/graph?seed=3-" + SET + "/999&limit=20"));
        chromium.find(".canvas[data-nodes=\"20\"]");
        chromium.go(at("/graph?seed=3-" + SET + "/999&limit=20&chosen=5-" + SET + "/751"));
        chromium.sees(".drawer", "751");
        chromium.type("h");
        chromium.find(".canvas[data-nodes=\"19\"]");
        chromium.press("Export");
        chromium.sees("main", "The 19 features drawn around 3:999 of, the, a");
        chromium.sees(".taken", "19 features,");
        assertSaved("steergraph-sample.json", 19);
        chromium.press("Back to the drawing");
        chromium.find(".canvas[data-nodes=\"19\"]");
    }

    @Test
    void aCommunityIsSavedAsTables() throws IOException {
        chromium.go(at("/communities?c=1"));
        chromium.press("Export");
        chromium.sees(".taken", "6 features, 15 correlations");
        chromium.click("input[value=csv]");
        chromium.find("button[data-format=csv]");
        chromium.press("Download");
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(chromium.downloaded("steergraph-sample.csv.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (entry.getName().equals("edges.csv")) {
                    assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8).lines())
                            .hasSize(16);
                }
            }
        }
        assertThat(names).contains("nodes.csv", "edges.csv");
        chromium.sees(".download", "steergraph-sample.csv.zip: ");
    }

    @Test
    void featuresAreAddedAndLeftOut() throws IOException {
        chromium.go(at("/export?what=selection&features=3-" + SET + "/30"));
        chromium.sees(".taken", "1 feature, 0 correlations");
        chromium.click(".picker input");
        chromium.type("1:10");
        chromium.sees(".options", "1:10");
        chromium.type(Keys.ENTER);
        chromium.sees(".taken", "2 features, 1 correlation");
        assertSaved("steergraph-sample.json", 2);
        chromium.click("[aria-label='Leave out 3:30']");
        chromium.sees(".taken", "1 feature, 0 correlations");
        chromium.undo();
        chromium.sees(".taken", "2 features, 1 correlation");
    }

    @Test
    void aRecipeIsNotOfferedWithoutTheRunsFilesAndItIsSaidWhy() {
        chromium.go(at("/export?what=community&c=1&format=recipe"));
        chromium.sees(".unavailable", "serve --run DIR");
        assertThat(chromium.find("input[value=recipe]").isEnabled()).isFalse();
        assertThat(chromium.find("input[value=neuronpedia-steer]").isSelected()).isTrue();
        chromium.find("input[name=coefficient]");
    }

    @Test
    void whatIsSteeredIsTickedAndManyAreWarnedOf() {
        chromium.go(at("/export?what=community&c=0&format=neuronpedia-steer"));
        chromium.sees(".taken", "3 features are steered");
        chromium.sees(".download .warning", "Neuronpedia does not have");
        assertThat(chromium.all(".steerable input:checked")).hasSize(3);
        for (int more = 4; more <= 6; more++) {
            chromium.click(".steerable input:not(:checked)");
            chromium.sees(".taken", more + " features are steered");
        }
        chromium.sees(".steerable .warning", "6 features at once");
        chromium.undo();
        chromium.sees(".taken", "5 features are steered");
        assertThat(chromium.url()).contains("steer=");
    }

    @Test
    void ofManyThatWereChosenFewAreTicked() {
        String six = Stream.of("1-%s/10", "1-%s/11", "3-%s/30", "3-%s/31", "5-%s/50", "5-%s/51")
                .map(at -> at.formatted(SET))
                .collect(Collectors.joining(","));
        chromium.go(at("/export?what=selection&format=neuronpedia-steer&features=" + six));
        chromium.sees(".taken", "3 features are steered");
        assertThat(chromium.all(".steerable input")).hasSize(6);
        chromium.go(at("/export?what=selection&format=neuronpedia-steer&features=3-" + SET + "/230"));
        chromium.sees(".taken", "1 feature is steered");
        assertThat(chromium.find("[data-format=neuronpedia-steer]").isEnabled()).isTrue();
    }

    private void assertSaved(String name, int features) throws IOException {
        chromium.press("Download");
        JsonNode saved = ExplorerClient.parse(new String(chromium.downloaded(name), StandardCharsets.UTF_8));
        assertThat(saved.get("features")).hasSize(features);
    }
}
