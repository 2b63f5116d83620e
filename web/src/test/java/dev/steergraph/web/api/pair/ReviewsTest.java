package dev.steergraph.web.api.pair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.SharedFixture;
import java.net.http.HttpResponse;
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
