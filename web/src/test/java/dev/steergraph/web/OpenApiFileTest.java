package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.openapi.OpenApiDocument;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** The checked-in document is what the routes and records say. */
class OpenApiFileTest {

    private static final Path FILE = Path.of("src/main/resources/public/openapi.json");

    /** With {@code -Dsteergraph.openapi.write=true} writes the file in place of comparing it. */
    @Test
    void theFileFollowsFromTheRoutes() throws IOException {
        String document;
        try (Driver unconnected = GraphDatabase.driver("bolt://127.0.0.1:1")) {
            document = OpenApiDocument.of(
                    ExplorerApp.routes(new ExplorerConfig(unconnected, "neo4j", URI.create("bolt://127.0.0.1:1"), 0)));
        }
        if (Boolean.getBoolean("steergraph.openapi.write")) {
            Files.writeString(FILE, document);
        }
        assertThat(Files.readString(FILE))
                .as(
                        "%s is out of date; write it anew: mvn -pl web -am test -Dtest=OpenApiFileTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dsteergraph.openapi.write=true",
                        FILE)
                .isEqualTo(document);
    }
}
