package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.Chromium;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.FixtureDatabase;
import dev.steergraph.web.RequiresChromium;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A database into which nothing has been loaded yet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmptyGraphTest {

    private FixtureDatabase database;
    private Explorer explorer;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        database = FixtureDatabase.start(folder);
        explorer = database.explorer();
    }

    @AfterAll
    void stop() {
        explorer.close();
        database.close();
    }

    @Test
    void anEmptyGraphHasNoRuns() {
        assertThat(new ExplorerClient(explorer).json("/api/runs").get("total").asInt())
                .isZero();
    }

    @Test
    @RequiresChromium
    void anEmptyGraphSaysWhyAndWhatToDo() throws IOException {
        try (Chromium chromium = Chromium.open()) {
            chromium.go(explorer.uri().toString());
            chromium.sees(".empty", "The graph is empty");
            chromium.sees(".empty", "No run has been loaded");
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
