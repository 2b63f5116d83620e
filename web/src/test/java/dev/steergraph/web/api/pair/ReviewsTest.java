package dev.steergraph.web.api.pair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.SharedFixture;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The only writes that there are, and who may make them. */
@ExtendWith(SharedFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewsTest {

    private static final String QUEUE = "/api/reviews/queue?model=tiny-bert&limit=3";

    private ExplorerClient api;

    @BeforeAll
    void ask(Explorer explorer) {
        api = new ExplorerClient(explorer);
    }

    @Test
    void aVerdictCanBeStoredChangedAndTakenBack() {
        JsonNode before = api.json(QUEUE);
        JsonNode pair = before.at("/items/0");
        String source = pair.at("/source/key").asText();
        String target = pair.at("/target/key").asText();
        assertThat(pair.get("r").asDouble())
                .isGreaterThanOrEqualTo(before.at("/items/1/r").asDouble());
        assertThat(put(body(source, target, "same")).statusCode()).isEqualTo(200);
        assertThat(put(body(target, source, "related")).statusCode()).isEqualTo(200);

        JsonNode after = api.json(QUEUE);
        assertThat(after.get("total").asInt()).isEqualTo(before.get("total").asInt() - 1);
        assertThat(after.at("/items/0")).isEqualTo(before.at("/items/1"));
        JsonNode stored = api.json("/api/reviews?model=tiny-bert");
        assertThat(stored.get("total").asInt()).isEqualTo(1);
        assertThat(stored.at("/items/0/verdict").asText()).isEqualTo("related");
        assertThat(stored.at("/items/0/source/key").asText()).isEqualTo(source);
        JsonNode band = api.json("/api/reviews/agreement?model=tiny-bert").at("/bands/0");
        assertThat(band.get("judged").asInt()).isEqualTo(1);
        assertThat(band.get("agreement").asDouble()).isEqualTo(1);
        assertThat(band.get("from").asDouble())
                .isLessThanOrEqualTo(Math.abs(pair.get("r").asDouble()));

        String delete = "/api/reviews?source=" + source + "&target=" + target;
        assertThat(api.send("DELETE", delete, "").statusCode()).isEqualTo(204);
        assertThat(api.send("DELETE", delete, "").statusCode()).isEqualTo(404);
        assertThat(api.json(QUEUE)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"source\":\"a\",\"target\":\"a\",\"verdict\":\"same\"}",
                "{\"source\":\"a\",\"target\":\"b\",\"verdict\":\"maybe\"}",
                "{\"source\":1",
            })
    void anInvalidReviewIsRefused(String body) {
        assertThat(put(body).statusCode()).isEqualTo(400);
    }

    @Test
    void aPairWithoutACorrelationIsNotJudged() {
        String one = "sample/tiny-bert@1-res-batchtopk-1024:10";
        String other = "sample/tiny-bert@3-res-batchtopk-1024:230";
        HttpResponse<String> refused = put(body(one, other, "same"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("do not correlate in the graph");
        assertThat(api.json("/api/reviews?model=tiny-bert").get("total").asInt())
                .isZero();
    }

    @Test
    void theQueueIsNarrowedDown() {
        JsonNode all = api.json("/api/reviews/queue?model=tiny-bert&limit=100");
        JsonNode layers = api.json("/api/reviews/queue?model=tiny-bert&limit=100&la=1&lb=5");
        assertThat(ExplorerClient.items(layers))
                .isNotEmpty()
                .allMatch(pair -> pair.at("/source/layer").asInt() == 1
                        && pair.at("/target/layer").asInt() == 5);
        JsonNode band = api.json("/api/reviews/queue?model=tiny-bert&limit=100&minAbsR=0.2&maxAbsR=0.3");
        assertThat(ExplorerClient.items(band))
                .isNotEmpty()
                .allMatch(pair -> Math.abs(pair.get("r").asDouble()) >= 0.2
                        && Math.abs(pair.get("r").asDouble()) < 0.3);
        JsonNode community = api.json("/api/reviews/queue?model=tiny-bert&limit=100&community=3");
        // In the small graph a feature's index begins with its community; the hub is of community 0.
        assertThat(ExplorerClient.items(community))
                .isNotEmpty()
                .allMatch(pair -> pair.at("/source/index").asInt() / 100 == 3
                        || pair.at("/target/index").asInt() / 100 == 3);
        for (JsonNode narrower : new JsonNode[] {layers, band, community}) {
            assertThat(narrower.get("total").asInt())
                    .isPositive()
                    .isLessThan(all.get("total").asInt());
        }
        int bands = 0;
        for (String edges : new String[] {"minAbsR=0&maxAbsR=0.2", "minAbsR=0.2&maxAbsR=0.5", "minAbsR=0.5"}) {
            bands += api.json("/api/reviews/queue?model=tiny-bert&" + edges)
                    .get("total")
                    .asInt();
        }
        assertThat(bands).isEqualTo(all.get("total").asInt());
        assertThat(api.problem(400, "/api/reviews/queue?model=tiny-bert&minAbsR=0.5&maxAbsR=0.4")
                        .get("detail")
                        .asText())
                .contains("minAbsR must be smaller");
    }

    @Test
    void everyPairIsReachedFromTheOneBefore() {
        String queue = "/api/reviews/queue?model=tiny-bert&limit=100";
        int total = api.json(queue).get("total").asInt();
        assertThat(total).isGreaterThan(200);
        Set<String> reached = new LinkedHashSet<>();
        String after = "";
        while (true) {
            List<JsonNode> pairs = ExplorerClient.items(api.json(queue + after)).toList();
            if (pairs.isEmpty()) {
                break;
            }
            pairs.forEach(pair -> assertThat(reached.add(pair.at("/source/key").asText() + " "
                            + pair.at("/target/key").asText()))
                    .isTrue());
            JsonNode last = pairs.get(pairs.size() - 1);
            after = "&afterSource=" + last.at("/source/key").asText() + "&afterTarget="
                    + last.at("/target/key").asText();
        }
        assertThat(reached).hasSize(total);
        api.problem(404, queue + "&afterSource=a&afterTarget=b");
    }

    @Test
    void aKeyIsAParameterAndNeverCypher() {
        assertThat(put(body("x'}) DETACH DELETE a //", "b", "same")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anotherSitesPageMayNotWrite() {
        String body = body("a", "b", "same");
        String[] json = {"Content-Type", "application/json"};
        assertThat(api.send("PUT", "/api/reviews", body, json[0], json[1], "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.send("PUT", "/api/reviews", body, json[0], json[1], "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.send("PUT", "/api/reviews", body, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(api.send("DELETE", "/api/reviews?source=a&target=b", "", "Origin", "null")
                        .statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> put(String body) {
        return api.send("PUT", "/api/reviews", body, "Content-Type", "application/json");
    }

    private static String body(String source, String target, String verdict) {
        return "{\"source\":\"" + source + "\",\"target\":\"" + target + "\",\"verdict\":\"" + verdict + "\"}";
    }
}
