package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.FixtureDatabase;
import dev.steergraph.web.InChromium;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a word to the paths between two features, by hand and by keyboard; and every view in both themes and two sizes. */
class ExplorerFlowTest extends InChromium {

    @Test
    void aWordLeadsToTheTickedPathsOfTwoFeatures() {
        chromium.go(at(""));
        chromium.find(".facts");
        chromium.type("/", "river");
        chromium.counts(".results tbody tr", 6);
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
        chromium.sees(".picks", "1 path selected");
        chromium.reaches("ticks=1");
        chromium.click("[data-path=\"3\"]");
        chromium.sees(".picks", "2 paths selected");
        chromium.reload();
        chromium.sees(".picks", "2 paths selected");
        String link = chromium.find(".picks a[href^='/browser/']").getDomAttribute("href");
        assertThat(URLDecoder.decode(link, StandardCharsets.UTF_8))
                .startsWith("/browser/?cmd=edit&arg=UNWIND [['sample/tiny-bert@1-" + SET + ":10'")
                .contains("sample/tiny-bert@5-" + SET + ":50']");
        chromium.press("Clear selection");
        chromium.sees(".picks", "Select paths");
        chromium.back();
        chromium.sees(".picks", "2 paths selected");
    }

    @Test
    void queriesForNeo4jBrowserRun(FixtureDatabase database) {
        for (String view : List.of(
                "/3-" + SET + "/30",
                "/graph?seed=3-" + SET + "/30&hops=2&minAbsR=0.2",
                "/paths?from=1:10&to=5:350",
                "/paths?from=1:210&to=5:250&by=effect",
                "/communities?c=1")) {
            chromium.go(at(view));
            String link = chromium.find("a[href^='/browser/?cmd=edit']").getDomAttribute("href");
            String query = URLDecoder.decode(link, StandardCharsets.UTF_8).replaceFirst("^.*arg=", "");
            try (var session = database.driver().session()) {
                assertThat(session.run(query).list()).as(query).isNotEmpty();
            }
        }
    }
}
