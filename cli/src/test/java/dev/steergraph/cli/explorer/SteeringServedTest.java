package dev.steergraph.cli.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.SteeredWords;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.feature.FeatureStatistics;
import dev.steergraph.core.feature.StatisticsFile;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.core.steering.RecipeFile;
import dev.steergraph.ingest.sae.Directions;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.steering.correct.Correction;
import dev.steergraph.steering.correct.Neighbour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A served model is asked to write and to read, over HTTP. */
@Timeout(300)
class SteeringServedTest {

    private static final String PROMPT = "w5 w6 w7 w8";
    private static final String HOOK = "blocks.0.hook_resid_post";

    @TempDir
    private static Path folder;

    private static SteeredWords words;
    private static AskedModel model;

    /** Layer and index of the feature of layer 0 that has the most neighbours in its set. */
    private static String feature;

    private static int index;

    @BeforeAll
    static void serve() throws IOException {
        words = SteeredWords.serve(folder);
        model = new AskedModel(words.serving(), "model=words");
        var hub = words.rows(
                        "MATCH (f:Feature {run: 'words', layer: 0})-[e:CORRELATES]-(g {layer: 0}) WHERE e.strength >= 0.1"
                                + " RETURN f.index AS index, count(g) AS neighbours ORDER BY neighbours DESC, index LIMIT 1")
                .get(0);
        index = hub.get("index").asInt();
        assertThat(hub.get("neighbours").asInt()).isPositive();
        feature = "0:" + index;
    }

    @AfterAll
    static void close() {
        words.close();
    }

    private static String body(String features, String... more) {
        return "{\"prompt\": \"" + PROMPT + "\", \"tokens\": 12, \"features\": [" + features + "]"
                + Stream.of(more).map(field -> ", " + field).collect(Collectors.joining()) + "}";
    }

    private static String steered(double strength) {
        return "{\"feature\": \"" + feature + "\", \"strength\": " + strength + "}";
    }

    @Test
    void bothTextsComeTokenByTokenAndAreThoseOfTheCommand() throws Exception {
        List<JsonNode> lines = model.steer(body(steered(3), "\"temperature\": 0.9", "\"topP\": 0.95", "\"seed\": 7"));
        JsonNode written = AskedModel.of(lines, "written").get(0);
        assertThat(grown(lines, "default")).isEqualTo(written.get("defaultText").asText());
        assertThat(grown(lines, "steered")).isEqualTo(written.get("steeredText").asText());
        assertThat(written.get("steeredText")).isNotEqualTo(written.get("defaultText"));
        JsonNode command = words.commands()
                .json(
                        "steer",
                        "--run",
                        words.run().toString(),
                        "--prompt",
                        PROMPT,
                        "--features",
                        feature + "=3",
                        "--tokens",
                        "12",
                        "--temperature",
                        "0.9",
                        "--top-p",
                        "0.95",
                        "--seed",
                        "7")
                .get(0);
        assertThat(written.get("defaultText")).isEqualTo(command.at("/default/text"));
        assertThat(written.get("steeredText")).isEqualTo(command.at("/steered/text"));
        JsonNode applied = written.get("applied").get(0);
        JsonNode told = command.at("/steered/applied/0");
        assertThat(applied.get("hook").asText()).isEqualTo(HOOK);
        assertThat(applied.get("prompt")).isEqualTo(told.get("prompt"));
        assertThat(applied.get("generated")).isEqualTo(told.get("generated"));
        assertThat(applied.get("ratio").asDouble()).isEqualTo(told.get("ratio").asDouble());
        List<String> sides = AskedModel.of(lines, "token").stream()
                .map(line -> line.get("side").asText())
                .toList();
        assertThat(sides).startsWith("default", "steered", "default", "steered");
        assertThat(lines.get(lines.size() - 1).get("event").asText()).isEqualTo("done");
    }

    /** What a page shows that puts the pieces together. */
    private static String grown(List<JsonNode> lines, String side) {
        String text = "";
        for (JsonNode line : AskedModel.of(lines, "token")) {
            if (line.get("side").asText().equals(side)) {
                text = text.substring(0, line.get("from").asInt())
                        + line.get("text").asText();
            }
        }
        return text;
    }

    @Test
    void aStrengthOfZeroMovesNothing() throws Exception {
        List<JsonNode> lines = model.steer(body(steered(0)));
        JsonNode written = AskedModel.of(lines, "written").get(0);
        assertThat(written.get("steeredText")).isEqualTo(written.get("defaultText"));
        assertThat(written.get("applied")).isEmpty();
        JsonNode moved = AskedModel.of(lines, "moved").get(0);
        assertThat(moved.get("features")).isEmpty();
        assertThat(moved.get("raised")).isEmpty();
        assertThat(moved.get("lowered")).isEmpty();
    }

    /** What is said of activations without steering is what reading the same tokens finds. */
    @Test
    void whatElseMovesIsMeasuredOnPromptAndDefaultText() throws Exception {
        List<JsonNode> lines = model.steer(body(steered(4)));
        JsonNode moved = AskedModel.of(lines, "moved").get(0);
        String text = PROMPT + " "
                + AskedModel.of(lines, "written").get(0).get("defaultText").asText();
        JsonNode read = AskedModel.json(
                model.post("/api/own-text", "{\"text\": \"" + text + "\"}").body());
        int rows = moved.get("rows").asInt();
        assertThat(read.get("tokens")).hasSize(rows);
        assertThat(moved.get("places").asInt()).isEqualTo(rows - 4 + 1);
        assertThat(moved.get("features")).isNotEmpty();
        for (JsonNode one : moved.get("features")) {
            assertThat(one.get("layer").asInt() == 0 && one.get("index").asInt() == index)
                    .isFalse();
            FeatureStatistics known = StatisticsFile.read(words.run()
                    .resolve("features/blocks." + one.get("layer").asInt() + ".hook_resid_post.safetensors"));
            double sd = known.sd()[one.get("index").asInt()];
            double change = one.get("after").asDouble() - one.get("before").asDouble();
            assertThat(one.get("sds").asDouble()).isCloseTo(change / sd, within(1e-9));
            assertThat(one.get("before").asDouble()).isCloseTo(mean(read, one, rows), within(1e-5));
        }
        double largest = Double.POSITIVE_INFINITY;
        for (JsonNode one : moved.get("features")) {
            assertThat(Math.abs(one.get("sds").asDouble())).isLessThanOrEqualTo(largest);
            largest = Math.abs(one.get("sds").asDouble());
        }
        moved.get("raised").forEach(token -> assertThat(token.get("after").asDouble())
                .isGreaterThan(token.get("before").asDouble()));
        moved.get("lowered").forEach(token -> assertThat(token.get("after").asDouble())
                .isLessThan(token.get("before").asDouble()));
    }

    private static double mean(JsonNode read, JsonNode feature, int rows) {
        double sum = 0;
        for (JsonNode set : read.get("sets")) {
            if (set.get("layer").equals(feature.get("layer"))) {
                for (JsonNode token : set.get("tokens")) {
                    for (JsonNode active : token) {
                        sum += active.get("index").equals(feature.get("index"))
                                ? active.get("value").asDouble()
                                : 0;
                    }
                }
            }
        }
        return sum / rows;
    }

    @Test
    void anOwnTextHasTheCodesThatTheRunHas() throws Exception {
        String first = Files.readAllLines(folder.resolve("corpus.txt")).get(0);
        for (String run : List.of("words", "headless")) {
            AskedModel asked = new AskedModel(words.serving(), "model=" + run + "&run=" + run);
            Path files = folder.resolve("home/runs").resolve(run);
            JsonNode read = AskedModel.json(
                    asked.post("/api/own-text", "{\"text\": \"" + first + "\"}").body());
            List<Integer> rows = IntStream.range(0, read.get("rows").size())
                    .filter(i -> read.get("rows").get(i).asBoolean())
                    .boxed()
                    .toList();
            assertThat(read.get("sets")).hasSize(2);
            for (JsonNode set : read.get("sets")) {
                Codes codes = CodesFile.read(
                                List.of(files.resolve("codes/" + set.get("hook").asText() + "/part-00000.safetensors")))
                        .codes();
                for (int row = 0; row < rows.size(); row++) {
                    JsonNode active = set.get("tokens").get(rows.get(row));
                    assertThat(active).hasSize(codes.start(row + 1) - codes.start(row));
                    for (JsonNode one : active) {
                        assertThat(one.get("value").asDouble())
                                .isCloseTo(value(codes, row, one.get("index").asInt()), within(1e-4));
                    }
                }
            }
            assertThat(read.get("features"))
                    .allSatisfy(known -> assertThat(known.get("max").asDouble()).isPositive());
        }
    }

    private static double value(Codes codes, int row, int feature) {
        for (int i = codes.start(row); i < codes.start(row + 1); i++) {
            if (codes.indices()[i] == feature) {
                return codes.values()[i];
            }
        }
        return 0;
    }

    @ParameterizedTest
    @CsvSource({"insulate", "cohere"})
    void correctingByNeighboursAddsWhatTheCorrectionSays(String how) throws Exception {
        String correct = "\"correct\": \"" + how + "\"";
        String body = body(steered(2), correct, "\"minAbsR\": 0.1", "\"neighbours\": 5");
        JsonNode started = AskedModel.of(model.steer(body), "started").get(0);
        HttpResponse<String> file = model.post("/api/steer/recipe", body);
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("steergraph-words.recipe.json");
        Recipe recipe = RecipeFile.read(Files.writeString(folder.resolve(how + ".json"), file.body()));
        assertThat(recipe.interventions())
                .hasSize(started.get("steered").size())
                .hasSizeGreaterThan(1);
        assertThat(started.get("steered").get(0).get("neighbour").asBoolean()).isFalse();
        assertThat(started.get("steered").get(1).get("neighbour").asBoolean()).isTrue();
        Sae sae = SaeFolder.read(words.run().resolve("sae").resolve(HOOK));
        FeatureStatistics known =
                StatisticsFile.read(words.run().resolve("features").resolve(HOOK + ".safetensors"));
        double share = how.equals("cohere") ? Correction.FOLLOW : 1;
        List<Neighbour> neighbours = new ArrayList<>();
        for (var row : words.rows("MATCH (:Feature {run: 'words', layer: 0, index: " + index
                + "})-[e:CORRELATES]-(g:Feature {layer: 0}) WHERE e.strength >= 0.1 RETURN g.index AS index, e.r AS r"
                + " ORDER BY e.strength DESC, index LIMIT 5")) {
            int other = row.get("index").asInt();
            neighbours.add(new Neighbour(
                    Directions.of(sae, other),
                    known.sd()[other],
                    share * row.get("r").asDouble()));
        }
        double c = 2 * known.max()[index];
        float[] direction = Directions.of(sae, index);
        float[] expected = how.equals("insulate")
                ? Correction.insulateByCosine(direction, c, neighbours)
                : Correction.cohere(direction, known.sd()[index], c, neighbours);
        double[] added = new double[expected.length];
        for (Intervention one : recipe.interventions()) {
            Place.OfFeature place = (Place.OfFeature) one.place();
            float[] along = Directions.of(sae, place.feature().index());
            for (int i = 0; i < added.length; i++) {
                added[i] += one.change().k() * Objects.requireNonNull(place.max()) * along[i];
            }
        }
        for (int i = 0; i < added.length; i++) {
            // Changes of neighbours that are smaller than anybody could see are left out.
            assertThat(added[i]).isCloseTo(expected[i], within(1e-4));
        }
    }

    @Test
    void aChatIsAskedThroughItsTemplate() throws Exception {
        JsonNode plain = AskedModel.of(model.steer(body(steered(1))), "started").get(0);
        List<JsonNode> chat = model.steer(body(steered(1), "\"chat\": true", "\"system\": \"w3 w4\""));
        assertThat(AskedModel.of(chat, "started").get(0).get("promptTokens").asInt())
                .isEqualTo(plain.get("promptTokens").asInt() + 2 + 4);
    }

    @Test
    void whatCanBeAskedIsSaidBefore() throws Exception {
        JsonNode writes = model.get("/api/model");
        assertThat(writes.get("available").asBoolean()).isTrue();
        assertThat(writes.get("predictsText").asBoolean()).isTrue();
        assertThat(writes.get("chat").asBoolean()).isTrue();
        assertThat(writes.get("context").asInt()).isEqualTo(SteeredWords.CONTEXT);
        JsonNode reads = new AskedModel(words.serving(), "model=headless&run=headless").get("/api/model");
        assertThat(reads.get("available").asBoolean()).isTrue();
        assertThat(reads.get("predictsText").asBoolean()).isFalse();
        AskedModel away = new AskedModel(words.serving(), "model=headless&run=away");
        assertThat(away.get("/api/model").get("problem").asText()).contains("serve --run DIR");
        assertThat(away.problem(409, "/api/steer", body("{\"feature\": \"0:1\", \"strength\": 1}")))
                .contains("serve --run DIR");
        assertThat(away.problem(409, "/api/own-text", "{\"text\": \"w5\"}")).contains("serve --run DIR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "400; {\"feature\": \"0:F\", \"strength\": \"NaN\"}; out of range",
                "400; {\"feature\": \"0:F\", \"strength\": 1e9}; out of range",
                "400; {\"feature\": \"0:F\"}; strength of 0:",
                "400; {\"feature\": \"0:F\", \"strength\": -1, \"change\": \"clamp\"}; never negative",
                "400; {\"feature\": \"0:F\", \"strength\": 1, \"change\": \"much\"}; no way to steer",
                "400; {\"feature\": \"river\", \"strength\": 1}; is no feature",
                "404; {\"feature\": \"0:64\", \"strength\": 1}; has no feature 0:64",
                "404; {\"feature\": \"7:1\", \"strength\": 1}; has no feature 7:1",
                "400; {\"feature\": \"0:F\", \"strength\": 1}, {\"feature\": \"0:F\", \"strength\": 2}; asked for twice"
            })
    void aFeatureOrStrengthThatIsNoneIsAProblem(int status, String features, String part) throws Exception {
        assertThat(model.problem(status, "/api/steer", body(features.replace("0:F", feature))))
                .contains(part);
    }

    @Test
    void otherMistakesAreToldInOneSentence() throws Exception {
        String longest =
                IntStream.range(0, SteeredWords.CONTEXT).mapToObj(i -> "w9").collect(Collectors.joining(" "));
        assertThat(model.problem(400, "/api/steer", body(steered(1)).replace(PROMPT, longest)))
                .contains("more than the 1024");
        assertThat(model.problem(400, "/api/steer", body(steered(1)).replace(PROMPT, "")))
                .contains("prompt is missing");
        assertThat(model.problem(400, "/api/steer", body(steered(1), "\"temperature\": -1")))
                .contains("temperature");
        assertThat(model.problem(400, "/api/steer", body(steered(1), "\"positions\": \"some\"")))
                .contains("no positions");
        assertThat(model.problem(400, "/api/steer", body(steered(1), "\"correct\": \"some\"")))
                .contains("correct must be one of none, insulate, cohere");
        assertThat(model.problem(400, "/api/steer", body(steered(1), "\"minAbsR\": 2")))
                .contains("minAbsR");
        assertThat(model.problem(400, "/api/steer", body(steered(Double.NaN)))).contains("body is not JSON");
        AskedModel headless = new AskedModel(words.serving(), "model=headless&run=headless");
        assertThat(headless.problem(400, "/api/steer", body(""))).contains("no language-model head");
        assertThat(model.problem(400, "/api/own-text", "{\"text\": \"" + longest + "\"}"))
                .contains("of 1024 tokens", "1 to 256");
        assertThat(model.problem(400, "/api/own-text", "{\"text\": \"\"}")).contains("of 0 tokens");
        assertThat(model.post("/api/own-text", "{\"text\": \"w5 \\ud800 w6\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anSaeThatIsNotThereIsNamed() throws Exception {
        Path sae = words.run().resolve("sae").resolve(HOOK);
        Path hidden = folder.resolve("hidden-sae");
        try (SteeredWords.Other fresh = words.another()) {
            Files.move(sae, hidden);
            AskedModel asked = new AskedModel(fresh.serving(), "model=words");
            assertThat(asked.problem(400, "/api/steer", body(steered(1)))).contains(HOOK);
            JsonNode read = AskedModel.json(
                    asked.post("/api/own-text", "{\"text\": \"w5 w6\"}").body());
            assertThat(read.get("sets")).hasSize(1);
            assertThat(read.get("notes").get(0).asText()).contains("are not looked at");
        } finally {
            Files.move(hidden, sae);
        }
    }

    @Test
    void aNamedModelStandsForTheRunsOwnIfItFits() throws Exception {
        try (SteeredWords.Other fresh = words.another(folder.resolve("headless").toString())) {
            AskedModel asked = new AskedModel(fresh.serving(), "model=words");
            assertThat(asked.get("/api/model").get("available").asBoolean()).isTrue();
            assertThat(asked.problem(400, "/api/steer", body(steered(1)))).contains("no language-model head");
        }
        try (SteeredWords.Other fresh = words.another("minilm")) {
            AskedModel asked = new AskedModel(fresh.serving(), "model=words");
            assertThat(asked.get("/api/model").get("problem").asText()).contains("6 of width 384");
        }
    }

    @Test
    void whatIsTooMuchIsRefusedAndTheRestWaits() throws Exception {
        String slow = body(steered(1)).replace("\"tokens\": 12", "\"tokens\": 200");
        List<CompletableFuture<HttpResponse<Stream<String>>>> asked =
                IntStream.range(0, 6).mapToObj(i -> model.begin(slow)).toList();
        List<Integer> statuses = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        List<String> waited = new ArrayList<>();
        for (CompletableFuture<HttpResponse<Stream<String>>> one : asked) {
            HttpResponse<Stream<String>> response = one.get();
            statuses.add(response.statusCode());
            List<String> lines = response.body().toList();
            (response.statusCode() == 429 ? refusals : waited).addAll(lines);
        }
        assertThat(statuses).contains(200, 429).containsOnly(200, 429);
        assertThat(refusals).allSatisfy(refusal -> assertThat(refusal).contains("the model is busy"));
        assertThat(waited).contains("{\"event\":\"waiting\",\"ahead\":1}");
        assertThat(waited.stream().filter(line -> line.contains("\"event\":\"done\"")))
                .hasSize((int) statuses.stream().filter(status -> status == 200).count());
    }

    /** So many tokens that somebody who gives up is noticed long before they are written. */
    private static String endless(String id) {
        return body(steered(1), "\"id\": \"" + id + "\"", "\"temperature\": 1")
                .replace("\"tokens\": 12", "\"tokens\": 500");
    }

    @Test
    void stoppingEndsWhatIsWritten() throws Exception {
        HttpResponse<Stream<String>> response = model.begin(endless("mine")).get();
        Iterator<String> lines = response.body().iterator();
        JsonNode line = AskedModel.json("{}");
        while (!line.path("event").asText().equals("token")) {
            line = next(lines);
        }
        assertThat(model.delete("/api/steer/mine").statusCode()).isEqualTo(204);
        int tokens = 0;
        while (lines.hasNext()) {
            line = next(lines);
            tokens += line.path("event").asText().equals("token") ? 1 : 0;
        }
        assertThat(line.get("event").asText()).isEqualTo("stopped");
        assertThat(tokens).isLessThan(900);
        assertThat(model.delete("/api/steer/nobodys").statusCode()).isEqualTo(204);
    }

    private static JsonNode next(Iterator<String> lines) {
        String line = lines.next();
        while (line.isEmpty() && lines.hasNext()) {
            line = lines.next();
        }
        return line.isEmpty() ? AskedModel.json("{}") : AskedModel.json(line);
    }

    @Test
    void whoGoesAwayIsNotWrittenForAnyMore() throws Exception {
        long began = System.nanoTime();
        model.steer(endless("whole"));
        long whole = System.nanoTime() - began;
        HttpResponse<Stream<String>> response = model.begin(endless("left")).get();
        response.body().limit(3).forEach(line -> {});
        response.body().close();
        began = System.nanoTime();
        while (model.get("/api/model").get("unfinished").asInt() > 0) {
            Thread.sleep(20);
        }
        assertThat(System.nanoTime() - began).isLessThan(whole / 2);
    }

    @Test
    void closingEndsWhatIsWritten() throws Exception {
        SteeredWords.Other fresh = words.another();
        AskedModel asked = new AskedModel(fresh.serving(), "model=words");
        HttpResponse<Stream<String>> response = asked.begin(endless("last")).get();
        Iterator<String> lines = response.body().iterator();
        next(lines);
        fresh.close();
        List<String> rest = new ArrayList<>();
        try {
            lines.forEachRemaining(rest::add);
        } catch (UncheckedIOException e) {
            assertThat(e).hasMessageContaining("closed"); // The server was faster than the last line.
        }
        assertThat(rest).noneMatch(line -> line.contains("\"event\":\"written\""));
    }
}
