package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.analytics.map.FeatureMap;
import dev.steergraph.core.id.RunId;
import io.javalin.Javalin;
import io.javalin.router.ParsedEndpoint;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the server against its description, in both directions. */
@ExtendWith(SharedFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

    private static final String FEATURE = "/api/features/3-res-batchtopk-1024/30";

    /** What is asked at each path that is read. */
    private static final Map<String, String> ASKED = Map.ofEntries(
            Map.entry("/openapi.json", "/openapi.json"),
            Map.entry("/api/health", "/api/health"),
            Map.entry("/api/runs", "/api/runs"),
            Map.entry("/api/model", "/api/model?model=tiny-bert"),
            Map.entry("/api/map", "/api/map?model=tiny-bert"),
            Map.entry("/api/features", "/api/features?model=tiny-bert"),
            Map.entry("/api/features/{source}/{index}", FEATURE + "?model=tiny-bert"),
            Map.entry("/api/features/{source}/{index}/neighbours", FEATURE + "/neighbours?model=tiny-bert"),
            Map.entry("/api/paths", "/api/paths?model=tiny-bert&from=1:10&to=5:50"),
            Map.entry("/api/communities", "/api/communities?model=tiny-bert"),
            Map.entry("/api/communities/{number}", "/api/communities/0?model=tiny-bert"),
            Map.entry("/api/communities/{a}/compare/{b}", "/api/communities/0/compare/1?model=tiny-bert"),
            Map.entry("/api/pairs", "/api/pairs?model=tiny-bert"),
            Map.entry("/api/stats/heatmap", "/api/stats/heatmap?model=tiny-bert&la=1&lb=3"),
            Map.entry("/api/stats/histogram", "/api/stats/histogram?model=tiny-bert"),
            Map.entry("/api/selections", "/api/selections?model=tiny-bert"),
            Map.entry("/api/reviews", "/api/reviews?model=tiny-bert"),
            Map.entry("/api/reviews/queue", "/api/reviews/queue?model=tiny-bert"),
            Map.entry("/api/reviews/agreement", "/api/reviews/agreement?model=tiny-bert"));

    private ExplorerClient api;
    private FixtureDatabase database;
    private JsonNode document;

    @BeforeAll
    void ask(Explorer explorer, FixtureDatabase fixture) {
        api = new ExplorerClient(explorer);
        database = fixture;
        document = api.json("/openapi.json");
        FeatureMap.write(fixture.driver(), FixtureDatabase.NAME, new RunId("sample"), 1);
    }

    @Test
    void everyRouteIsDescribedAndNoOther() {
        Javalin app =
                ExplorerApp.create(new ExplorerConfig(database.driver(), FixtureDatabase.NAME, database.bolt(), 0));
        TreeSet<String> routes = new TreeSet<>();
        for (ParsedEndpoint parsed : app.unsafe.internalRouter.allHttpHandlers()) {
            String path = parsed.endpoint.path;
            String method = parsed.endpoint.method.name();
            boolean described = path.startsWith("/api/") && !path.contains("*") && !path.contains("<");
            if ((described || path.equals("/openapi.json"))
                    && List.of("GET", "PUT", "POST", "DELETE").contains(method)) {
                routes.add(method + " " + path);
            }
        }
        TreeSet<String> documented = new TreeSet<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(routes).isEqualTo(documented);
    }

    Stream<String> read() {
        return StreamSupport.stream(
                        ((Iterable<String>) () -> document.get("paths").fieldNames()).spliterator(), false)
                .filter(path -> document.get("paths").get(path).has("get"));
    }

    @ParameterizedTest
    @MethodSource("read")
    void everyAnswerHasTheDescribedShape(String path) {
        JsonNode body = api.json(asked(path));
        JsonNode schema = document.get("paths").get(path).at("/get/responses/200/content/application~1json/schema");
        List<String> wrong = new ArrayList<>();
        compare(body, schema, path, wrong);
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("read")
    void everyDescribedParameterIsReadAndChecked(String path) {
        for (JsonNode parameter : document.get("paths").get(path).at("/get/parameters")) {
            JsonNode schema = parameter.get("schema");
            String name = parameter.get("name").asText();
            if (parameter.get("in").asText().equals("query") && !name.equals("q")) {
                boolean number = schema.has("maximum");
                String wrong = number
                        ? "99999999999"
                        : "%22".repeat(schema.path("maxLength").asInt(200) + 1);
                String asked = asked(path).replaceAll("(?<=[?&])" + name + "=[^&]*&?", "");
                String url = asked + (asked.contains("?") ? "&" : "?") + name + "=" + wrong;
                HttpResponse<String> answer = api.get(url, "application/json");
                assertThat(answer.statusCode()).as(url).isEqualTo(400);
                assertThat(ExplorerClient.parse(answer.body()).get("detail").asText())
                        .contains(name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/features?model=tiny-bert", "/api/map?model=tiny-bert", "/api/pairs?model=tiny-bert"})
    void unchangedAnswersAre304AndOthersCompressed(String path) {
        HttpResponse<String> first = api.get(path, "application/json");
        String etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(api.send("GET", path, "", "If-None-Match", etag).statusCode())
                .isEqualTo(304);
        assertThat(api.send("GET", path, "", "Accept-Encoding", "gzip")
                        .headers()
                        .firstValue("Content-Encoding"))
                .contains("gzip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/features?model=tiny-bert",
                "/api/features?model=tiny-bert&q=river",
                "/api/communities?model=tiny-bert",
                "/api/communities/0?model=tiny-bert",
                "/api/pairs?model=tiny-bert&sign=any",
                "/api/reviews/queue?model=tiny-bert&sign=negative"
            })
    void pagesAddUpToTheWholeList(String path) {
        JsonNode all = api.json(path + "&limit=100");
        List<JsonNode> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null && seen.size() < 100) {
            JsonNode page = api.json(path + "&limit=7" + cursor);
            page.get("items").forEach(seen::add);
            assertThat(page.get("total")).isEqualTo(all.get("total"));
            cursor = page.get("nextCursor").isNull()
                    ? null
                    : "&cursor=" + page.get("nextCursor").asText();
        }
        assertThat(seen.subList(0, all.get("items").size()))
                .isEqualTo(ExplorerClient.items(all).toList());
        assertThat(api.problem(400, path + "&cursor=zzz").get("detail").asText())
                .contains("cursor");
    }

    @Test
    void runModelAndSignAreSaidInOneWay() {
        List<String> wrong = new ArrayList<>();
        Map<String, JsonNode> first = new HashMap<>();
        document.get("paths").properties().forEach(path -> path.getValue().forEach(operation -> {
            Map<String, JsonNode> parameters = new HashMap<>();
            operation
                    .path("parameters")
                    .forEach(p -> parameters.put(p.get("name").asText(), p));
            if (parameters.containsKey("model") != parameters.containsKey("run")) {
                wrong.add(path.getKey() + " takes one of model and run");
            }
            for (String name : List.of("model", "run", "sign")) {
                JsonNode parameter = parameters.get(name);
                if (parameter != null && !parameter.equals(first.computeIfAbsent(name, any -> parameter))) {
                    wrong.add(path.getKey() + " says " + name + " in a way of its own");
                }
            }
        }));
        assertThat(wrong).isEmpty();
        assertThat(first)
                .hasSize(3)
                .allSatisfy((name, p) -> assertThat(p.get("in").asText()).isEqualTo("query"));
        List<String> signs = new ArrayList<>();
        document.at("/components/schemas/Selected/properties/sign/enum").forEach(sign -> signs.add(sign.asText()));
        assertThat(signs).containsExactly("any", "positive", "negative");
    }

    private static String asked(String path) {
        return Objects.requireNonNull(ASKED.get(path), path);
    }

    private void compare(JsonNode value, JsonNode given, String at, List<String> wrong) {
        JsonNode schema =
                given.has("$ref") ? document.at(given.get("$ref").asText().substring(1)) : given;
        JsonNode type = schema.get("type");
        List<String> types = new ArrayList<>();
        if (type.isArray()) {
            type.forEach(t -> types.add(t.asText()));
        } else {
            types.add(type.asText());
        }
        if (types.stream().noneMatch(t -> is(value, t))) {
            wrong.add(at + " is " + value + ", not " + types);
        }
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asText())) {
                wrong.add(at + " lacks " + name.asText());
            }
        }
        if (value.isObject() && schema.has("properties")) {
            value.properties().forEach(field -> {
                if (schema.get("properties").has(field.getKey())) {
                    compare(
                            field.getValue(),
                            schema.get("properties").get(field.getKey()),
                            at + "/" + field.getKey(),
                            wrong);
                } else {
                    wrong.add(at + " has " + field.getKey() + ", which is not described");
                }
            });
        }
        if (value.isArray()) {
            value.forEach(item -> compare(item, schema.get("items"), at + "[]", wrong));
        }
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }
}
