package dev.steergraph.bench.views;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.bench.views.Browser.Panned;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Each view of an explorer that runs, from navigation to drawn, and how smoothly its map moves. */
public final class ViewsBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PANNING = 3_000;

    private final String url;

    private ViewsBench(String url) {
        this.url = url;
    }

    /**
     * {@code --url} (default: http://127.0.0.1:7070/), {@code --rounds} (default: 5). Returns milliseconds by view, of each
     * round.
     *
     * @throws UserError if no explorer with a run answers there
     */
    public static Map<String, double[]> run(Workbench bench, Options options) throws IOException {
        String url = options.text("url", "http://127.0.0.1:7070/");
        int rounds = Math.max(1, options.number("rounds", 5));
        options.nothingElse();
        ViewsBench views = new ViewsBench(url.endsWith("/") ? url : url + "/");
        Map<String, String> addresses = views.addresses();
        Map<String, double[]> times = new LinkedHashMap<>();
        Panned panned;
        try (Browser browser = Browser.open()) {
            for (Map.Entry<String, String> view : addresses.entrySet()) {
                double[] drawn = new double[rounds];
                for (int round = 0; round < rounds; round++) {
                    drawn[round] = browser.drawn(views.url + view.getValue());
                }
                times.put(view.getKey(), drawn);
            }
            browser.drawn(views.url + addresses.get("Map"));
            panned = browser.pan(PANNING);
        }
        print(bench, rounds, times);
        bench.out()
                .printf(
                        "Panning the map of %,d features: %.0f frames a second, slowest frame %.0f ms%n",
                        views.features(), panned.framesPerSecond(), panned.slowest());
        return times;
    }

    private static void print(Workbench bench, int rounds, Map<String, double[]> times) {
        bench.out()
                .printf(
                        "Milliseconds from navigation to drawn, Chromium without graphics hardware, 1440x900, %d rounds%n",
                        rounds);
        Table table = new Table("", "median", "slowest", "first");
        times.forEach((view, drawn) -> {
            double[] sorted = drawn.clone();
            Arrays.sort(sorted);
            table.row(
                    view,
                    "%.0f".formatted(sorted[sorted.length / 2]),
                    "%.0f".formatted(sorted[sorted.length - 1]),
                    "%.0f".formatted(drawn[0]));
        });
        table.print(bench.out());
    }

    /** The views' addresses, with features that the run really has. */
    private Map<String, String> addresses() {
        String model = run().path("model").asText();
        JsonNode pair = get("api/pairs?limit=1&model=" + model).path("items").path(0);
        if (pair.isMissingNode()) {
            throw new UserError("the explorer at " + url + " shows no correlations; load a run first");
        }
        String from = address(pair.get("source"));
        String to = address(pair.get("target"));
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Start", model);
        addresses.put("Map", model + "/map");
        addresses.put("Search", model + "/search?q=water");
        addresses.put("Feature", model + "/" + from);
        addresses.put("Selection, r of 50", model + "/selection?show=matrix&features=" + first50(model));
        addresses.put("Neighbourhood", model + "/graph?seed=" + from);
        addresses.put("Paths", model + "/paths?from=" + from + "&to=" + to);
        addresses.put("Communities", model + "/communities");
        addresses.put("Two communities", model + "/communities?a=0&b=1");
        addresses.put("Heatmaps", model + "/stats");
        addresses.put("Review", model + "/review");
        addresses.put("Export", model + "/export");
        return addresses;
    }

    private String first50(String model) {
        return StreamSupport.stream(
                        get("api/features?limit=50&model=" + model)
                                .path("items")
                                .spliterator(),
                        false)
                .map(ViewsBench::address)
                .collect(Collectors.joining(","));
    }

    private int features() {
        return run().get("features").asInt();
    }

    private JsonNode run() {
        return get("api/runs").path("items").path(0);
    }

    private static String address(JsonNode feature) {
        return feature.get("layer").asText() + "-" + feature.get("sae").asText() + "/"
                + feature.get("index").asText();
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<InputStream> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return JSON.readTree(body);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError("no explorer answers at " + url + "; start one with: steergraph serve", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted", e);
        }
    }
}
