package dev.steergraph.web.api.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.SharedFixture;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Selections are kept, changed, renamed and forgotten, and what cannot be kept is refused in a sentence. */
@ExtendWith(SharedFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionsTest {

    private static final String PATH = "/api/selections?model=tiny-bert";
    private static final String RIVER = "sample/tiny-bert@1-res-batchtopk-1024:10";
    private static final String BIRD = "sample/tiny-bert@3-res-batchtopk-1024:130";

    private ExplorerClient api;

    @BeforeAll
    void ask(Explorer explorer) {
        api = new ExplorerClient(explorer);
    }

    @AfterEach
    void forgetAll() {
        ExplorerClient.items(api.json(PATH))
                .forEach(selection -> delete(selection.get("name").asText()));
    }

    @Test
    void aSelectionIsKeptChangedRenamedAndForgotten() {
        HttpResponse<String> kept = put(body("  waters ", null, "of the first hour", BIRD, RIVER, BIRD));
        assertThat(kept.statusCode()).isEqualTo(200);
        JsonNode first = ExplorerClient.parse(kept.body());
        assertThat(first.get("name").asText()).isEqualTo("waters");
        assertThat(first.get("note").asText()).isEqualTo("of the first hour");
        assertThat(texts(first.get("features"))).containsExactly(BIRD, RIVER);
        assertThat(api.json(PATH).get("items")).containsExactly(first);

        JsonNode renamed = ExplorerClient.parse(
                put(body("Rivers & birds", "waters", null, RIVER)).body());
        assertThat(renamed.get("createdAt")).isEqualTo(first.get("createdAt"));
        assertThat(renamed.get("updatedAt").asText())
                .isGreaterThan(first.get("updatedAt").asText());
        assertThat(renamed.get("note").isNull()).isTrue();
        assertThat(texts(renamed.get("features"))).containsExactly(RIVER);
        put(body("a", null, null, BIRD));
        assertThat(api.json(PATH).findValuesAsText("name")).containsExactly("a", "Rivers & birds");

        assertThat(delete("Rivers & birds").statusCode()).isEqualTo(204);
        assertThat(delete("Rivers & birds").statusCode()).isEqualTo(404);
        assertThat(api.json(PATH).findValuesAsText("name")).containsExactly("a");
        // What was held is still there.
        api.json("/api/features/1-res-batchtopk-1024/10?model=tiny-bert");
    }

    @Test
    void aNameIsTakenOnceAndOnlyWhatIsThereIsChanged() {
        put(body("waters", null, null, RIVER));
        put(body("birds", null, null, BIRD));
        refused(409, body("waters", null, null, BIRD), "there is a selection \"waters\" already");
        refused(409, body("waters", "birds", null, BIRD), "there is a selection \"waters\" already");
        refused(404, body("stones", "rocks", null, BIRD), "no selection \"rocks\" is kept");
        assertThat(texts(api.json(PATH).at("/items/1/features"))).containsExactly(RIVER);
    }

    @Test
    void everyFeatureMustBeOfTheRun() {
        refused(
                404,
                body("x", null, null, RIVER, "sample/tiny-bert@9-res:1"),
                "has no feature sample/tiny-bert@9-res:1");
        HttpResponse<String> older =
                api.send("PUT", PATH + "&run=older", body("x", null, null, RIVER), "Content-Type", "application/json");
        assertThat(older.statusCode()).isEqualTo(404);
        assertThat(older.body()).contains("run \\\"older\\\" has no feature " + RIVER);
    }

    static Stream<List<String>> mistakes() {
        String[] many = IntStream.rangeClosed(1, 201).mapToObj(i -> "k" + i).toArray(String[]::new);
        return Stream.of(
                List.of(body("", null, null, RIVER), "name must be a name of 1 to 80 characters"),
                List.of(body("x".repeat(81), null, null, RIVER), "not 81"),
                List.of(body("x", " ", null, RIVER), "was must be a name"),
                List.of(body("x", null, "y".repeat(2_001), RIVER), "note must be at most 2000 characters, not 2001"),
                List.of(body("x", null, null), "features must list 1 to 200 keys of features, not 0"),
                List.of(body("x", null, null, many), "not 201"),
                List.of(body("x", null, null, ""), "must be a feature's key"),
                List.of("{\"name\": \"x\", \"features\": 3}", "features must be a list"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatIsNoSelectionIsRefused(List<String> mistake) {
        refused(400, mistake.get(0), mistake.get(1));
    }

    @Test
    void aNameIsAParameterAndNeverCypher() {
        String name = "x'}) DETACH DELETE s //";
        assertThat(put(body(name, null, null, RIVER)).statusCode()).isEqualTo(200);
        assertThat(api.json(PATH).at("/items/0/name").asText()).isEqualTo(name);
    }

    @Test
    void anotherSitesPageMayNotWrite() {
        String body = body("x", null, null, RIVER);
        assertThat(api.send("PUT", PATH, body, "Content-Type", "application/json", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.send("PUT", PATH, body, "Content-Type", "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(api.send("DELETE", PATH + "&name=x", "", "Origin", "null").statusCode())
                .isEqualTo(403);
    }

    private void refused(int status, String body, String sentence) {
        HttpResponse<String> refused = put(body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(ExplorerClient.parse(refused.body()).get("detail").asText()).contains(sentence);
    }

    private HttpResponse<String> put(String body) {
        return api.send("PUT", PATH, body, "Content-Type", "application/json");
    }

    private HttpResponse<String> delete(String name) {
        String encoded = name.replace("%", "%25")
                .replace("&", "%26")
                .replace(" ", "%20")
                .replace("{", "%7B")
                .replace("}", "%7D");
        return api.send("DELETE", PATH + "&name=" + encoded, "");
    }

    private static String body(String name, @Nullable String was, @Nullable String note, String... features) {
        return "{\"name\": " + json(name) + ", \"was\": " + json(was) + ", \"note\": " + json(note)
                + ", \"features\": ["
                + Stream.of(features).map(SelectionsTest::json).collect(Collectors.joining(", ")) + "]}";
    }

    private static String json(@Nullable String text) {
        return text == null ? "null" : "\"" + text.replace("\"", "\\\"") + "\"";
    }

    private static List<String> texts(JsonNode list) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                .map(i -> list.get(i).asText())
                .toList();
    }
}
