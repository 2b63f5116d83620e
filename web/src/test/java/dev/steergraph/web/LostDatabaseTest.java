package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away while somebody looks, and comes back; the explorer itself goes on running. */
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
    void theLastGoodViewStaysAndThePageGoesOnWhenTheDatabaseIsBack() throws IOException {
        try (Chromium chromium = Chromium.open()) {
            chromium.go(explorer.uri().resolve("/tiny-bert/communities").toString());
            chromium.counts("tbody tr", 8);

            database.goDown();
            chromium.press("#1");
            chromium.sees("#alert", "database");
            chromium.sees("#alert", "request ");
            chromium.sees("h1", "Communities");
            chromium.counts("tbody tr", 8);
            assertThat(chromium.complaints()).isNotEmpty().allMatch(line -> line.contains("503"));

            database.comeUp();
            chromium.press("#alert button", "Try again");
            chromium.sees("h1", "bird, wing, feather");
            chromium.counts("#alert:not([hidden])", 0);
            chromium.back();
            chromium.counts("tbody tr", 8);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aFirstPageWithoutADatabaseSaysSoAndTriesAgain() throws IOException {
        try (Chromium chromium = Chromium.open()) {
            database.goDown();
            chromium.go(explorer.uri().resolve("/tiny-bert/communities").toString());
            chromium.sees(".empty", "Nothing to show here");
            chromium.sees("#alert", "request ");
            database.comeUp();
            chromium.press("Try again");
            chromium.counts("tbody tr", 8);
            assertThat(chromium.complaints()).allMatch(line -> line.contains("503"));
        }
    }
}
