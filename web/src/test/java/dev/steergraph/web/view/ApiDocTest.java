package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.InChromium;
import org.junit.jupiter.api.Test;

/** Swagger UI under our own policy: it shows what is described, and asks what one tells it to ask. */
class ApiDocTest extends InChromium {

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
