package dev.steergraph.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.Chromium;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.FixtureDatabase;
import dev.steergraph.web.RequiresChromium;
import dev.steergraph.web.SharedFixture;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Neo4j's own browser, served by the explorer: it must find the database by itself, and let its user in. */
@RequiresChromium
@ExtendWith(SharedFixture.class)
class Neo4jBrowserTest {

    @Test
    void theBrowserKnowsTheDatabaseAndLogsIn(Explorer explorer, FixtureDatabase database) throws IOException {
        try (Chromium chromium = Chromium.open()) {
            chromium.go(
                    explorer.uri().resolve("/browser/?cmd=edit&arg=RETURN%201").toString());
            assertThat(chromium.find("[data-testid=boltaddress]").getDomProperty("value"))
                    .isEqualTo(database.bolt().getAuthority());
            chromium.find("[data-testid=username]").sendKeys(FixtureDatabase.USER);
            chromium.find("[data-testid=password]").sendKeys(FixtureDatabase.PASSWORD, Keys.ENTER);
            chromium.sees("#mount", "You are connected as user");
        }
    }

    @Test
    void theBrowserPlaysTheGuide(Explorer explorer, FixtureDatabase database) throws IOException {
        // The name that Neo4j allows guides from unless it is told otherwise.
        String at = "http://localhost:" + explorer.uri().getPort();
        try (Chromium chromium = Chromium.open()) {
            chromium.go(at + "/browser/?cmd=play&arg=" + at + "/guides/" + Guides.GUIDE);
            chromium.find("[data-testid=username]").sendKeys(FixtureDatabase.USER);
            chromium.find("[data-testid=password]").sendKeys(FixtureDatabase.PASSWORD, Keys.ENTER);
            chromium.sees("#mount", "Features are nodes, correlations are relationships.");
        }
    }
}
