package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.Chromium;
import dev.steergraph.web.FixtureSets;
import dev.steergraph.web.RequiresChromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of a run with two sites in one layer and two sets at one of them say which is meant. */
@RequiresChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetsPagesTest {

    private static final List<String[]> VIEWS = List.of(
            new String[] {"", ".facts"},
            new String[] {"/map", "canvas[data-points]"},
            new String[] {"/map?sites=mlp_out&chosen=3-mlp-32/2", ".drawer"},
            new String[] {"/search?layer=3&set=res-128", ".results tbody tr"},
            new String[] {"/3-mlp-32/2", ".contexts"},
            new String[] {"/graph?seed=3:2", ".empty"},
            new String[] {"/graph?seed=3-mlp-32/2", ".canvas[data-nodes]"},
            new String[] {"/paths?from=3:2&to=5:2", ".empty"},
            new String[] {"/paths?from=3/mlp-32:2&to=5:2&path=2", ".path.chosen"},
            new String[] {"/communities", "tbody tr"},
            new String[] {"/communities?c=1&layer=3&set=res-32", "tbody tr"},
            new String[] {"/communities?a=1&b=3", ".between-drawing"},
            new String[] {"/stats?la=3&setA=mlp-32&lb=3&setB=res-128&of=3/res-128", ".heat canvas[data-cells]"},
            new String[] {"/stats?la=3&setA=mlp-32&lb=3&setB=res-128&a=1&b=1", ".all-cells"},
            new String[] {"/review", ".verdicts"},
            new String[] {"/export?what=selection&features=3-mlp-32/2,3-res-32/2", ".chosen-features"});

    private FixtureSets fixture;
    private Chromium chromium;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        fixture = FixtureSets.start(folder);
        chromium = Chromium.open();
    }

    @AfterAll
    void stop() {
        if (chromium != null) { // It is, if the browser did not start.
            chromium.close();
        }
        fixture.close();
    }

    @AfterEach
    void nothingToComplainAbout() {
        assertThat(chromium.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light,1280,900", "dark,390,844"})
    void everyViewIsReadableAndFitsItsWindow(String theme, int width, int height) throws IOException {
        chromium.size(width, height);
        chromium.prefers(theme);
        try {
            for (String[] view : VIEWS) {
                chromium.go(at(view[0]));
                chromium.find(view[1]);
                assertThat(chromium.complaints().stream()
                                // What the server refuses is told to the person, and to the console by the browser.
                                .filter(complaint -> !complaint.contains("status of 400")))
                        .as(view[0])
                        .isEmpty();
                assertThat(Axe.seriousViolations(chromium)).as(view[0]).isEmpty();
                assertThat((Long) chromium.script("return document.documentElement.scrollWidth"))
                        .as("width of " + view[0])
                        .isLessThanOrEqualTo(width);
                chromium.complaints();
            }
        } finally {
            chromium.size(1440, 900);
            chromium.prefers("light");
        }
    }

    @Test
    void featuresAreFilteredBySetAndSite() {
        chromium.go(at("/search"));
        chromium.sees(".lead", "40, those with the most correlates first");
        chromium.press("mlp_out");
        chromium.reaches("search?site=mlp_out");
        chromium.sees(".lead", "8 at mlp_out");
        chromium.sees(".results tbody", "3/mlp-32:0 mlp_out");
        chromium.press("All sites");
        chromium.press("3 · res-128");
        chromium.reaches("layer=3&set=res-128");
        chromium.sees(".lead", "16 in layer 3 of res-128");
        chromium.press("Layer 5");
        chromium.sees(".results tbody", "5:0 resid_post");
        chromium.leaves("set=");
    }

    @Test
    void aFeatureSaysItsSite() {
        chromium.go(at("/3-mlp-32/2"));
        chromium.sees(".crumb", "Layer 3 · mlp_out · blocks.3.hook_mlp_out");
        chromium.sees(".feature-columns", "3/res-32:2 resid_post");
        chromium.sees(".feature-columns", "5:2 resid_post");
    }

    @Test
    void anAddressWithoutItsSetAsksWhich() {
        chromium.go(at("/graph?seed=3:2"));
        chromium.sees(".empty", "3:2 could be a feature of several sets");
        chromium.press("3/res-32:2");
        chromium.reaches("seed=3-res-32/2");
        chromium.find(".canvas[data-nodes]");
        assertThat(chromium.script(
                        "return document.querySelector('.canvas')._cyreg.cy.nodes('.title').map(n => n.data('text'))"))
                .isEqualTo(List.of("Layer 3 · mlp_out", "Layer 3 · resid_post", "Layer 5 · resid_post"));
        chromium.go(at("/paths?from=3:2&to=5:2"));
        chromium.sees(
                ".empty", "3:2 could be a feature of several sets; write 3/mlp-32:2 or 3/res-128:2 or 3/res-32:2");
        chromium.complaints();
    }

    @Test
    void pathsSayThatTheyNeverGoBackASite() {
        chromium.go(at("/paths?from=3/res-32:2&to=3/mlp-32:2"));
        chromium.sees(".empty", "Paths never go back a layer or site, and 3/res-32:2 lies above 3/mlp-32:2.");
        chromium.press("Swap them");
        chromium.reaches("from=3-mlp-32/2&to=3-res-32/2");
        chromium.sees(".path-list", "3/mlp-32:2 mlp_out");
    }

    @Test
    void theMapGreysOutOtherSetsAndSites() {
        chromium.go(at("/map"));
        chromium.find("canvas[data-points=\"40\"]");
        chromium.sees(".legend", "layer 3 · res-128 · resid_post");
        chromium.press("mlp_out");
        chromium.reaches("sites=mlp_out");
        chromium.sees("h2", "In view, as a table 8");
        chromium.press("layer 3 · res-32 · resid_post");
        chromium.reaches("sets=3-res-32");
        chromium.sees("h2", "In view, as a table 0");
        chromium.press("Clear filters");
        chromium.leaves("sites=");
        chromium.sees("h2", "In view, as a table 40");
    }

    @Test
    void heatmapsAreOfSets() {
        chromium.go(at("/stats"));
        chromium.sees(".axis", "Rows: layer 3 · mlp-32 · mlp_out");
        chromium.choose("select[name=la]", "3/res-128");
        chromium.reaches("la=3&setA=res-128&lb=5");
        chromium.choose("select[name=lb]", "3/mlp-32");
        chromium.sees(".note", "4 cells with 32 correlations: all there are between these layers.");
        chromium.choose("select[name=la]", "3");
        chromium.sees(".axis", "Rows: layer 3, all sets");
        chromium.choose("select[name=of]", "3/res-128");
        chromium.sees(".distributions", "Features by density 16");
        chromium.go(at("/stats?la=3&setA=res-128&lb=3&setB=mlp-32&a=1&b=1"));
        chromium.counts(".heat-columns tbody tr", 8);
        // The rows' set stands at the left, though the other site comes first in the model.
        chromium.sees(".heat-columns tbody tr td:nth-child(2)", "3/res-128:");
    }

    @Test
    void communitiesCountSets() {
        chromium.go(at("/communities?c=1"));
        chromium.sees(".lead", "2 in layer 3 · mlp-32 · mlp_out, 4 in layer 3 · res-128 · resid_post");
        chromium.press("3 · res-128");
        chromium.reaches("c=1&layer=3&set=res-128");
        chromium.counts("tbody tr", 4);
    }

    private String at(String rest) {
        return fixture.explorer().uri().resolve("/two-sets" + rest).toString();
    }
}
