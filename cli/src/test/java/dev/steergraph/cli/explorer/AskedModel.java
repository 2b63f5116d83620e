package dev.steergraph.cli.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What an explorer's model is asked over HTTP. */
final class AskedModel {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Serving serving;
    private final String run;

    /** @param run as in an address, {@code model=words} */
    AskedModel(Serving serving, String run) {
        this.serving = serving;
        this.run = run;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private HttpRequest request(String path, String method, String body) {
        return HttpRequest.newBuilder(serving.uri().resolve(path + "?" + run))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(request(path, "POST", body), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return client.send(request(path, "DELETE", ""), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(client.send(request(path, "GET", ""), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    /** The answer as soon as it has begun, and its lines as they come. */
    CompletableFuture<HttpResponse<Stream<String>>> begin(String body) {
        return client.sendAsync(request("/api/steer", "POST", body), HttpResponse.BodyHandlers.ofLines());
    }

    /** All lines of an answer that must be 200. */
    List<JsonNode> steer(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = post("/api/steer", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/x-ndjson");
        return response.body()
                .lines()
                .filter(line -> !line.isEmpty())
                .map(AskedModel::json)
                .toList();
    }

    /** Those of a kind. */
    static List<JsonNode> of(List<JsonNode> lines, String event) {
        return lines.stream()
                .filter(line -> line.get("event").asText().equals(event))
                .toList();
    }

    /** What it says that is wrong, in an answer that must be a problem of this status. */
    String problem(int status, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        return json(response.body()).get("detail").asText();
    }
}
