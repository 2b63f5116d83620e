package dev.steergraph.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cypher.CypherFile;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.FixtureDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept is what would be answered anew, whoever changes the graph. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponseCacheTest {

    private static final String RIVER = "/api/features?model=tiny-bert&q=river";

    private FixtureDatabase database;
    private Explorer explorer;
    private ExplorerClient api;
    private URI base;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        database = FixtureDatabase.start(folder).withGraph();
        explorer = database.explorer();
        base = explorer.uri();
        api = new ExplorerClient(explorer);
    }

    @AfterAll
    void stop() {
        explorer.close();
        database.close();
    }

    @Test
    void changesByOthersAreSeen() throws InterruptedException {
        String first = "/api/features/3-res-batchtopk-1024/30?model=tiny-bert";
        assertThat(api.json(first).at("/feature/label").asText()).isNotEqualTo("renamed");
        database.run(CypherFile.parse(
                "rename", "MATCH (f:Feature {run: 'sample', layer: 3, index: 30}) SET f.label = 'renamed'"));
        Thread.sleep(400);
        assertThat(api.json(first).at("/feature/label").asText()).isEqualTo("renamed");
    }

    @Test
    void ownChangesAreSeenAtOnce() {
        String queue = "/api/reviews/queue?model=tiny-bert&limit=1";
        JsonNode before = api.json(queue);
        String review = String.format(
                "{\"source\":%s,\"target\":%s,\"verdict\":\"same\"}",
                before.at("/items/0/source/key"), before.at("/items/0/target/key"));
        assertThat(api.send("PUT", "/api/reviews", review, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(200);
        JsonNode after = api.json(queue);
        assertThat(after.get("total").asLong()).isEqualTo(before.get("total").asLong() - 1);
        assertThat(after.at("/items/0")).isNotEqualTo(before.at("/items/0"));
    }

    @Test
    void errorsAreNotCached() {
        for (int time = 0; time < 2; time++) {
            assertThat(api.problem(400, "/api/features?model=tiny-bert&limit=x")
                            .get("detail")
                            .asText())
                    .contains("limit");
            assertThat(api.problem(404, "/api/features?model=other")
                            .get("status")
                            .asInt())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {RIVER, "/api/runs", "/api/communities?model=tiny-bert", "/api/stats/histogram?model=tiny-bert"})
    void cachedResponsesAreTheSamePlainCompressedAndForHead(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> plain = ask(path, "GET", "Accept-Encoding", "identity");
        HttpResponse<byte[]> zipped = ask(path, "GET", "Accept-Encoding", "gzip");
        byte[] body = zipped.headers().firstValue("Content-Encoding").isPresent()
                ? new GZIPInputStream(new java.io.ByteArrayInputStream(zipped.body())).readAllBytes()
                : zipped.body();
        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.headers().firstValue("Cache-Control")).contains("private, no-cache");
        String etag = plain.headers().firstValue("ETag").orElseThrow();
        assertThat(zipped.headers().firstValue("ETag")).contains(etag);
        HttpResponse<byte[]> known = ask(path, "GET", "If-None-Match", "\"x\", " + etag);
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        HttpResponse<byte[]> head = ask(path, "HEAD", "Accept-Encoding", "identity");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("ETag")).contains(etag);
    }

    private HttpResponse<byte[]> ask(String path, String method, String header, String value)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header(header, value)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
