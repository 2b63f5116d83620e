package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** A real database is stopped and started again under a running explorer. */
class DatabaseAwayTest {

    private static final List<String> ASKED = List.of(
            "/api/health",
            "/api/runs",
            "/api/features?model=tiny-bert",
            "/api/features/3-res-batchtopk-1024/30?model=tiny-bert",
            "/api/features/3-res-batchtopk-1024/30/neighbours?model=tiny-bert",
            "/api/paths?model=tiny-bert&from=1:10&to=5:50",
            "/api/communities?model=tiny-bert",
            "/api/pairs?model=tiny-bert",
            "/api/stats/histogram?model=tiny-bert",
            "/api/reviews/queue?model=tiny-bert");

    @Test
    void everyRouteAnswers503SoonAndWorksAgainAfterwards(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (FixtureDatabase database = FixtureDatabase.start(folder).withGraph();
                Driver driver = GraphDatabase.driver(
                        database.bolt(), AuthTokens.basic(FixtureDatabase.USER, FixtureDatabase.PASSWORD));
                Explorer explorer =
                        Explorer.start(new ExplorerConfig(driver, FixtureDatabase.NAME, database.bolt(), 0))) {
            ExplorerClient api = new ExplorerClient(explorer);
            ASKED.forEach(api::json);
            database.goDown();
            Thread.sleep(400); // What is known of the graph is that old at most.
            for (String path : ASKED) {
                long start = System.nanoTime();
                JsonNode problem = api.problem(503, path);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).as(path).isLessThan(Duration.ofSeconds(5));
                assertThat(problem.get("detail").asText()).contains("database does not answer");
            }
            HttpResponse<String> export =
                    api.post("/api/export?model=tiny-bert", "{\"format\":\"json\",\"community\":0}");
            assertThat(export.statusCode()).isEqualTo(503);
            assertThat(api.post("/api/subgraph", "{\"keys\":[],\"minAbsR\":0,\"sign\":\"any\"}")
                            .statusCode())
                    .isEqualTo(503);
            assertThat(api.get("/", "text/html").statusCode())
                    .as("the page itself needs no database")
                    .isEqualTo(200);
            database.comeUp();
            Thread.sleep(400);
            ASKED.forEach(api::json);
        }
    }
}
