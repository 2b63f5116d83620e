package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.FixtureDatabase;
import dev.steergraph.web.InChromium;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The map, pointed at, filtered, searched and left again. */
class MapPageTest extends InChromium {

    private static final String RIVER = "3-" + SET + "/30";
    private static final String CANVAS = "canvas.map[data-points]";

    @BeforeAll
    void placeOnTheMap(FixtureDatabase database) {
        database.withMap();
    }

    @Test
    void aLinkShowsItsFeatureInTheMiddleWithItsCorrelates() {
        chromium.go(at("/map?chosen=" + RIVER));
        chromium.sees(".drawer", "river, bank, bank");
        chromium.sees(".note", "Lines lead to the 14 strongest correlates of 3:30 river");
        chromium.sees(".drawer .text", "bank");
        chromium.type(Keys.ESCAPE);
        chromium.leaves("chosen=");
        chromium.counts(".drawer[hidden]", 1);
        chromium.click(CANVAS);
        chromium.reaches("chosen=" + RIVER);
        chromium.sees(".drawer", "river, bank, bank");
        chromium.reload();
        chromium.sees(".drawer", "river, bank, bank");
        chromium.doubleClick(CANVAS);
        chromium.reaches("/tiny-bert/graph?seed=" + RIVER);
        chromium.back();
        chromium.sees(".drawer", "river, bank, bank");
    }

    @Test
    void theLegendGreysOutTheOthers() {
        chromium.go(at("/map?color=community"));
        WebElement canvas = chromium.find(CANVAS);
        assertThat(canvas.getDomAttribute("data-points")).isEqualTo("49");
        int before = colours();
        chromium.press("#1 bird, wing, feather");
        chromium.reaches("c=1");
        chromium.sees(".note", "are grey");
        assertThat(colours()).isLessThan(before);
        chromium.sees("h2", "In view, as a table 6");
        chromium.reload();
        chromium.sees(".note", "are grey");
        chromium.press("Clear filters");
        chromium.leaves("c=1");
        chromium.back();
        chromium.sees(".note", "are grey");
    }

    @Test
    void wordsAreRingedAndSizesFollowDensity() {
        chromium.go(at("/map"));
        chromium.find(CANVAS);
        chromium.find(".controls input[type=search]").sendKeys("river", Keys.ENTER);
        chromium.reaches("q=river");
        chromium.sees(".note", "4 of 4 matches for “river” are ringed");
        chromium.press("By density");
        chromium.reaches("size=density");
        chromium.sees(".note", "4 of 4 matches");
        chromium.press("Density");
        chromium.reaches("color=density");
        chromium.sees(".legend", "of all tokens, logarithmic");
    }

    @Test
    void keysMoveTheMapAndTheAddressKeepsThePlace() {
        chromium.go(at("/map"));
        chromium.find(CANVAS);
        chromium.sees("h2", "In view, as a table 49");
        chromium.script("document.querySelector('canvas.map').focus()");
        chromium.type("++++");
        chromium.reaches("z=3.8416");
        chromium.reaches("x=0.5&");
        chromium.type(Keys.ARROW_LEFT);
        // The address follows when the map has come to rest.
        chromium.leaves("x=0.5&");
        chromium.reaches("x=0.");
        String there = chromium.url();
        chromium.reload();
        chromium.find(CANVAS);
        assertThat(chromium.url()).isEqualTo(there);
        chromium.script("document.querySelector('canvas.map').focus()");
        chromium.type(Keys.ENTER);
        chromium.reaches("chosen=");
    }

    /** How many colours the map shows, of those that cover some points. */
    private int colours() {
        return ((Number) chromium.script("const c = document.querySelector('canvas.map');"
                        + "const k = new OffscreenCanvas(c.width, c.height).getContext('2d'); k.drawImage(c, 0, 0);"
                        + "const d = new Uint32Array(k.getImageData(0, 0, c.width, c.height).data.buffer);"
                        + "const seen = new Map(); for (const p of d) seen.set(p, (seen.get(p) ?? 0) + 1);"
                        + "return [...seen.values()].filter(n => n > 25).length"))
                .intValue();
    }
}
