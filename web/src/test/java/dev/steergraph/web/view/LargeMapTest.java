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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The map of a run as large as four layers of a 16k SAE. It prints how fast it is drawn and moved. */
@RequiresChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeMapTest {

    private static final int FEATURES = 65_536;

    private FixtureDatabase database;
    private Explorer explorer;
    private Chromium chromium;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        database = FixtureDatabase.start(folder);
        try (InputStream in = LargeMapTest.class.getResourceAsStream("/large-map.cypher")) {
            database.run(CypherFile.parse("large-map.cypher", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
        explorer = database.explorer();
        chromium = Chromium.open();
    }

    @AfterAll
    void stop() {
        chromium.close();
        explorer.close();
        database.close();
    }

    @Test
    void aLargeMapIsDrawnSoonAndMovesWithoutStutter() {
        chromium.go(explorer.uri() + "large-model/map");
        chromium.sees(".note", "65,536 features");
        assertThat(chromium.find("canvas.map").getDomAttribute("data-points")).isEqualTo("" + FEATURES);
        double drawn = number(chromium.script("return performance.getEntriesByName('drawn')[0].startTime"));
        // Colours of four layers, not an empty sheet.
        assertThat(number(chromium.script("const c = document.querySelector('canvas.map');"
                        + "const k = new OffscreenCanvas(c.width, c.height).getContext('2d'); k.drawImage(c, 0, 0);"
                        + "const d = new Uint32Array(k.getImageData(0, 0, c.width, c.height).data.buffer);"
                        + "const seen = new Map(); for (const p of d) seen.set(p, (seen.get(p) ?? 0) + 1);"
                        + "return [...seen.values()].filter(n => n > 2000).length")))
                .isGreaterThanOrEqualTo(5);
        Map<?, ?> panned = panned();
        System.out.printf(
                "Map of %,d features: drawn %.0f ms after navigation; panning %.0f frames/s, slowest frame %.0f ms%n",
                FEATURES, drawn, number(panned.get("rate")), number(panned.get("slowest")));
        // What a busy machine of two cores without a graphics card still gives.
        assertThat(number(panned.get("rate"))).isGreaterThan(15);
        assertThat(drawn).isLessThan(15_000);
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void aFeatureIsChosenUnderThePointer() {
        chromium.go(explorer.uri() + "large-model/map?x=0.5&y=0.5&z=40");
        chromium.sees(".note", "65,536 features");
        chromium.script("document.querySelector('canvas.map').focus()");
        chromium.type(Keys.ENTER);
        chromium.reaches("chosen=");
        chromium.sees(".drawer", "large-model@");
        assertThat(chromium.complaints()).isEmpty();
    }

    /** Drags to and fro for three seconds by the pages' own events. */
    private Map<?, ?> panned() {
        return (Map<?, ?>) chromium.scriptThatCallsBack("const done = arguments[arguments.length - 1];"
                + "const canvas = document.querySelector('canvas.map'); const times = [];"
                + "const step = now => { times.push(now);"
                + " canvas.dispatchEvent(new KeyboardEvent('keydown', {key: times.length % 20 < 10 ? 'ArrowLeft' : 'ArrowRight'}));"
                + " if (now - times[0] < 3000) requestAnimationFrame(step); else {"
                + "  const gaps = times.slice(1).map((t, i) => t - times[i]);"
                + "  done({rate: 1000 * gaps.length / (now - times[0]), slowest: Math.max(...gaps)}); } };"
                + "requestAnimationFrame(step);");
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
