package dev.steergraph.cli.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.Chromium;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** A person's whole way through the pages: search, feature, neighbourhood, expand, pick two, best paths, tick, export a recipe. */
final class WordToRecipe {

    private static final Duration MOST = Duration.ofMinutes(1);

    private final URI explorer;
    private final String model;
    private final String run;

    WordToRecipe(URI explorer, String model, String run) {
        this.explorer = explorer;
        this.model = model;
        this.run = run;
    }

    /**
     * Goes it by mouse and keyboard, without ever typing an address.
     *
     * @param pair two features that correlate, of which the first one's label begins with a word
     * @return the recipe that the browser saved, a zip
     */
    byte[] goFrom(JsonNode pair) throws IOException {
        String from = place(pair.get("source"));
        try (Chromium chromium = Chromium.open()) {
            Instant begun = Instant.now();
            chromium.go(explorer.resolve("/" + model + "?run=" + run).toString());
            chromium.find(".facts");
            chromium.type("/", pair.at("/source/label").asText().split(", ")[0]);
            chromium.find(".results tbody tr");
            chromium.press(from);
            chromium.find(".contexts");
            chromium.press("Neighbourhood");
            chromium.find(".canvas[data-nodes]");
            chromium.press("Expand");
            chromium.reaches("steps=e.");
            chromium.find(".note strong");
            pick(chromium, pair.get("source"));
            chromium.sees(".picks", "is picked");
            pick(chromium, pair.get("target"));
            chromium.press("Best paths between them");
            chromium.click("[data-path='1']");
            chromium.sees(".picks", "1 path selected");
            chromium.press("Export recipe");
            chromium.sees(".taken", "1 feature is steered");
            chromium.click(".steerable input:not(:checked)");
            chromium.sees(".taken", "2 features are steered");
            assertThat(chromium.find("input[value=recipe]").isSelected()).isTrue();
            chromium.press("Download");
            byte[] recipe = chromium.downloaded("steergraph-" + run + ".recipe.zip");
            Duration took = Duration.between(begun, Instant.now());
            System.out.printf("from a word to a recipe in %.1f s%n", took.toMillis() / 1000.0);
            assertThat(took).isLessThan(MOST);
            assertThat(chromium.complaints()).isEmpty();
            return recipe;
        }
    }

    private static void pick(Chromium chromium, JsonNode feature) {
        String address = feature.get("layer").asText() + "-"
                + feature.get("sae").asText() + "/" + feature.get("index").asText();
        chromium.click("main tr:has(a.id[href*='/" + address + "?']) button:not(.select)");
    }

    private static String place(JsonNode feature) {
        return feature.get("layer").asText() + ":" + feature.get("index").asText();
    }
}
