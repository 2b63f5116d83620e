package dev.steergraph.web;

import dev.steergraph.analytics.map.FeatureMap;
import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A database with the run of {@code sets.cypher} alone, and an explorer on it. */
public record FixtureSets(FixtureDatabase database, Explorer explorer) implements AutoCloseable {

    public static FixtureSets start(Path folder) throws IOException {
        FixtureDatabase database = FixtureDatabase.start(folder);
        try (InputStream in = FixtureSets.class.getResourceAsStream("/sets.cypher")) {
            database.run(CypherFile.parse("sets.cypher", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
        FeatureMap.write(database.driver(), FixtureDatabase.NAME, new RunId("sets"), 1);
        return new FixtureSets(database, database.explorer());
    }

    @Override
    public void close() {
        explorer.close();
        database.close();
    }
}
