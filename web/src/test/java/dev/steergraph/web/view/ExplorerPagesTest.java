package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.InChromium;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A person's way through the pages, in a real browser. */
class ExplorerPagesTest extends InChromium {

    private static final String HUB = "3-" + SET + "/999";

    @Test
    void resultsSayWhereTheyWereFoundAndAreSortedByAnyColumn() {
        chromium.go(at("/search?q=river"));
        chromium.sees(".lead", "of 49 match");
        chromium.sees(".results .found", "fires");
        chromium.sees(".results .found mark", "river");
        chromium.click(".results th a[href*='sort=density']");
        chromium.sees(".results th[aria-sort=descending]", "Density");
        chromium.click(".results th a[href*='sort=density']");
        chromium.sees(".results th[aria-sort=ascending]", "Density");
        chromium.go(at("/search?q=layer:5%20community:0"));
        chromium.sees(".lead", "2 of 49 match");
    }

    @Test
    void theStartPageShowsTheNewestRun() {
        chromium.go(home.toString());
        chromium.reaches("/tiny-bert");
        chromium.sees(".facts", "428");
        chromium.sees("main", "river, stream, water");
        chromium.sees("main", "−0.33");
    }

    @Test
    void theSearchFollowsTypingAndOpensAFeature() {
        chromium.go(at(""));
        chromium.find(".facts");
        chromium.type("/");
        chromium.type("river");
        chromium.reaches("/tiny-bert/search?q=river");
        chromium.counts(".results tbody tr", 6);
        chromium.press("Layer 3");
        chromium.counts(".results tbody tr", 2);
        chromium.back();
        chromium.counts(".results tbody tr", 6);
        chromium.reload();
        chromium.counts(".results tbody tr", 6);
        chromium.press("3:30");
        chromium.reaches("/tiny-bert/3-" + SET + "/30");
        chromium.sees("h1", "river, bank, bank");
        chromium.sees(".contexts", "or stream; the water's edge");
        assertThat(chromium.find(".contexts .strongest").getText()).isEqualTo("bank");
        assertThat(chromium.find(".contexts .strongest").getDomAttribute("title"))
                .contains("1.780");
        chromium.back();
        chromium.reaches("search?q=river");
        chromium.counts(".results tbody tr", 6);
        chromium.forward();
        chromium.sees("h1", "river, bank, bank");
    }

    @Test
    void everyTokenizersTokensAreReadable() {
        chromium.go(at("/3-" + SET + "/130"));
        chromium.sees(".contexts", "A bird builds its nest, and a feather wing.");
        chromium.sees(".contexts", "any small songbird such as a finch or bird with a short wing (the wren)");
        chromium.go(at("/3-" + SET + "/230"));
        chromium.sees(".contexts", "The court and its judge apply the law — crimes.");
        chromium.go(at("/3-" + SET + "/330"));
        chromium.sees(".contexts", "in its own music and tone < b >");
        assertThat(chromium.all(".contexts b")).isEmpty();
    }

    @Test
    void aFeatureShowsWhatItPromotesAndWhatOthersSay() {
        chromium.go(at("/search?q=ships"));
        chromium.sees(".results .explained", "where ships lie");
        chromium.press("3:230");
        chromium.sees(".explanations", "delphi · llama-70b · detection 0.75 · fuzz 0.50");
        chromium.sees(".explanations", "harbours and bays");
        chromium.sees(".document-labels", "Goes with texts labelled noun.food (r 0.43, AUROC 0.80)");
        chromium.sees(".promoted", "␣estuary");
        assertThat(chromium.all(".promoted li code"))
                .extracting(WebElement::getText)
                .containsExactly("␣estuary", "↵", "␣quay", "phony", "∅");
        chromium.sees(".promoted", "+1.25");
        chromium.sees(".promoted", "−0.75");
        assertThat(chromium.find("a[href^='https://www.neuronpedia.org/']").getDomAttribute("href"))
                .isEqualTo("https://www.neuronpedia.org/tiny-bert/3-res-x/230");
        chromium.go(at("/" + HUB));
        chromium.sees("h1", "of, the, a");
        assertThat(chromium.all(".promoted, .explanations, a[href*='neuronpedia']"))
                .isEmpty();
    }

    @Test
    void aFeatureShowsWhatItMovesAndWhatMovesIt() {
        chromium.go(at("/1-" + SET + "/210"));
        chromium.sees(".moves h2", "What steering it moves 3");
        chromium.sees(".moves", "Steered with 0.5 times its largest activation.");
        List<String> rows = chromium.all(".moves tbody tr").stream()
                .map(row -> row.getText().replaceAll("\\s+", " "))
                .toList();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).startsWith("+1.50 ±0.13 3:230 ").endsWith(" 12 40 +0.69");
        assertThat(rows.get(1)).startsWith("+0.50 ±0.1 3:630 ").endsWith(" 5 40 –");
        assertThat(rows.get(2)).startsWith("−0.25 ±0.063 5:250 ").contains(" −4 40 ");
        assertThat(chromium.all(".measured li code"))
                .extracting(WebElement::getText)
                .containsExactly("␣law", "↵", "the");
        assertThat(chromium.all(".moved-by")).as("nothing moves it").isEmpty();
        chromium.press("3:230");
        chromium.sees(".moved-by h2", "What moves it when steered 1");
        chromium.sees(".moved-by", "1:210");
        chromium.sees(".moves", "It was not steered itself, so what it moves is not known.");
        assertThat(chromium.all(".measured")).isEmpty();
        chromium.go(at("/1-" + SET + "/10"));
        chromium.sees(".moves", "Steered with 0.5 times its largest activation, it moved none");
        assertThat(chromium.all(".moves table, .measured, .moved-by")).isEmpty();
        chromium.go(at("/" + HUB));
        chromium.sees("h1", "of, the, a");
        assertThat(chromium.all(".moves, .moved-by, .measured"))
                .as("nothing was measured of it")
                .isEmpty();
    }

    @Test
    void pathsAreAlsoSoughtAlongMeasuredEffects() {
        chromium.go(at("/paths?from=1:210&to=5:250&by=effect"));
        chromium.counts(".path", 2);
        assertThat(chromium.all(".path").get(0).getText().replaceAll("\\s+", " "))
                .contains("0.352 product of tanh |effect|, + positive")
                .contains("+0.50 sd, z 5")
                .contains("+1.00 sd, z 4");
        assertThat(chromium.all(".path").get(1).getText()).contains("− negative");
        chromium.sees(".paths-form", "no prediction of what steering the first feature does to the last");
        assertThat(chromium.all(".tick, a[href*='format=recipe']"))
                .as("recipes are of correlations")
                .isEmpty();
        chromium.choose("select[name=by]", "r");
        chromium.sees(".path", "product of |r|");
        assertThat(chromium.url()).doesNotContain("by=");
    }

    @Test
    void anEmptySearchSaysWhatToDo() {
        chromium.go(at("/search?q=zebra&layer=3"));
        chromium.sees(".empty", "No label, explanation, promoted token or text holds “zebra”");
        chromium.press("Search all layers");
        chromium.reaches("search?q=zebra");
        chromium.press("Show all 49 features");
        chromium.counts(".results tbody tr", 49);
    }

    @Test
    void aNeighbourhoodIsDrawnExpandedHiddenAndUndone() {
        chromium.go(at("/graph?seed=" + HUB + "&limit=20"));
        drawn(20);
        chromium.sees(".note", "20 of 49 features");
        chromium.doubleClickFeature("sample/tiny-bert@" + HUB.replace('/', ':'));
        chromium.reaches("steps=e." + HUB);
        drawn(45);
        chromium.sees(".note", "Added 25 of 48 correlates");
        chromium.sees(".drawer", "of, the, a");
        chromium.type("e");
        drawn(49);
        chromium.undo();
        drawn(45);
        chromium.back();
        drawn(49);
        chromium.reload();
        drawn(49);
        chromium.go(at("/graph?seed=" + HUB + "&limit=20&chosen=5-" + SET + "/751"));
        chromium.sees(".drawer", "tiny-bert@5-" + SET + ":751");
        chromium.type("h");
        drawn(19);
        chromium.sees(".note", "1 hidden");
        chromium.undo();
        drawn(20);
        chromium.press("Community");
        chromium.reaches("colour=community");
        chromium.sees(".legend", "#7");
        chromium.press("Force");
        chromium.reaches("layout=force");
        drawn(20);
    }

    @Test
    void drawnFeaturesStayWhereTheyAreWhenMoreCome() {
        chromium.go(at("/graph?seed=" + HUB + "&limit=20"));
        drawn(20);
        String places = "return JSON.stringify(document.querySelector('.canvas')._cyreg.cy.nodes('.feature').toArray()"
                + ".filter(n => !window.first || n.id() in window.first).map(n => [n.id(), n.position()]).sort())";
        Object before = chromium.script(places);
        chromium.script("window.first = {}; document.querySelector('.canvas')._cyreg.cy.nodes('.feature')"
                + ".forEach(n => { window.first[n.id()] = true; })");
        chromium.doubleClickFeature("sample/tiny-bert@" + HUB.replace('/', ':'));
        drawn(45);
        assertThat(chromium.script(places)).isEqualTo(before);
    }

    @Test
    void pathsAreFoundBetweenFeaturesChosenFromTheList() {
        chromium.go(at("/paths"));
        chromium.sees(".empty", "Choose two features");
        chromium.click(".picker input");
        chromium.type("1:10");
        chromium.sees(".options", "river, stream, water");
        chromium.type(Keys.ENTER);
        chromium.reaches("from=1-" + SET + "/10");
        chromium.sees(".empty", "Choose the last feature");
        chromium.all(".picker input").get(1).click();
        chromium.type("melody");
        chromium.sees(".options", "5:350");
        chromium.type(Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER);
        chromium.reaches("to=5-" + SET);
        chromium.counts(".path", 10);
        chromium.sees(".paths", "product of |r|");
        chromium.reload();
        chromium.counts(".path", 10);
        chromium.click(".path .rank");
        chromium.reaches("path=1");
        chromium.counts(".path.chosen", 1);
        chromium.click(".swap");
        chromium.sees(".empty", "Paths never go back a layer");
        chromium.back();
        chromium.counts(".path", 10);
    }

    @Test
    void aMissingFeatureIsReportedInOneSentence() {
        chromium.go(at("/paths?from=1:10&to=5:777"));
        chromium.sees(".empty", "has no feature 5:777");
        chromium.sees(".empty", "request ");
        assertThat(chromium.complaints()).allMatch(line -> line.contains("404"));
    }

    @Test
    void anErrorKeepsTheLastGoodView() {
        chromium.go(at("/3-" + SET + "/30"));
        chromium.sees("h1", "river, bank, bank");
        chromium.script(
                "const a = document.querySelector('main table a.id'); a.href = a.href.replace(/\\d+$/, '31999'); a.click()");
        chromium.sees("#alert", "has no feature");
        chromium.sees("#alert", "request ");
        chromium.sees("h1", "river, bank, bank");
        assertThat(chromium.complaints()).allMatch(line -> line.contains("404"));
    }

    @Test
    void communitiesAreShownWithTheirMembers() {
        chromium.go(at("/communities"));
        chromium.counts("tbody tr", 8);
        chromium.sees("tbody", "noun.animal");
        chromium.press("#1");
        chromium.reaches("communities?c=1");
        chromium.sees("h1", "bird, wing, feather");
        chromium.counts("tbody tr", 6);
        chromium.press("Layer 5");
        chromium.counts("tbody tr", 2);
        chromium.back();
        chromium.back();
        chromium.counts("tbody tr", 8);
    }

    @Test
    void anotherRunCanBeChosenByItsAddress() {
        chromium.go(at("?run=older"));
        chromium.sees(".facts", "Run older");
        chromium.click("nav a[href*='/search']");
        chromium.reaches("/tiny-bert/search?run=older");
        chromium.sees(".empty", "Nothing found");
    }

    @Test
    void helpAndThemeAnswerToTheirKeys() {
        chromium.go(at(""));
        chromium.find(".facts");
        chromium.type("?");
        chromium.sees("#help-dialog", "Pearson correlation");
        chromium.type(Keys.ESCAPE);
        chromium.click("#theme");
        Object first = chromium.script("return document.documentElement.dataset.theme");
        chromium.reload();
        chromium.find(".facts");
        assertThat(chromium.script("return document.documentElement.dataset.theme"))
                .isEqualTo(first);
        chromium.script("localStorage.clear()");
    }

    private void drawn(int features) {
        chromium.find(".canvas[data-nodes=\"" + features + "\"]");
    }
}
