package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** How the server guards itself, and what it serves besides the data. */
@ExtendWith(SharedFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplorerTest {

    private Explorer explorer;
    private FixtureDatabase database;
    private ExplorerClient api;

    @BeforeAll
    void ask(Explorer running, FixtureDatabase fixture) {
        explorer = running;
        database = fixture;
        api = new ExplorerClient(running);
    }

    @Test
    void foreignHostNamesAreRefused() throws IOException {
        assertThat(raw("GET /api/runs", "evil.example:" + explorer.uri().getPort()))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET /api/runs", "localhost:" + explorer.uri().getPort()))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../fixture.cypher",
                "/assets/%2e%2e/fixture.cypher",
                "/assets/..%2ffixture.cypher",
                "/browser/../META-INF/MANIFEST.MF",
                "/browser/%2e%2e/META-INF/MANIFEST.MF",
                "/assets//etc/passwd",
                "/assets/views/..%5c..%5cfixture.cypher",
                "/guides/..%2f..%2ffixture.cypher",
                "/lib/..%2f..%2ffixture.cypher",
                "/api-doc/..%2ffixture.cypher",
                "/api/..%2ffixture.cypher",
                "/api/communities/..%2f..%2ffixture.cypher",
                "/lib/../assets/main.js%00",
                "/assets/"
            })
    void nothingOutsideTheFoldersIsServed(String path) throws IOException {
        String answer = raw("GET " + path, "127.0.0.1:" + explorer.uri().getPort());
        assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain("CREATE (f:Feature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/tiny-bert",
                "/tiny-bert/search?q=x",
                "/tiny-bert/graph",
                "/tiny-bert/paths",
                "/tiny-bert/communities",
                "/tiny-bert/3-res-batchtopk-1024/999"
            })
    void everyViewIsServedThePage(String path) {
        HttpResponse<String> response = api.get(path, "text/html");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("/assets/main.js")
                .doesNotContain("<style")
                .doesNotContain("style=");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void anUnchangedFileIs304() throws IOException {
        String etag =
                api.get("/assets/main.js", "*/*").headers().firstValue("ETag").orElseThrow();
        assertThat(raw("GET /assets/main.js", "127.0.0.1:" + explorer.uri().getPort() + "\r\nIf-None-Match: " + etag))
                .startsWith("HTTP/1.1 304");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cytoscape.mjs", "layout-base.js", "cose-base.js", "cytoscape-fcose.js", "swagger-ui.js"})
    void librariesAreServed(String file) {
        HttpResponse<String> response = api.get("/lib/" + file, "*/*");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/javascript");
        assertThat(response.body()).hasSizeGreaterThan(10_000);
    }

    /** The run that is named, or the newest; and only pages of this machine read it. */
    @Test
    void guidesAreAboutARunOfTheGraph() {
        assertThat(api.get("/guides/steergraph.html", "*/*").body()).contains("<b>sample</b>", "{run: 'sample'}");
        assertThat(api.get("/guides/steergraph.html?run=older", "*/*").body())
                .contains("<b>older</b>", "{run: 'older'}")
                .doesNotContain("'sample'");
        assertThat(api.problem(404, "/guides/favourites.zip?run=nothing%27%20OR")
                        .get("detail")
                        .asText())
                .isEqualTo("the graph holds no run of this name; the start page lists what it holds");
        assertThat(api.get("/guides/style.grass", "*/*").body()).contains("node.L1 {", "node.L3 {", "node.L5 {");
        assertThat(allowed("http://localhost:7474")).contains("http://localhost:7474");
        assertThat(allowed("http://127.0.0.1:7474")).contains("http://127.0.0.1:7474");
        assertThat(allowed("http://localhost.evil.example")).isEmpty();
        assertThat(allowed("https://evil.example")).isEmpty();
        assertThat(allowed("null")).isEmpty();
    }

    private Optional<String> allowed(String origin) {
        return api.send("GET", "/guides/steergraph.html", "", "Origin", origin)
                .headers()
                .firstValue("Access-Control-Allow-Origin");
    }

    @Test
    void neo4jBrowserIsToldWhereTheDatabaseIs() {
        JsonNode discovery = api.json("/");
        assertThat(discovery.get("bolt_direct").asText())
                .isEqualTo("bolt://127.0.0.1:" + explorer.uri().getPort());
        assertThat(discovery.get("neo4j_version").asText()).isEqualTo("5.26.30");
        assertThat(discovery.get("neo4j_edition").asText()).isEqualTo("community");
        assertThat(api.get("/browser/", "text/html").body()).contains("<title>Neo4j Browser</title>");
        assertThat(api.get("/browser?cmd=edit", "text/html").headers().firstValue("Location"))
                .contains("/browser/?cmd=edit");
    }

    @Test
    void healthIsUp() {
        assertThat(api.json("/api/health").get("status").asText()).isEqualTo("up");
    }

    @Test
    void aTakenPortIsReportedInOneSentence() {
        int port = explorer.uri().getPort();
        ExplorerConfig config = new ExplorerConfig(
                database.driver(), FixtureDatabase.NAME, database.bolt(), port, Duration.ofSeconds(1));
        assertThatThrownBy(() -> Explorer.start(config))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("port " + port)
                .hasMessageContaining("choose another port");
    }

    @Test
    void aQueryThatTakesTooLongIsEndedWith504() throws IOException {
        try (SlowLine line = SlowLine.to(database.bolt(), Duration.ofMillis(300));
                Driver slow = GraphDatabase.driver(
                        line.uri("bolt"),
                        AuthTokens.basic(FixtureDatabase.USER, FixtureDatabase.PASSWORD),
                        Config.builder().withFetchSize(1).build());
                Explorer hasty = Explorer.start(
                        new ExplorerConfig(slow, FixtureDatabase.NAME, database.bolt(), 0, Duration.ofMillis(100)))) {
            JsonNode problem = new ExplorerClient(hasty)
                    .problem(504, "/api/features/3-res-batchtopk-1024/999/neighbours?model=tiny-bert&hops=3&limit=300");
            assertThat(problem.get("detail").asText()).contains("took too long");
        }
    }

    @Test
    void invalidPortsAreRefused() {
        assertThatThrownBy(() -> new ExplorerConfig(database.driver(), FixtureDatabase.NAME, database.bolt(), 70_000))
                .isInstanceOf(UserError.class);
        assertThat(ExplorerConfig.DEFAULT_PORT).isEqualTo(7070);
        assertThat(ExplorerConfig.DEFAULT_QUERY_TIMEOUT).isEqualTo(Duration.ofSeconds(20));
    }

    /** A request byte for byte: Java's client would tidy the path and refuse another Host. */
    private String raw(String request, String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), explorer.uri().getPort())) {
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
