package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.InChromium;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What is selected anywhere is selected everywhere, and can be looked at, kept and passed on. */
class SelectionPageTest extends InChromium {

    private static final String KEPT = "/api/selections?model=tiny-bert";

    private ExplorerClient api;

    @BeforeAll
    void ask(Explorer explorer) {
        api = new ExplorerClient(explorer);
    }

    @AfterEach
    void selectAndKeepNothing() {
        chromium.script("localStorage.clear()");
        ExplorerClient.items(api.json(KEPT))
                .map(selection -> selection.get("name").asText())
                .forEach(name -> api.send("DELETE", KEPT + "&name=" + name.replace(" ", "%20"), ""));
    }

    @Test
    void whatIsSelectedSomewhereIsSelectedEverywhere() {
        chromium.go(at("/search?q=river"));
        chromium.sees("#selection", "Selection (0)");
        chromium.click("#view [aria-label='Select 1:10']");
        chromium.sees("#selection", "Selection (1)");
        chromium.go(at("/1-" + SET + "/10"));
        chromium.find("main .head [aria-label='Select 1:10'][aria-pressed=true]");
        chromium.click(".columns [aria-label='Select 3:30']");
        chromium.sees("#selection", "Selection (2)");
        chromium.click("#selection");
        chromium.reaches("features=1-" + SET + "/10,3-" + SET + "/30");
        chromium.sees("h1", "Selected features");
        chromium.sees(".lead", "2 features; of 1 pair 1 correlates with |r| > 0.1.");
        chromium.go(at("/1-" + SET + "/10"));
        chromium.click("main .head [aria-label='Select 1:10']");
        chromium.find("main .head [aria-label='Select 1:10'][aria-pressed=false]");
        chromium.sees("#selection", "Selection (1)");
    }

    @Test
    void shiftSelectsAllInBetweenAndKeysDoSo() {
        chromium.go(at("/search"));
        List<WebElement> all = chromium.until(
                "no results",
                () -> chromium.all(".results .select").size() < 10 ? null : chromium.all(".results .select"));
        chromium.script("arguments[0].focus()", all.get(1));
        chromium.type(Keys.SPACE);
        chromium.sees("#selection", "Selection (1)");
        chromium.script(
                "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true, shiftKey: true}))", all.get(5));
        chromium.sees("#selection", "Selection (5)");
        chromium.script("arguments[0].focus()", all.get(3));
        chromium.type(Keys.ENTER);
        chromium.sees("#selection", "Selection (4)");
        assertThat(chromium.all(".results .select[aria-pressed=true]")).hasSize(4);
    }

    @Test
    void wholeListsAreSelected() {
        chromium.go(at("/search?q=layer:3"));
        chromium.press("Select all 17 results");
        chromium.sees("#selection", "Selection (17)");
        chromium.script("localStorage.clear()");
        chromium.go(at("/communities?c=2"));
        chromium.press("Select all 6 members");
        chromium.sees("#selection", "Selection (6)");
        chromium.script("localStorage.clear()");
        chromium.go(at("/paths?from=1:10&to=5:350"));
        chromium.click("[aria-label='Select the features of path 1']");
        int onPath = chromium.all(".path:first-child .hops .id").size();
        chromium.sees("#selection", "Selection (" + onPath + ")");
    }

    @Test
    void aSelectionThatIsFullSaysWhatItLeavesOut() {
        select(IntStream.range(0, 199).mapToObj(i -> "1:" + (2000 + i)).toArray(String[]::new));
        chromium.go(at("/search?q=layer:3"));
        chromium.press("Select all 17 results");
        chromium.sees("#selection", "Selection (200)");
        chromium.sees("#alert", "A selection holds 200 features; 16 features are left out.");
    }

    @Test
    void anotherWindowsSelectionIsFollowed() {
        select("1:10", "3:30");
        chromium.go(at("/selection"));
        chromium.counts(".results tbody tr", 2);
        chromium.script(
                "const other = window.open('about:blank'); other.localStorage.setItem('steergraph.basket.sample',"
                        + " JSON.stringify(arguments[0].split(','))); other.close()",
                addresses("1:10", "3:30", "5:50"));
        chromium.sees("#selection", "Selection (3)");
        chromium.counts(".results tbody tr", 3);
    }

    @Test
    void aDrawingSelectsByKeyAndShowsWhatIsSelected() {
        chromium.go(at("/graph?seed=3-" + SET + "/30&chosen=3-" + SET + "/30"));
        chromium.sees(".drawer", "3-" + SET + ":30");
        chromium.type("s");
        chromium.sees("#selection", "Selection (1)");
        chromium.find(".drawer [aria-label='Select 3:30'][aria-pressed=true]");
        assertThat(chromium.script("return document.querySelector('.canvas')._cyreg.cy.nodes('.selected').length"))
                .isEqualTo(1L);
        chromium.type("s");
        chromium.sees("#selection", "Selection (0)");
    }

    @Test
    void onesOwnSelectionIsChangedOnItsPageAndBackUndoes() {
        select("1:10", "3:30", "5:50");
        chromium.go(at("/selection"));
        chromium.counts(".results tbody tr", 3);
        chromium.click("[aria-label='Leave out 3:30']");
        chromium.counts(".results tbody tr", 2);
        chromium.sees("#selection", "Selection (2)");
        chromium.back();
        chromium.counts(".results tbody tr", 3);
        chromium.sees("#selection", "Selection (3)");
        chromium.press("Clear selection");
        chromium.sees(".empty", "Nothing is selected");
        chromium.undo();
        chromium.counts(".results tbody tr", 3);
        chromium.sees("#selection", "Selection (3)");
    }

    @Test
    void aLinkShowsAnothersSelectionAndLeavesOnesOwnAlone() {
        select("1:110");
        chromium.go(at("/selection?features=" + addresses("1:10", "3:30", "3:31000")));
        chromium.counts(".results tbody tr", 2);
        chromium.sees(".whose", "Your own selection is another one, of 1 feature.");
        chromium.sees(".warning", "1 feature of this address is not in run sample.");
        chromium.sees("#selection", "Selection (1)");
        chromium.press("Add these to it");
        chromium.sees("#selection", "Selection (3)");
        chromium.press("Take these instead");
        chromium.sees("#selection", "Selection (2)");
        chromium.counts(".whose", 0);
    }

    @Test
    void theMatrixIsClusteredReachedByKeysAndSaysTheSameAsItsTable() {
        String mixed = addresses("1:10", "1:210", "3:30", "3:230", "5:50", "5:250");
        chromium.go(at("/selection?features=" + mixed));
        chromium.press("Correlations");
        chromium.reaches("show=matrix");
        WebElement canvas = chromium.find(".heat canvas[data-cells='36']");
        List<String> order = List.of(canvas.getDomAttribute("data-order").split(","));
        List<Boolean> legal = order.stream()
                .map(at -> Integer.parseInt(at.replaceAll(".*/", "")) >= 200)
                .toList();
        assertThat(legal)
                .isIn(List.of(false, false, false, true, true, true), List.of(true, true, true, false, false, false));
        chromium.counts(".heat-columns tbody tr", 6);
        chromium.sees(".below", "The other 9 pairs are below the threshold of |r| > 0.1.");
        chromium.script("arguments[0].focus()", canvas);
        chromium.type(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        chromium.sees(".hint", "r = +0.");
        for (int i = 0; i < 4; i++) {
            chromium.type(Keys.ARROW_RIGHT);
        }
        chromium.sees(".hint", "below the threshold of |r| > 0.1");
        chromium.type(Keys.ENTER);
        chromium.reaches("show=compare");
        chromium.sees(".pairs-between", "|r| ≤ 0.1");
        chromium.back();
        chromium.find(".heat canvas[data-cells='36']");
    }

    @Test
    void featuresAreComparedSideBySide() {
        chromium.go(at("/selection?show=compare&features=" + addresses("1:210", "3:230", "5:250")));
        chromium.counts(".one-of-them", 3);
        chromium.counts(".pairs-between tbody tr", 3);
        chromium.sees(".one-of-them .text", "court");
        chromium.sees(".pairs-between", "+1.50 sd");
        chromium.sees(".pairs-between", "−0.25 sd");
        chromium.sees(".pairs-between", "not measured");
        chromium.click(".few input");
        chromium.reaches("compare=");
        chromium.counts(".one-of-them", 2);
        chromium.counts(".pairs-between tbody tr", 1);
        chromium.reload();
        chromium.counts(".one-of-them", 2);
        chromium.back();
        chromium.counts(".one-of-them", 3);
    }

    @Test
    void pathsAmongThemAreFoundAndSelected() {
        select("1:10", "5:350");
        chromium.go(at("/selection?show=paths"));
        chromium.counts("main tbody tr", 1);
        int through = chromium.all("main tbody td div .id").size();
        assertThat(through).isPositive();
        chromium.press("All paths");
        chromium.reaches("/paths?from=1-" + SET + "/10&to=5-" + SET + "/350");
        chromium.find(".path");
        chromium.back();
        chromium.press("Select path");
        chromium.sees("#selection", "Selection (" + (2 + through) + ")");
        chromium.sees(".lead", (2 + through) + " features");
    }

    @Test
    void allOfThemAreDrawnExportedAndSteered() {
        String three = addresses("1:10", "3:130", "5:750");
        chromium.go(at("/selection?features=" + three));
        chromium.press("Neighbourhood of all");
        chromium.sees("h1", "3 features and what is near them");
        chromium.find(".canvas[data-nodes]");
        assertThat(
                        chromium.script(
                                "return document.querySelector('.canvas')._cyreg.cy.nodes('.seed').map(n => n.data('layer')).sort()"))
                .isEqualTo(List.of(1L, 3L, 5L));
        chromium.sees("main tbody", "chosen");
        chromium.press("Export");
        chromium.sees("main", "drawn around 3 features, and all correlations among them.");
        chromium.go(at("/selection?features=" + three));
        chromium.press("Export");
        chromium.sees(".taken", "3 features,");
        chromium.counts(".chosen-features li", 3);
        chromium.go(at("/selection?features=" + three));
        assertThat(chromium.find(".head a[href*='/steer?add=']").getDomAttribute("href"))
                .contains("add=" + three);
        String five = addresses("1:10", "3:130", "5:750", "3:30", "5:350");
        chromium.go(at("/selection?features=" + five + "," + addresses("1:210")));
        chromium.sees(".head", "Steer with the first 5");
        assertThat(chromium.find(".head a[href*='/steer?add=']").getDomAttribute("href"))
                .endsWith("add=" + five);
    }

    @Test
    void aSelectionIsKeptOpenedRenamedAndDeleted() {
        select("1:10", "3:30");
        chromium.go(at("/selection"));
        chromium.click(".keep input[name=name]");
        chromium.type("waters", Keys.TAB, "from the first look");
        chromium.press("Keep");
        chromium.sees("h1", "waters");
        chromium.sees(".kept-note", "from the first look");
        JsonNode kept = api.json(KEPT).at("/items/0");
        assertThat(kept.get("features")).hasSize(2);
        chromium.script("localStorage.clear()");
        chromium.go(at("/selection"));
        chromium.sees(".empty", "Nothing is selected");
        chromium.press("waters");
        chromium.reaches("kept=waters");
        chromium.counts(".results tbody tr", 2);
        chromium.click("[aria-label='Leave out 3:30']");
        chromium.counts(".results tbody tr", 1);
        chromium.sees(".keep", "“waters” holds 2 features; 1 is shown.");
        chromium.find(".keep input[name=name]").clear();
        chromium.click(".keep input[name=name]");
        chromium.type("one river");
        chromium.press("Save");
        chromium.sees("h1", "one river");
        assertThat(api.json(KEPT).findValuesAsText("name")).containsExactly("one river");
        assertThat(api.json(KEPT).at("/items/0/features")).hasSize(1);
        chromium.press("Save as a new one");
        chromium.sees(".wrong", "There is a selection \"one river\" already");
        assertThat(chromium.complaints()).singleElement().asString().contains("409");
        chromium.click("[aria-label='Delete one river']");
        chromium.sees(".kept", "Deleted “one river”.");
        assertThat(api.json(KEPT).get("total").asInt()).isZero();
        chromium.press("Undo");
        chromium.sees(".kept", "“one river” is back.");
        assertThat(api.json(KEPT).get("total").asInt()).isEqualTo(1);
    }

    /** As if these had been selected on other pages. */
    private void select(String... features) {
        chromium.go(at(""));
        chromium.find(".facts");
        chromium.script(
                "localStorage.setItem('steergraph.basket.sample', JSON.stringify(arguments[0].split(',')))",
                addresses(features));
    }

    private static String addresses(String... features) {
        return Stream.of(features).map(f -> f.replace(":", "-" + SET + "/")).collect(Collectors.joining(","));
    }
}
