package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** From a word to the paths between two features, by hand and by keyboard; and every screen in both themes and two sizes. */
class ExplorerFlowTest extends InChromium {

    /** Every screen with something on it, and what says that it is drawn. */
    private static final List<String[]> SCREENS = List.of(
            new String[] {"", ".facts"},
            new String[] {"/search?q=river", ".results tbody tr"},
            new String[] {"/search?q=zebra", ".empty"},
            new String[] {"/3-" + SET + "/30", ".contexts"},
            new String[] {
                "/graph?seed=3-" + SET + "/30&pick=1-" + SET + "/10&chosen=1-" + SET + "/10", ".canvas[data-nodes]"
            },
            new String[] {"/paths?from=1:10&to=5:350&ticks=1&path=2", ".path.chosen"},
            new String[] {"/communities?ticks=1,2", "tbody tr"},
            new String[] {"/communities?c=1", "tbody tr"},
            new String[] {"/communities?a=1&b=2", ".card"});

    @Test
    void leadsFromAWordToTheTickedPathsOfTwoFeatures() {
        chromium.go(at(""));
        chromium.find(".facts");
        chromium.type("/", "river");
        chromium.counts(".results tbody tr", 4);
        chromium.press("3:30");
        chromium.press("Neighbourhood");
        chromium.reaches("graph?seed=3-" + SET + "/30");
        chromium.find(".canvas[data-nodes]");
        chromium.go(at("/graph?seed=3-" + SET + "/30&limit=20&chosen=1-" + SET + "/10"));
        chromium.sees(".drawer", "Where it fires most");
        chromium.type("p");
        chromium.sees(".picks", "1:10 river, stream, water is picked");
        chromium.back();
        chromium.counts(".picks:not([hidden])", 0);
        chromium.forward();
        chromium.sees(".picks", "is picked");
        chromium.go(at("/graph?seed=3-" + SET + "/30&limit=20&pick=5-" + SET + "/50&chosen=1-" + SET + "/10"));
        chromium.sees(".drawer", "Where it fires most");
        chromium.type("p");
        chromium.sees(".picks", "to 5:50");
        chromium.press("Best paths between them");
        chromium.reaches("/paths?from=1-" + SET + "/10&to=5-" + SET + "/50");
        chromium.counts(".path", 10);
        chromium.click("[data-path=\"1\"]");
        chromium.sees(".picks", "1 path ticked");
        chromium.reaches("ticks=1");
        chromium.click("[data-path=\"3\"]");
        chromium.sees(".picks", "2 paths ticked");
        chromium.reload();
        chromium.sees(".picks", "2 paths ticked");
        String link = chromium.find(".picks a[href^='/browser/']").getDomAttribute("href");
        assertThat(URLDecoder.decode(link, StandardCharsets.UTF_8))
                .startsWith("/browser/?cmd=edit&arg=UNWIND [['sample/tiny-bert@1-" + SET + ":10'")
                .contains("sample/tiny-bert@5-" + SET + ":50']");
        chromium.press("Tick none");
        chromium.sees(".picks", "Tick paths");
        chromium.back();
        chromium.sees(".picks", "2 paths ticked");
    }

    @Test
    void theQueryThatNeo4jBrowserIsGivenRuns(FixtureDatabase database) {
        for (String screen : List.of(
                "/3-" + SET + "/30",
                "/graph?seed=3-" + SET + "/30&hops=2&minAbsR=0.2",
                "/paths?from=1:10&to=5:350",
                "/communities?c=1")) {
            chromium.go(at(screen));
            String link = chromium.find("a[href^='/browser/?cmd=edit']").getDomAttribute("href");
            String query = URLDecoder.decode(link, StandardCharsets.UTF_8).replaceFirst("^.*arg=", "");
            try (var session = database.driver().session()) {
                assertThat(session.run(query).list()).as(query).isNotEmpty();
            }
        }
    }

    @Test
    void comparesTwoCommunities() {
        chromium.go(at("/communities"));
        chromium.click("[aria-label='Compare community 1']");
        chromium.sees(".picks", "#1 is ticked");
        chromium.click("[aria-label='Compare community 2']");
        chromium.press("Compare them");
        chromium.reaches("communities?a=1&b=2");
        // Of each pair of layers, the lower one's two features of #1 with the upper one's two of #2: r = 0.17.
        chromium.sees(".lead", "24 correlations: 24 positive, 0 negative");
        chromium.sees("main", "Correlations between them 24");
        chromium.sees("main", "bird, wing, feather");
        chromium.go(at("/communities?a=1&b=3"));
        chromium.sees(".lead", "No correlation runs between them");
    }

    @Test
    void everythingIsReachedByKeyboardAlone() {
        chromium.go(at("/graph?seed=3-" + SET + "/30&limit=20"));
        chromium.find(".canvas[data-nodes]");
        chromium.script(
                "[...document.querySelectorAll('main table button')].find(b => b.textContent === 'Pick').focus()");
        chromium.type(Keys.ENTER);
        chromium.sees(".picks", "is picked");
        chromium.reaches("pick=3-" + SET + "/30");
        chromium.undo();
        chromium.go(at("/paths?from=1:10&to=5:350"));
        chromium.counts(".path", 10);
        chromium.script("document.querySelector('[data-path=\"2\"]').focus()");
        chromium.type(Keys.SPACE);
        chromium.sees(".picks", "1 path ticked");
        chromium.reaches("ticks=2");
    }

    @ParameterizedTest
    @CsvSource({"light,1440,900", "dark,1440,900", "light,390,844", "dark,390,844"})
    void everyScreenIsReadableInBothThemesAndFitsItsWindow(String theme, int width, int height) throws IOException {
        chromium.size(width, height);
        chromium.prefers(theme);
        try {
            for (String[] screen : SCREENS) {
                chromium.go(at(screen[0]));
                chromium.find(screen[1]);
                assertThat(chromium.complaints()).as(screen[0]).isEmpty();
                assertThat(chromium.seriousViolations()).as(screen[0]).isEmpty();
                assertThat((Long) chromium.script("return document.documentElement.scrollWidth"))
                        .as("width of " + screen[0])
                        .isLessThanOrEqualTo(width);
                // axe-core reads canvases in a way that the browser advises against: not the page's doing.
                chromium.complaints();
            }
        } finally {
            chromium.size(1440, 900);
            chromium.prefers("light");
        }
    }

    private String at(String rest) {
        return home.resolve("/tiny-bert" + rest).toString();
    }
}
