package dev.steergraph.bench.explorer;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

/**
 * What is asked of one endpoint, in turns.
 *
 * @param name as the table calls it
 * @param requests at least one
 */
record Endpoint(String name, List<HttpRequest> requests) {

    static Endpoint get(URI base, String name, List<String> paths) {
        return new Endpoint(
                name,
                paths.stream()
                        .map(path -> HttpRequest.newBuilder(base.resolve(path))
                                .header("Accept-Encoding", "gzip")
                                .build())
                        .toList());
    }

    static Endpoint post(URI base, String name, String path, List<String> bodies) {
        return new Endpoint(
                name,
                bodies.stream()
                        .map(body -> HttpRequest.newBuilder(base.resolve(path))
                                .header("Accept-Encoding", "gzip")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build())
                        .toList());
    }
}
