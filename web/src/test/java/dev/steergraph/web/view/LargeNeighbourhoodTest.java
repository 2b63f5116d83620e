package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cypher.CypherFile;
import dev.steergraph.web.Chromium;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.FixtureDatabase;
import dev.steergraph.web.RequiresChromium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** As many features as are ever drawn at once: one in the middle, 1,600 around it, and correlations among these. */
@RequiresChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeNeighbourhoodTest {

    /** Generous to a busy machine with two cores; what is measured is printed. */
    private static final double MAX_SECONDS = 20;

    private FixtureDatabase database;
    private Explorer explorer;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        database = FixtureDatabase.start(folder);
        try (InputStream in = LargeNeighbourhoodTest.class.getResourceAsStream("/wide.cypher")) {
            database.run(CypherFile.parse("wide.cypher", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
        explorer = database.explorer();
    }

    @AfterAll
    void stop() {
        explorer.close();
        database.close();
    }

    @Test
    void fifteenHundredFeaturesAreDrawnAndOneMoreIsNot() throws IOException {
        try (Chromium chromium = Chromium.open()) {
            chromium.go(explorer.uri()
                    .resolve("/wide/graph?seed=2-res-8/0&limit=60")
                    .toString());
            chromium.find(".canvas[data-nodes=\"60\"]");
            chromium.script("window.began = performance.now();"
                    + "const link = document.createElement('a'); link.href = '/wide/graph?seed=2-res-8/0&limit=1500';"
                    + "document.querySelector('main').append(link); link.click();"
                    + "new MutationObserver((_, o) => { if (document.querySelector('.canvas[data-nodes=\"1500\"]'))"
                    + " { o.disconnect(); requestAnimationFrame(() => { window.took = performance.now() - window.began; }); } })"
                    + ".observe(document, {subtree: true, attributes: true, attributeFilter: ['data-nodes']});");
            chromium.find(".canvas[data-nodes=\"1500\"]");
            double seconds = ((Number) chromium.script("return window.took")).doubleValue() / 1000;
            System.out.printf(
                    "1,500 features and %s correlations drawn after %.1f s%n",
                    chromium.find(".canvas").getDomAttribute("data-edges"), seconds);
            assertThat(seconds).isLessThan(MAX_SECONDS);
            chromium.sees(".note", "1,500 of 1,601 features, the nearest");
            assertThat(
                            chromium.script(
                                    "const cy = document.querySelector('.canvas')._cyreg.cy;"
                                            + "return new Set(cy.nodes('.feature').map(n => n.position('x') + ' ' + n.position('y'))).size"))
                    .as("places")
                    .isEqualTo(1500L);
            assertThat(Integer.parseInt(chromium.find(".canvas").getDomAttribute("data-edges")))
                    .isEqualTo(5000);
            chromium.sees(".note", "5,000 correlations between those drawn, the strongest of ");
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
