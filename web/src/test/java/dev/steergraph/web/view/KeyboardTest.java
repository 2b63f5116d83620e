package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.FixtureDatabase;
import dev.steergraph.web.InChromium;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Everything is reached by keys alone, in the order in which it is read. */
class KeyboardTest extends InChromium {

    private static final List<String> BAR = List.of(
            "Skip to the content",
            "SteerGraph",
            "q",
            "Map",
            "Features",
            "Neighbourhood",
            "Paths",
            "Communities",
            "Heatmaps",
            "Review",
            "Steer",
            "Own text",
            "Export",
            "selection",
            "run",
            "theme",
            "help");

    private FixtureDatabase database;

    @BeforeAll
    void use(FixtureDatabase fixture) {
        database = fixture;
    }

    @AfterAll
    void forgetVerdicts() {
        database.forgetVerdicts();
    }

    @Test
    void tabGoesThroughTheSearchInTheOrderOfReading() {
        chromium.go(at("/search?q=river"));
        chromium.find(".results tbody tr");
        assertThat(tabs(BAR.size())).isEqualTo(BAR);
        assertThat(tabs(4)).containsExactly("All layers", "Layer 1", "Layer 3", "Layer 5");
        assertThat(chromium.tab()).matches("Select all \\d+ results");
        assertThat(tabs(6)).allMatch(text -> text.matches("Feature|Fires on|Density|Max|Correlates|Community"));
        assertThat(chromium.tab()).matches("Select \\d:\\d+");
        assertThat(chromium.tab()).matches("\\d:\\d+");
        assertThat(chromium.tab()).contains("river");
    }

    @Test
    void tabGoesThroughAFeature() {
        chromium.go(at("/3-" + SET + "/30"));
        chromium.find(".contexts");
        assertThat(tabs(BAR.size())).isEqualTo(BAR);
        assertThat(tabs(8))
                .containsExactly(
                        "Copy the feature’s name",
                        "Neighbourhood",
                        "Paths from here",
                        "Paths to here",
                        "Select 3:30",
                        "Steer 3-" + SET + "/30",
                        "On the map",
                        "Open in Neo4j Browser ↗");
        reachesAllThatIsLeft();
    }

    @Test
    void tabGoesThroughThePaths() {
        chromium.go(at("/paths?from=1:10&to=5:350&k=3"));
        chromium.counts(".path", 3);
        assertThat(tabs(BAR.size())).isEqualTo(BAR);
        assertThat(tabs(7)).element(1).isEqualTo("Swap from and to");
        assertThat(tabs(4))
                .containsExactly("Export recipe", "Other formats", "Steer 1-" + SET + "/10", "Open in Neo4j Browser ↗");
        assertThat(tabs(2)).containsExactly("1", "Select path 1");
        reachesAllThatIsLeft();
    }

    @Test
    void tabGoesThroughTheReview() {
        chromium.go(at("/review"));
        chromium.find(".verdicts");
        assertThat(tabs(BAR.size())).isEqualTo(BAR);
        assertThat(tabs(12))
                .containsExactly(
                        "all",
                        "positive",
                        "negative",
                        "From",
                        "To",
                        "|r|",
                        "Community",
                        "Same 1",
                        "Related 2",
                        "Not related 3",
                        "Unsure 4",
                        "Note");
        assertThat(chromium.tab()).isEqualTo("next");
        reachesAllThatIsLeft();
    }

    @Test
    void aDrawingIsWalkedByKeys() {
        String seed = "3-" + SET + "/30";
        chromium.go(at("/graph?seed=" + seed));
        chromium.find(".canvas[data-nodes]");
        chromium.script("document.querySelector('.canvas').focus()");
        assertThat(chromium.focused()).startsWith("Drawing of the neighbourhood");
        chromium.type(Keys.ARROW_RIGHT);
        chromium.sees(".hint", "3-" + SET + ":30 ");
        chromium.type(Keys.ARROW_RIGHT);
        chromium.find(".canvas[data-at*='@5-']");
        chromium.type(Keys.ENTER);
        chromium.reaches("chosen=5-" + SET);
        chromium.find(".drawer");
        chromium.go(at("/paths?from=1:10&to=5:350&k=3"));
        chromium.find(".canvas[data-nodes]");
        chromium.script("document.querySelector('.canvas').focus()");
        chromium.type(Keys.ARROW_RIGHT, Keys.ENTER);
        chromium.find(".contexts");
        assertThat(chromium.url()).matches(".*/\\d-" + SET + "/\\d+.*");
    }

    @Test
    void thePathFromAWordToARecipeIsWalkedByKeys() {
        chromium.go(at(""));
        chromium.find(".facts");
        chromium.type("/", "river");
        chromium.counts(".results tbody tr", 6);
        chromium.type(Keys.ARROW_DOWN);
        assertThat(chromium.focused()).matches("\\d:\\d+");
        chromium.type(Keys.ENTER);
        chromium.find(".contexts");
        assertThat(chromium.focused()).as("the new page").isEqualTo("view");
        until("Neighbourhood");
        chromium.type(Keys.ENTER);
        chromium.find(".canvas[data-nodes]");
        until("Pick");
        chromium.type(Keys.ENTER);
        chromium.sees(".picks", "is picked");
        assertThat(chromium.focused()).as("where it was").isEqualTo("Pick");
        until("Pick");
        chromium.type(Keys.SPACE);
        chromium.sees(".picks", "Best paths between them");
        chromium.script("document.getElementById('view').focus()");
        until("Best paths between them");
        chromium.type(Keys.ENTER);
        chromium.find(".path");
        until("Select path 1");
        chromium.type(Keys.SPACE);
        chromium.sees(".picks", "1 path selected");
        assertThat(chromium.focused()).as("where it was").isEqualTo("Select path 1");
        chromium.undo();
        chromium.sees(".picks", "Select paths");
        chromium.type(Keys.SPACE);
        chromium.sees(".picks", "1 path selected");
        chromium.script("document.getElementById('view').focus()");
        until("Export recipe");
        chromium.type(Keys.ENTER);
        chromium.sees(".taken", "1 feature is steered");
        // Here no recipe can be made, and Neuronpedia lacks the feature.
        chromium.sees(".download .warning", "Neuronpedia does not have");
    }

    @Test
    void theHelpNamesEveryKey() {
        chromium.go(at(""));
        chromium.find(".facts");
        chromium.type("?");
        for (String key : List.of("/", "?", "e", "h", "p", "1 2 3 4", "← →", "Ctrl Z", "Esc")) {
            assertThat(chromium.all("#help-dialog kbd")).as(key).anyMatch(kbd -> kbd.getText()
                    .equals(key));
        }
        chromium.type(Keys.ESCAPE);
        assertThat(chromium.script("return document.getElementById('help-dialog').open"))
                .isEqualTo(false);
    }

    private List<String> tabs(int times) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            names.add(chromium.tab());
        }
        return names;
    }

    /** Presses Tab until this has the focus. */
    private void until(String name) {
        for (int i = 0; i < 120; i++) {
            if (chromium.tab().equals(name)) {
                return;
            }
        }
        throw new AssertionError(name + " is not reached by Tab");
    }

    /** Every control of the page gets the focus in its turn, and is seen to have it. */
    private void reachesAllThatIsLeft() {
        Object expected = chromium.script(
                "window.controls = [...document.querySelectorAll('main a[href], main button, main input, main select, main summary, main [tabindex=\"0\"]')]"
                        + ".filter(e => !e.disabled && e.checkVisibility());"
                        + "window.from = window.controls.indexOf(document.activeElement); return window.controls.length - 1 - window.from");
        for (long i = 1; i <= (Long) expected; i++) {
            chromium.type(Keys.TAB);
            assertThat(chromium.script(
                            "const e = document.activeElement, s = getComputedStyle(e);"
                                    + "return e === window.controls[window.from + arguments[0]] && (s.outlineStyle !== 'none' || e.matches('input'))",
                            i))
                    .as("control " + i + ": " + chromium.focused())
                    .isEqualTo(true);
        }
    }
}
