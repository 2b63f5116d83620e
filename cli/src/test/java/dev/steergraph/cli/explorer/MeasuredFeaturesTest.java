package dev.steergraph.cli.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.cli.fixture.SteeredWords;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.steering.band.BandsFile;
import dev.steergraph.core.steering.band.FeatureBand;
import dev.steergraph.cypher.CypherFile;
import dev.steergraph.web.Chromium;
import dev.steergraph.web.RequiresChromium;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Record;

/** What steering was measured to do, from the commands that measure it over the graph to queries, the API and the pages. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MeasuredFeaturesTest {

    private static final String EFFECTS = "MATCH (a:Feature {run: 'words'})-[m:MOVES]->(b:Feature)"
            + " RETURN a.layer + '/' + a.sae + ':' + a.index AS source, b.layer + '/' + b.sae + ':' + b.index AS target,"
            + " a.layer + '-' + a.sae + '/' + a.index AS address, b.layer + '-' + b.sae + '/' + b.index AS moved,"
            + " m.effect AS effect, a.layer < b.layer AS across ORDER BY across DESC, abs(m.effect) DESC, source, target";

    @TempDir
    private static Path folder;

    private static SteeredWords words;
    private static String run;
    private static JsonNode effects;
    private static JsonNode band;
    private static Record strongest;

    @BeforeAll
    static void measure() throws IOException {
        words = SteeredWords.serve(folder);
        run = words.run().toString();
        effects = words.commands().json("effects", "--run", run, "--features", "12", "--tokens", "400");
        Record active = words.rows("MATCH (f:Feature {run: 'words', layer: 0})"
                        + " RETURN f.layer + ':' + f.index AS feature ORDER BY f.density DESC, f.index LIMIT 1")
                .get(0);
        String feature = active.get("feature").asString();
        band = words.commands()
                .json("steer", "--run", run, "--features", feature, "--sweep", "0.5,2", "--tokens", "6")
                .get(0);
        JsonNode loaded = words.commands().json("load", "--run", run);
        assertThat(loaded.get("moves").asLong()).isEqualTo(effects.get("moves").asLong());
        strongest = words.rows(EFFECTS).get(0);
    }

    @AfterAll
    static void close() {
        words.close();
    }

    private static JsonNode asked(String path) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(Asked.get(words.serving(), path));
    }

    private static String address(String path) {
        return words.serving().uri().resolve(path).toString();
    }

    @Test
    @Order(1)
    void allThatMovesIsInTheGraph() {
        assertThat(words.rows(EFFECTS)).hasSize(effects.get("moves").asInt()).isNotEmpty();
        assertThat(strongest.get("across").asBoolean()).isTrue();
        assertThat(words.rows("MATCH (f:Feature) WHERE f.steered IS NOT NULL RETURN f.raised AS raised"))
                .hasSize(12)
                .allMatch(row -> row.get("raised").size() > 0);
    }

    @Test
    @Order(1)
    void queriesAboutEffectsFindSome() throws IOException {
        for (String name : List.of("what-a-feature-moves", "what-moves-a-feature", "effects-without-correlation")) {
            String text = Files.readString(Path.of("..", "cypher", "queries", name + ".cypher"));
            Map<String, Object> parameters = new HashMap<>(Map.of("run", "words", "atLeast", 0.1, "limit", 25));
            parameters.put("key", null);
            assertThat(words.rows(
                            CypherFile.parse("queries/" + name + ".cypher", text)
                                    .statement(),
                            parameters))
                    .as(name)
                    .isNotEmpty();
        }
    }

    @Test
    @Order(1)
    void pathsGoAlongEffects() throws Exception {
        String[] command = {
            "paths",
            "--run",
            "words",
            "--by",
            "effect",
            "--from",
            strongest.get("source").asString(),
            "--to",
            strongest.get("target").asString(),
            "-k",
            "20"
        };
        double worth = Math.tanh(Math.abs(strongest.get("effect").asDouble()));
        JsonNode paths = words.commands().json(command).get("paths");
        assertThat(paths.get(0).get("product").asDouble()).isGreaterThanOrEqualTo(worth - 1e-9);
        assertThat(words.commands().run(command).out())
                .contains(strongest.get("source").asString().replaceAll("/[^:]*", ""));
        JsonNode served = asked("/api/paths?model=words&by=effect&from="
                + strongest.get("address").asString() + "&to="
                + strongest.get("moved").asString());
        JsonNode direct = StreamSupport.stream(served.get("items").spliterator(), false)
                .filter(path -> path.get("hops").size() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(direct.get("product").asDouble()).isCloseTo(worth, within(1e-9));
        assertThat(direct.at("/hops/0/effect").asDouble())
                .isCloseTo(strongest.get("effect").asDouble(), within(1e-12));
        assertThat(direct.at("/hops/0/r").isNull()).isTrue();
        assertThat(asked("/api/paths?model=words&by=luck&from="
                                + strongest.get("address").asString() + "&to="
                                + strongest.get("moved").asString())
                        .get("detail")
                        .asText())
                .contains("by");
    }

    @Test
    @Order(1)
    void whatNoPathByEffectIsIsToldInOneSentence() {
        String from = strongest.get("source").asString();
        String to = strongest.get("target").asString();
        mistake("add --by effect", "--from", from, "--to", to, "--min-effect", "0.2");
        mistake("paths by effect use none", "--from", from, "--to", to, "--by", "effect", "--min-abs-r", "0.3");
        mistake("0 or more standard deviations", "--from", from, "--to", to, "--by", "effect", "--min-effect", "-1");
        mistake("0 or more standard deviations", "--from", from, "--to", to, "--by", "effect", "--min-effect", "NaN");
        mistake("--by", "--from", from, "--to", to, "--by", "luck");
        assertThat(words.commands()
                        .run(
                                "paths",
                                "--run",
                                "words",
                                "--from",
                                from,
                                "--to",
                                to,
                                "--by",
                                "effect",
                                "--min-effect",
                                "1e6")
                        .out())
                .contains("No path leads");
    }

    private static void mistake(String part, String... options) {
        String[] command = new String[options.length + 3];
        command[0] = "paths";
        command[1] = "--run";
        command[2] = "words";
        System.arraycopy(options, 0, command, 3, options.length);
        words.commands().mistake(part, command);
    }

    @Test
    @Order(1)
    void aFeatureTellsItsUsableBand() throws Exception {
        Record found = words.rows(
                        "MATCH (f:Feature {run: 'words'}) WHERE f.bandLow IS NOT NULL OR f.bandBreaks IS NOT NULL"
                                + " RETURN f.index AS index, f.bandLow AS low, f.bandHigh AS high, f.bandBreaks AS breaks,"
                                + " f.layer + '-' + f.sae + '/' + f.index AS address")
                .get(0);
        assertThat(found.get("index").asInt()).isEqualTo(band.get("index").asInt());
        JsonNode served = asked("/api/features/" + found.get("address").asString() + "?model=words")
                .get("feature");
        for (String name : List.of("low", "high", "breaks")) {
            JsonNode value = band.path(name);
            String property = "band" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
            if (value.isNumber()) {
                assertThat(found.get(name).asDouble()).isEqualTo(value.asDouble());
            } else {
                assertThat(found.get(name).isNull()).isTrue();
            }
            if (!name.equals("breaks") || value.isNumber()) {
                assertThat(served.path(property).asDouble(-1)).isEqualTo(value.asDouble(-1));
            }
        }
    }

    @Test
    @Order(1)
    @RequiresChromium
    void pagesShowWhatWasMeasured() throws Exception {
        try (Chromium chromium = Chromium.open()) {
            chromium.go(address("/words/" + strongest.get("address").asString()));
            chromium.sees(".moves", "What steering it moves");
            chromium.sees(".moves", strongest.get("target").asString().replaceAll("/[^:]*", ""));
            chromium.sees(".measured", "Raised");
            chromium.go(address("/words/" + strongest.get("moved").asString()));
            chromium.sees(".moved-by", "What moves it when steered");
            chromium.go(address("/words/paths?from=" + strongest.get("address").asString() + "&to="
                    + strongest.get("moved").asString() + "&by=effect"));
            chromium.sees(".path-list", "product of tanh |effect|");
            chromium.press("Steer");
            chromium.sees(".steered li", "w");
            String swept = words.rows("MATCH (f:Feature {run: 'words'}) WHERE f.index = "
                            + band.get("index").asInt()
                            + " AND f.layer = 0 RETURN f.layer + '-' + f.sae + '/' + f.index AS a")
                    .get(0)
                    .get("a")
                    .asString();
            chromium.go(address("/words/" + swept));
            chromium.sees(".band", "Steering: ");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void bandsOfOtherSaesAndEffectsOfOtherCorrelationsAreLeftOut() throws IOException {
        Path file = words.run().resolve(BandsFile.PATH);
        String own = Files.readString(file);
        replaceBySae("0".repeat(64));
        words.commands().json("correlate", "--run", run, "--threshold", "0.35", "--threads", "2");
        String notes = notes("load", "--run", run);
        assertThat(notes)
                .contains("usable bands (1) of SAEs that have not made this run's codes")
                .contains("measure the effects again");
        assertThat(words.rows(EFFECTS)).isEmpty();
        assertThat(words.rows("MATCH (f:Feature) WHERE f.steered IS NOT NULL OR f.bandLow IS NOT NULL"
                        + " OR f.bandBreaks IS NOT NULL RETURN f"))
                .isEmpty();
        Files.writeString(file, "{");
        words.commands().mistake("bands.json", "load", "--run", run);
        Files.writeString(file, own.replace("\"k\" : 0.5", "\"k\" : 0.6"));
        words.commands().mistake("is not what was written", "load", "--run", run);
        Files.writeString(file, own.replace("\"k\" : 0.5", "\"kk\" : 0.5"));
        words.commands().mistake("bands.json", "load", "--run", run);
        Files.writeString(file, own.replace("\"version\" : 1", "\"version\" : 2"));
        words.commands().mistake("is of version 2", "load", "--run", run);
        Files.writeString(file, own);
        words.commands().json("load", "--run", run);
        assertThat(words.rows("MATCH (f:Feature) WHERE f.bandLow IS NOT NULL OR f.bandBreaks IS NOT NULL RETURN f"))
                .hasSizeLessThanOrEqualTo(1);
    }

    private static void replaceBySae(String sae) throws IOException {
        try (RunDirectory directory = RunDirectory.view(words.run())) {
            FeatureBand own = BandsFile.read(directory).get(0);
            BandsFile.add(
                    directory,
                    new FeatureBand(
                            own.feature(),
                            own.set(),
                            own.index(),
                            sae,
                            own.max(),
                            own.low(),
                            own.high(),
                            own.breaks(),
                            own.targets(),
                            own.strengths(),
                            own.unsteered(),
                            own.limits(),
                            own.documents(),
                            own.tokens(),
                            own.seed()));
        }
    }

    /** Progress goes to the standard error of the process. */
    private static String notes(String... command) {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            assertThat(words.commands().run(command).code()).isZero();
        } finally {
            System.setErr(before);
        }
        return err.toString(StandardCharsets.UTF_8);
    }
}
