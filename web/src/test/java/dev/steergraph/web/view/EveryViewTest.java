package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.FixtureDatabase;
import dev.steergraph.web.InChromium;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every view in both themes and two sizes: nothing in the console, nothing serious for axe-core, nothing beyond the window. */
class EveryViewTest extends InChromium {

    private FixtureDatabase database;

    private static final String SELECTED = "1-" + SET + "/210,3-" + SET + "/230,3-" + SET + "/30,5-" + SET + "/250";

    /** Every view with something on it, and what says that it is drawn. */
    private static final List<String[]> VIEWS = List.of(
            new String[] {"", ".facts"},
            new String[] {"/map?color=community&q=river", "canvas[data-points]"},
            new String[] {"/map?color=density&chosen=3-" + SET + "/30", ".drawer"},
            new String[] {"/search?q=river", ".results tbody tr"},
            new String[] {"/search?q=zebra", ".empty"},
            new String[] {"/3-" + SET + "/30", ".contexts"},
            new String[] {"/graph", ".picker"},
            new String[] {"/selection", ".empty"},
            new String[] {"/selection?features=" + SELECTED, ".results tbody tr"},
            new String[] {"/selection?show=matrix&features=" + SELECTED, ".heat canvas[data-cells]"},
            new String[] {"/selection?show=compare&features=" + SELECTED, ".one-of-them"},
            new String[] {"/selection?show=paths&features=" + SELECTED, "tbody tr"},
            new String[] {"/graph?seed=" + SELECTED, ".canvas[data-nodes]"},
            new String[] {
                "/graph?seed=3-" + SET + "/30&pick=1-" + SET + "/10&chosen=1-" + SET + "/10", ".canvas[data-nodes]"
            },
            new String[] {"/3-" + SET + "/230", ".promoted"},
            new String[] {"/1-" + SET + "/210", ".measured"},
            new String[] {"/paths", ".empty"},
            new String[] {"/paths?from=1:10&to=5:350&ticks=1&path=2", ".path.chosen"},
            new String[] {"/paths?from=1:210&to=5:250&by=effect", ".canvas[data-nodes]"},
            new String[] {"/communities?ticks=1,2", "tbody tr"},
            new String[] {"/communities?c=1", "tbody tr"},
            new String[] {"/communities?a=1&b=2", ".between-drawing"},
            new String[] {"/stats", ".heat canvas[data-cells]"},
            new String[] {"/stats?la=1&lb=3&metric=pairs&a=1&b=1", ".all-cells"},
            new String[] {"/stats?run=older", ".empty"},
            new String[] {"/review", ".verdicts"},
            new String[] {"/review?run=older", ".empty"},
            new String[] {"/export", ".formats"},
            new String[] {"/export?what=paths&from=1:10&to=5:350&ticks=1&format=recipe", ".download"},
            new String[] {"/export?what=selection&features=1-" + SET + "/10", ".chosen-features"},
            new String[] {"/steer", ".empty"},
            new String[] {"/text", ".empty"},
            new String[] {"?run=nobody", ".empty"});

    @BeforeAll
    void placeOnTheMap(FixtureDatabase database) {
        database.withMap();
    }

    /** So that the review page has an agreement to show. */
    @BeforeAll
    void judgeAPair(FixtureDatabase fixture) {
        database = fixture;
        chromium.go(at("/review"));
        chromium.find(".verdicts");
        chromium.type("2");
        chromium.sees(".review-progress", "Saved: Related.");
    }

    @AfterAll
    void forgetTheVerdict() {
        database.forgetVerdicts();
    }

    @ParameterizedTest
    @CsvSource({"light,1440,900", "dark,1440,900", "light,390,844", "dark,390,844"})
    void everyViewIsReadableAndFitsItsWindow(String theme, int width, int height) throws IOException {
        chromium.size(width, height);
        chromium.prefers(theme);
        List<String> small = new ArrayList<>();
        try {
            for (String[] view : VIEWS) {
                chromium.go(at(view[0]));
                chromium.find(view[1]);
                assertThat(chromium.complaints()).as(view[0]).isEmpty();
                assertThat(Axe.seriousViolations(chromium)).as(view[0]).isEmpty();
                assertThat((Long) chromium.script("return document.documentElement.scrollWidth"))
                        .as("width of " + view[0])
                        .isLessThanOrEqualTo(width);
                if (width < 500) {
                    Axe.smallTargets(chromium).forEach(target -> small.add(view[0] + " " + target));
                    assertThat((List<?>) chromium.script(
                                    "return [...document.querySelectorAll('td.r-cell')].map(c => c.getBoundingClientRect())"
                                            + ".filter(b => b.left < 0 || b.right > innerWidth).map(b => b.right)"))
                            .as("r out of sight: " + view[0])
                            .isEmpty();
                }
                // axe-core reads canvases in a way that the browser advises against: not the page's doing.
                chromium.complaints();
            }
            assertThat(small).as("too small for a finger").isEmpty();
        } finally {
            chromium.size(1440, 900);
            chromium.prefers("light");
        }
    }
}
