package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request, the answer is a problem body or a page of our own, with the status that HTTP has for it. */
@ExtendWith(SharedFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {

    private static final String EXPORT = "/api/export?model=tiny-bert";

    private Explorer explorer;
    private ExplorerClient api;

    @BeforeAll
    void ask(Explorer running) {
        explorer = running;
        api = new ExplorerClient(running);
    }

    @ParameterizedTest
    @CsvSource({
        "/../x, 400",
        "/assets/..%2fmain.js, 404",
        "/api/..%2fruns, 404",
        "/%, 400",
        "/%zz, 400",
        "/api/runs/%zz, 400",
        "/%00, 400",
        "/a/b;c=%2f, 404",
        "/a|b, 400",
        "LONG, 414"
    })
    void anAddressThatIsNoneIsRefusedInOurOwnWords(String path, int status) throws IOException {
        String target = path.equals("LONG") ? "/api/runs?x=" + "x".repeat(20_000) : path;
        for (String accept : new String[] {"text/html", "application/json", "*/*", "text/plain"}) {
            String answer = raw("GET " + target, "Accept: " + accept);
            isOurs(answer, status, path + " " + accept);
            // Where the server gives up at the first line, it does not know what the client wants to read.
            if (status == 404) {
                assertThat(answer.contains("Content-Type: text/html"))
                        .as(path + " " + accept)
                        .isEqualTo(accept.equals("text/html") && !path.startsWith("/api/"));
            }
        }
        isOurs(raw("POST " + target, "Content-Length: 0"), status == 404 ? 40 : status, "POST " + path);
    }

    @Test
    void headersThatAreTooLongAreRefusedInOurOwnWords() throws IOException {
        isOurs(raw("GET /api/runs", "X-Long: " + "x".repeat(20_000)), 431, "a long header");
        isOurs(raw("GET /", "Accept: text/html\r\nCookie: a=" + "x".repeat(20_000)), 431, "a long cookie");
        isOurs(raw("GET /", "Content-Length: many"), 400, "a length that is none");
    }

    @Test
    void aPersonReadsAPageAndAClientAProblem() {
        for (String path :
                new String[] {"/tiny-bert/nothing/at/all", "/tiny-bert/<b>", "/lib/none.js", "/api/", "/x/y"}) {
            String address = path.replace("<", "%3Cb").replace(">", "%3E");
            HttpResponse<String> page = api.get(address, "text/html,application/xhtml+xml,*/*;q=0.8");
            assertThat(page.statusCode()).as(path).isEqualTo(404);
            if (!path.startsWith("/api/")) {
                assertThat(page.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith("text/html");
                assertThat(page.body())
                        .contains("<h1>Not Found</h1>", "href=\"/\"", "/assets/app.css")
                        .doesNotContain("<b>");
            }
            HttpResponse<String> problem = api.get(address, "application/json");
            assertThat(problem.statusCode()).as(path).isEqualTo(404);
            assertThat(problem.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(ExplorerClient.parse(problem.body()).get("detail").asText())
                    .contains("there is no");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/runs, 'GET, HEAD'",
        "PUT, /api/health, 'GET, HEAD'",
        "OPTIONS, /api/runs, 'GET, HEAD'",
        "GET, /api/export, POST",
        "DELETE, /api/export/count, POST",
        "PATCH, /api/reviews, 'DELETE, GET, HEAD, PUT'",
        "GET, /api/steer/abc, DELETE",
        "POST, /api/features/3-res-batchtopk-1024/30, 'GET, HEAD'",
        "POST, /, 'GET, HEAD'",
        "DELETE, /openapi.json, 'GET, HEAD'",
        "PUT, /assets/main.js, 'GET, HEAD'",
        "POST, /tiny-bert/map, 'GET, HEAD'"
    })
    void aWrongMethodIsToldWhichThereAre(String method, String path, String allowed) {
        for (String[] headers :
                new String[][] {{}, {"Content-Type", "application/json"}, {"Content-Type", "text/plain"}}) {
            HttpResponse<String> refused = api.send(method, path, headers.length == 0 ? "" : "{}", headers);
            assertThat(refused.statusCode()).as(Arrays.toString(headers)).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).contains(allowed);
            assertThat(refused.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(ExplorerClient.parse(refused.body()).get("detail").asText())
                    .contains(path + " takes " + allowed);
        }
    }

    @Test
    void whatIsNotThereIsNotThereByAnyMethod() {
        for (String method : new String[] {"GET", "POST", "PUT", "DELETE", "OPTIONS"}) {
            assertThat(api.send(method, "/api/nothing/here", "").statusCode())
                    .as(method)
                    .isEqualTo(404);
        }
        assertThat(api.send("HEAD", "/api/runs", "").statusCode()).isEqualTo(200);
        assertThat(api.send("HEAD", "/tiny-bert/map", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/export?model=tiny-bert",
        "POST, /api/export/count?model=tiny-bert",
        "POST, /api/subgraph",
        "POST, /api/steer?model=tiny-bert",
        "POST, /api/steer/recipe?model=tiny-bert",
        "POST, /api/own-text?model=tiny-bert",
        "PUT, /api/reviews"
    })
    void aBodyThatIsNoObjectIsRefused(String method, String path) {
        for (String body : new String[] {"null", "", "[]", "1", "\"x\"", "{", "{} {}", "nul"}) {
            HttpResponse<String> refused = api.send(method, path, body, "Content-Type", "application/json");
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "community, 0.7",
                "community, -0.2",
                "community, 1e99",
                "community, \"0\"",
                "community, true",
                "around.hops, {\"key\":\"x\",\"hops\":1.5}",
                "paths.k, {\"from\":\"1:10\",\"to\":\"5:50\",\"k\":2.5}",
                "paths.only, {\"from\":\"1:10\",\"to\":\"5:50\",\"only\":[0.5]}",
                "paths.from, {\"from\":1,\"to\":\"5:50\"}",
                "features, \"sample/x\"",
                "features, [7]",
                "nothing, 1,\"community\":0"
            })
    void aNumberIsNotCutOffNorATextRead(String said) {
        String[] parts = said.split(", ", 2);
        String name = parts[0].replaceFirst("\\..*", "");
        HttpResponse<String> refused = api.post(EXPORT, "{\"format\":\"json\",\"" + name + "\":" + parts[1] + "}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(ExplorerClient.parse(refused.body()).get("detail").asText()).startsWith(parts[0]);
    }

    /** A problem body or a page of ours, with our headers and without a word of the server's own. */
    private static void isOurs(String answer, int status, String what) throws IOException {
        assertThat(answer).as(what).startsWith("HTTP/1.1 " + status);
        assertThat(answer)
                .as(what)
                .contains("X-Content-Type-Options: nosniff", "X-Request-Id: ", "default-src 'none'")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContain("\"url\"", "\"message\"");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        if (answer.contains("Content-Type: application/problem+json")) {
            JsonNode problem = ExplorerClient.parse(body);
            assertThat(problem.get("status").asText()).as(what).startsWith(Integer.toString(status));
            assertThat(problem.get("detail").asText()).as(what).isNotBlank();
        } else {
            assertThat(answer).as(what).contains("Content-Type: text/html");
            assertThat(body).as(what).contains("/assets/app.css", "Status " + status);
        }
    }

    /** A request byte for byte: Java's client would refuse most of these. */
    private String raw(String request, String headers) throws IOException {
        int port = explorer.uri().getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
