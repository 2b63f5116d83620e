package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.Chromium;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerConfig;
import dev.steergraph.web.FixtureDatabase;
import dev.steergraph.web.RequiresChromium;
import dev.steergraph.web.SlowLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.openqa.selenium.Keys;

/** The database goes away while somebody looks, and comes back; the explorer itself goes on running. */
@RequiresChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostDatabaseTest {

    private FixtureDatabase database;
    private Explorer explorer;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        database = FixtureDatabase.start(folder).withGraph();
        explorer = database.explorer();
    }

    @AfterAll
    void stop() {
        explorer.close();
        database.close();
    }

    @Test
    void theLastGoodViewStaysAndPagesGoOnWhenTheDatabaseIsBack() throws IOException {
        String communities = explorer.uri().resolve("/tiny-bert/communities").toString();
        try (Chromium looking = Chromium.open();
                Chromium coming = Chromium.open()) {
            looking.go(communities);
            looking.counts("tbody tr", 8);

            database.goDown();
            looking.press("#1");
            looking.sees("#alert", "The database does not answer");
            looking.sees("#alert", "request ");
            looking.sees("h1", "Communities");
            looking.counts("tbody tr", 8);
            coming.go(communities);
            coming.sees(".empty", "Nothing to show here");
            coming.sees("#alert", "request ");
            for (Chromium page : List.of(looking, coming)) {
                assertThat(page.complaints()).isNotEmpty().allMatch(line -> line.contains("503"));
            }

            database.comeUp();
            looking.press("#alert button", "Try again");
            looking.sees("h1", "bird, wing, feather");
            looking.counts("#alert:not([hidden])", 0);
            looking.back();
            looking.counts("tbody tr", 8);
            coming.press("Try again");
            coming.counts("tbody tr", 8);
            for (Chromium page : List.of(looking, coming)) {
                assertThat(page.complaints()).isEmpty();
            }
        }
    }

    @Test
    void aLongRequestCanBeStopped() throws IOException {
        try (SlowLine line = SlowLine.to(database.bolt(), Duration.ZERO);
                Driver slow = GraphDatabase.driver(
                        line.uri("bolt"), AuthTokens.basic(FixtureDatabase.USER, FixtureDatabase.PASSWORD));
                Explorer patient = Explorer.start(
                        new ExplorerConfig(slow, FixtureDatabase.NAME, database.bolt(), 0, Duration.ofSeconds(30)));
                Chromium chromium = Chromium.open()) {
            chromium.go(patient.uri().resolve("/tiny-bert/communities").toString());
            chromium.counts("tbody tr", 8);
            line.delay(Duration.ofSeconds(20));
            chromium.press("#1");
            chromium.find("#stop");
            chromium.type(Keys.ESCAPE);
            chromium.sees("#alert", "Stopped loading. This is what was there before.");
            chromium.sees("h1", "Communities");
            chromium.counts("#stop:not([hidden])", 0);
            line.delay(Duration.ZERO);
            chromium.press("#alert button", "Try again");
            chromium.sees("h1", "bird, wing, feather");
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
