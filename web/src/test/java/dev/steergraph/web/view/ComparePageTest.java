package dev.steergraph.web.view;

import dev.steergraph.web.InChromium;
import org.junit.jupiter.api.Test;

class ComparePageTest extends InChromium {

    @Test
    void tickedCommunitiesAreCompared() {
        chromium.go(at("/communities"));
        chromium.click("[aria-label='Compare community 1']");
        chromium.sees(".picks", "#1 is selected");
        chromium.click("[aria-label='Compare community 2']");
        chromium.press("Compare them");
        chromium.reaches("communities?a=1&b=2");
        // Of each pair of layers, the lower one's two features of #1 with the upper one's two of #2: r = 0.17.
        chromium.sees(".lead", "24 correlations: 24 positive, 0 negative");
        chromium.sees("main", "Correlations between them 24");
        chromium.counts(".between-drawing path", 24);
        chromium.counts(".between-columns tbody tr", 24);
        chromium.sees("main", "Shared neighbours");
        chromium.sees("main", "of, the, a");
    }

    @Test
    void eitherCommunityCanBeChanged() {
        chromium.go(at("/communities?a=1&b=2"));
        chromium.choose("select[name=b]", "3");
        chromium.reaches("a=1&b=3");
        chromium.sees(".lead", "No correlation runs between them");
        chromium.choose("select[name=b]", "5");
        // Opposite themes: negative.
        chromium.sees(".lead", "0 positive");
        chromium.click("[aria-label='Swap sides']");
        chromium.reaches("a=5&b=1");
        chromium.back();
        chromium.reaches("a=1&b=5");
        chromium.choose("select[name=b]", "1");
        chromium.sees(".empty", "Two are needed");
    }
}
