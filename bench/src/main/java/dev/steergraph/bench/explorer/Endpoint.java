package dev.steergraph.bench.explorer;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is asked of one endpoint, in turns.
 *
 * @param name as the table calls it
 * @param requests at least one
 */
record Endpoint(String name, List<HttpRequest> requests) {

    private static final AtomicLong ASKED = new AtomicLong();

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

    /** The same question in words that nobody has used before: with a parameter that means nothing. */
    static HttpRequest unlikeAnyOther(HttpRequest request) {
        String uri = request.uri().toString();
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .uri(URI.create(uri + (uri.contains("?") ? "&" : "?") + "asked=" + ASKED.incrementAndGet()))
                .build();
    }
}
