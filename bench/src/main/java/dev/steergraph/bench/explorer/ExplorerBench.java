package dev.steergraph.bench.explorer;

import dev.steergraph.analytics.community.CommunityDetection;
import dev.steergraph.analytics.community.CommunityParameters;
import dev.steergraph.analytics.map.FeatureMap;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.Neo4jTarget;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.load.GraphLoader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How long the explorer's answers take while many people ask at once, one endpoint after the other. */
public final class ExplorerBench {

    private static final double MIB = 1 << 20;

    private ExplorerBench() {}

    /** @return the 95th percentile of each endpoint, in milliseconds */
    public static Map<String, Double> run(Workbench bench, Options options) throws IOException {
        String given = options.text("home", "");
        String run = options.text("run", given.isEmpty() ? GroupedRun.ID.value() : "demo");
        int features = options.number("features", 65_536);
        int edges = options.number("edges", 1_000_000);
        int clients = options.number("clients", 20);
        double seconds = Double.parseDouble(options.text("seconds", "3"));
        double warmUp = Double.parseDouble(options.text("warm-up", "1"));
        String answers = options.text("answers", "kept");
        boolean fresh = answers.equals("fresh");
        if (!fresh && !answers.equals("kept")) {
            throw new UserError("--answers must be kept or fresh, not " + answers + ".");
        }
        options.nothingElse();
        Path home = given.isEmpty() ? generated(bench, features, edges) : Path.of(given);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Map<String, Double> slowest = new LinkedHashMap<>();
        Table table = new Table("endpoint", "answers", "first, ms", "p50, ms", "p95, ms", "answers/s", "kB sent");
        try (Served served = Served.start(bench.steergraph(), home)) {
            Questions questions = new Questions(client, served.uri(), run);
            for (Endpoint endpoint : questions.all()) {
                Latencies taken = Latencies.measure(client, endpoint, clients, warmUp, seconds, fresh);
                slowest.put(endpoint.name(), taken.quantile(0.95));
                table.row(
                        endpoint.name(),
                        Integer.toString(taken.sorted().length),
                        number(taken.first()),
                        number(taken.quantile(0.5)),
                        number(taken.quantile(0.95)),
                        String.format(Locale.ROOT, "%,.0f", taken.perSecond()),
                        number(taken.bytes() / 1e3));
            }
            bench.say(
                    "run %s, %d clients, each with one request at a time, %s answers, server and clients on the same %d cores",
                    run, clients, answers, Runtime.getRuntime().availableProcessors());
            table.print(bench.out());
            Served.Memory memory = served.memory();
            bench.say(
                    "memory of the server with its database: %,.0f MiB of objects after a full collection, %,.0f MiB resident, %,.0f MiB at most",
                    memory.heap() / MIB, memory.resident() / 1024.0, memory.peak() / 1024.0);
        }
        return slowest;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    /** Made once in the cache: loading and finding communities take minutes. */
    private static Path generated(Workbench bench, int features, int edges) throws IOException {
        Path home = bench.cache().resolve("explorer").resolve(features + "-" + edges);
        Path finished = home.resolve("finished");
        if (!Files.exists(finished)) {
            Workbench.delete(home);
            try (GraphConnection graph = GraphConnection.open(new Neo4jTarget.Embedded(home, 0))) {
                new GraphLoader(graph.driver(), graph.database(), (what, done) -> {})
                        .load(GroupedRun.of(features, edges));
                CommunityDetection.run(graph.driver(), graph.database(), GroupedRun.ID, CommunityParameters.DEFAULT);
                FeatureMap.write(graph.driver(), graph.database(), GroupedRun.ID, 0);
            }
            Files.createFile(finished);
        }
        return home;
    }
}
