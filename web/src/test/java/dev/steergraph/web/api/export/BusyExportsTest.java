package dev.steergraph.web.api.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cypher.CypherFile;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.FixtureDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty people export at once, and others look at the graph meanwhile. */
class BusyExportsTest {

    private static final int PEOPLE = 50;
    private static final String LARGE =
            "{\"format\":\"graphml\",\"around\":{\"key\":\"busy/busy@2-res-8:0\",\"hops\":2}}";

    @Test
    void othersAreAnsweredWhileFiftyExport(@TempDir Path folder) throws IOException {
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        try (FixtureDatabase database = FixtureDatabase.start(folder);
                InputStream in = BusyExportsTest.class.getResourceAsStream("/busy.cypher")) {
            database.run(CypherFile.parse("busy.cypher", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            try (Explorer explorer = database.explorer()) {
                ExplorerClient api = new ExplorerClient(explorer);
                api.json("/api/features?model=busy&q=word1");
                assertThat(api.post("/api/export?model=busy", LARGE).statusCode())
                        .isEqualTo(200);

                List<CompletableFuture<HttpResponse<String>>> exports = Stream.generate(
                                () -> CompletableFuture.supplyAsync(
                                        () -> new ExplorerClient(explorer).post("/api/export?model=busy", LARGE),
                                        people))
                        .limit(PEOPLE)
                        .toList();
                List<Duration> health = new ArrayList<>();
                List<Duration> search = new ArrayList<>();
                for (int word = 0; exports.stream().anyMatch(export -> !export.isDone()); word++) {
                    health.add(asked(api, "/api/health"));
                    // Another word each time, so that the database is asked.
                    search.add(asked(api, "/api/features?model=busy&q=word" + word));
                }
                Map<Integer, Long> answers = exports.stream()
                        .collect(Collectors.groupingBy(export -> export.join().statusCode(), Collectors.counting()));
                System.out.printf(
                        "%d exports: %s; meanwhile %d times: health median %d ms, slowest %d ms; search median %d ms, slowest %d ms%n",
                        PEOPLE,
                        answers,
                        health.size(),
                        median(health),
                        slowest(health),
                        median(search),
                        slowest(search));
                assertThat(answers).containsOnlyKeys(200, 429);
                assertThat(answers.get(200)).isGreaterThanOrEqualTo(ExportTurns.AT_ONCE + ExportTurns.WAITING);
                assertThat(health).hasSizeGreaterThan(5);
                assertThat(median(health)).isLessThan(500);
                assertThat(slowest(health)).isLessThan(2_000);
                assertThat(median(search)).isLessThan(1_000);
                assertThat(slowest(search)).isLessThan(3_000);
                exports.stream()
                        .map(CompletableFuture::join)
                        .filter(export -> export.statusCode() == 429)
                        .forEach(refused -> {
                            assertThat(refused.headers().firstValue("Retry-After"))
                                    .contains("10");
                            assertThat(refused.headers()
                                            .firstValue("Content-Type")
                                            .orElseThrow())
                                    .startsWith("application/problem+json");
                            assertThat(refused.body())
                                    .contains("exports are being made or wait already; try again in 10 s");
                        });
                assertThat(api.post("/api/export?model=busy", LARGE).statusCode())
                        .as("afterwards")
                        .isEqualTo(200);
            }
        } finally {
            people.shutdownNow();
        }
    }

    private static Duration asked(ExplorerClient api, String path) {
        long begun = System.nanoTime();
        api.json(path);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static long median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2).toMillis();
    }

    private static long slowest(List<Duration> times) {
        return times.stream().mapToLong(Duration::toMillis).max().orElseThrow();
    }
}
