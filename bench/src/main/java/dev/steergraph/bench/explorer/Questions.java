package dev.steergraph.bench.explorer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the explorer's views ask, about features, communities and layers that the run really has. */
final class Questions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SAMPLE = 60;

    private final HttpClient client;
    private final URI base;
    private final String model;
    private final String of;
    private final List<Integer> layers = new ArrayList<>();

    /** @throws UserError if there is no such run */
    Questions(HttpClient client, URI base, String run) throws IOException {
        this.client = client;
        this.base = base;
        JsonNode found = Stream.of(ask("/api/runs").get("items"))
                .flatMap(items -> list(items).stream())
                .filter(item -> item.get("id").asText().equals(run))
                .findFirst()
                .orElseThrow(() -> new UserError("The home holds no run " + run + "; name one with --run."));
        this.model = found.get("model").asText();
        this.of = "model=" + model + "&run=" + run;
        found.get("sets").forEach(set -> layers.add(set.get("layer").asInt()));
    }

    /** One for each endpoint, or several where different questions cost differently. */
    List<Endpoint> all() throws IOException {
        List<JsonNode> hubs = list(ask("/api/features?limit=200&" + of).get("items"));
        List<JsonNode> features = new ArrayList<>(hubs.subList(0, Math.min(20, hubs.size())));
        List<JsonNode> communities = list(ask("/api/communities?limit=60&" + of).get("items"));
        for (JsonNode community : communities) {
            features.addAll(
                    list(ask("/api/communities/" + community.get("number").asInt() + "?limit=20&" + of)
                            .get("items")));
        }
        Collections.shuffle(features, new Random(7));
        List<JsonNode> some = features.subList(0, Math.min(SAMPLE, features.size()));
        List<Integer> numbers = communities.stream()
                .map(community -> community.get("number").asInt())
                .toList();
        List<String> compared = IntStream.range(0, numbers.size() - 1)
                .mapToObj(i -> "/api/communities/" + numbers.get(i) + "/compare/" + numbers.get(i + 1) + "?" + of)
                .toList();
        List<JsonNode> pairs = list(ask("/api/pairs?limit=100&" + of).get("items"));
        List<String> layerPairs = layers.stream()
                .flatMap(a -> layers.stream().filter(b -> b >= a).map(b -> "la=" + a + "&lb=" + b))
                .toList();
        List<Endpoint> endpoints = new ArrayList<>(List.of(
                get("the page", List.of("/" + model + "/map")),
                get("openapi.json", List.of("/openapi.json")),
                get("health", List.of("/api/health")),
                get("runs", List.of("/api/runs")),
                get(
                        "features",
                        Stream.concat(Stream.of(""), layers.stream().map(l -> "&layer=" + l))
                                .map(layer -> "/api/features?" + of + layer)
                                .toList()),
                get("features, by address", paths(some, f -> "/api/features?" + of + "&q=" + place(f))),
                get("features, by word", paths(some, f -> "/api/features?" + of + "&q=" + encoded(word(f)))),
                get(
                        "features, by letters",
                        paths(some, f -> "/api/features?" + of + "&q=" + encoded("," + word(f).charAt(0)))),
                get("feature", paths(some, f -> "/api/features/" + address(f) + "?" + of)),
                get("neighbours, 1 hop, 60", paths(some, f -> "/api/features/" + address(f) + "/neighbours?" + of)),
                get(
                        "neighbours, 2 hops, 300",
                        paths(some, f -> "/api/features/" + address(f) + "/neighbours?hops=2&limit=300&" + of)),
                get("communities", List.of("/api/communities?" + of)),
                get(
                        "community",
                        numbers.stream()
                                .map(n -> "/api/communities/" + n + "?" + of)
                                .toList()),
                get("communities compared", compared),
                get(
                        "pairs",
                        Stream.of("positive", "negative", "any")
                                .map(s -> "/api/pairs?" + of + "&sign=" + s)
                                .toList()),
                get(
                        "pairs of a cell",
                        IntStream.range(0, 30)
                                .mapToObj(i -> "/api/pairs?" + of + "&"
                                        + layerPairs.get(i % layerPairs.size()) + "&a="
                                        + numbers.get(i % numbers.size()) + "&b=" + numbers.get(i % numbers.size()))
                                .toList()),
                get("map", List.of("/api/map?" + of)),
                get(
                        "heatmap",
                        layerPairs.stream()
                                .map(l -> "/api/stats/heatmap?" + of + "&" + l)
                                .toList()),
                get(
                        "histogram",
                        Stream.of("r", "mi", "density")
                                .map(m -> "/api/stats/histogram?" + of + "&metric=" + m)
                                .toList()),
                get("reviews", List.of("/api/reviews?" + of)),
                get("review queue", List.of("/api/reviews/queue?" + of)),
                get("review agreement", List.of("/api/reviews/agreement?" + of))));
        ArrayNode hundred = keys(pairs);
        endpoints.add(Endpoint.post(
                base,
                "subgraph of 100",
                "/api/subgraph",
                List.of(JSON.createObjectNode()
                        .put("minAbsR", 0)
                        .set("keys", hundred)
                        .toString())));
        endpoints.add(Endpoint.post(
                base,
                "submatrix of 100",
                "/api/submatrix",
                List.of(JSON.createObjectNode().set("keys", hundred).toString())));
        endpoints.add(get(
                "paths, 10 best",
                pairs.stream()
                        .map(p -> "/api/paths?" + of + "&from=" + place(p.get("source")) + "&to="
                                + place(p.get("target")))
                        .limit(30)
                        .toList()));
        endpoints.add(Endpoint.post(
                base,
                "export of a community",
                "/api/export?" + of,
                numbers.stream()
                        .map(n -> "{\"format\":\"graphml\",\"community\":" + n + "}")
                        .toList()));
        return endpoints;
    }

    /** Of the first hundred features of these pairs. */
    private static ArrayNode keys(List<JsonNode> pairs) {
        ArrayNode keys = JSON.createArrayNode();
        pairs.stream()
                .flatMap(pair -> Stream.of(pair.get("source"), pair.get("target")))
                .map(feature -> feature.get("key").asText())
                .distinct()
                .limit(100)
                .forEach(keys::add);
        return keys;
    }

    private Endpoint get(String name, List<String> paths) {
        return Endpoint.get(base, name, paths);
    }

    private static List<String> paths(List<JsonNode> features, Function<JsonNode, String> path) {
        return features.stream().map(path).toList();
    }

    private static String place(JsonNode feature) {
        return feature.get("layer").asInt() + ":" + feature.get("index").asInt();
    }

    private static String address(JsonNode feature) {
        return feature.get("layer").asInt() + "-" + feature.get("sae").asText() + "/"
                + feature.get("index").asInt();
    }

    /** The first word of a feature's label. */
    private static String word(JsonNode feature) {
        return Stream.of(feature.get("label").asText().split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .findFirst()
                .orElse("a");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode ask(String path) throws IOException {
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new UserError(path + " answers " + answer.statusCode() + ": "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + path + " was asked");
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }
}
