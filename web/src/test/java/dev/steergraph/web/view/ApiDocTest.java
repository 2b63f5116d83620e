package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.InChromium;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Swagger UI under our own policy: it shows what is described, and asks what one tells it to ask. */
class ApiDocTest extends InChromium {

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void itIsReadableInBothThemes(String theme) throws IOException {
        chromium.prefers(theme);
        try {
            chromium.go(home.resolve("/api-doc").toString());
            chromium.sees("#api", "/api/runs");
            chromium.click("#operations-default-runs .opblock-summary-control");
            chromium.find("#operations-default-runs .execute");
            chromium.click("#operations-default-review .opblock-summary-control");
            chromium.find("#operations-default-review .execute");
            boolean dark = theme.equals("dark");
            // The sum of red, green and blue behind the page, 0 to 765.
            long ground = (Long)
                    chromium.script(
                            "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0)");
            assertThat(dark ? ground : 765 - ground).isLessThan(150);
            assertThat(chromium.complaints()).isEmpty();
            assertThat(Axe.seriousViolations(chromium)).isEmpty();
            chromium.complaints(); // axe-core's, as in every view.
        } finally {
            chromium.prefers("light");
        }
    }

    @Test
    void swaggerUiShowsTheDescriptionAndTriesItOut() {
        chromium.go(home.resolve("/api-doc").toString());
        chromium.sees("#api", "/api/features/{source}/{index}/neighbours");
        chromium.sees("#api", "The runs in the graph, newest first");
        int described = ExplorerClient.parse(new ExplorerClient(home)
                        .get("/openapi.json", "application/json")
                        .body())
                .at("/paths")
                .properties()
                .stream()
                .mapToInt(path -> path.getValue().size())
                .sum();
        chromium.counts("#api .opblock", described);
        chromium.click("#operations-default-runs .opblock-summary-control");
        chromium.click("#operations-default-runs .execute");
        chromium.sees("#operations-default-runs .live-responses-table", "tiny-bert");
        Object unstyled = chromium.script(
                "return [...document.querySelectorAll('#api .opblock-summary')].filter(e => getComputedStyle(e).display !== 'flex').length");
        assertThat(unstyled).isEqualTo(0L);
    }
}
