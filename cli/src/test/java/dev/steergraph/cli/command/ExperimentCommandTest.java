package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.WordModel;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.core.steering.RecipeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An experiment on a small model of random weights, with SAEs that were trained on it. */
class ExperimentCommandTest {

    @TempDir
    private static Path folder;

    private static CommandRunner commands;
    private static Path model;
    private static Path run;
    private static JsonNode first;
    private static Map<String, byte[]> files;

    @BeforeAll
    static void experiment() throws IOException {
        commands = new CommandRunner(folder.resolve("home"));
        model = WordModel.write(folder.resolve("words"), "gpt2");
        run = folder.resolve("run");
        Path corpus = WordModel.topics(folder.resolve("corpus.txt"), 240, 12, 3);
        commands.json(
                "extract",
                "--run",
                run.toString(),
                "--model",
                model.toString(),
                "--layers",
                "0,1",
                "--corpus",
                corpus.toString());
        commands.json("train-sae", "--run", run.toString(), "--d-sae", "64", "--k", "4");
        commands.json("encode", "--run", run.toString());
        commands.json("correlate", "--run", run.toString(), "--threshold", "0.1");
        first = make();
        files = files();
    }

    private static JsonNode make() throws IOException {
        return make("--generate", "2");
    }

    private static JsonNode make(String... more) throws IOException {
        return commands.json(Stream.concat(
                        Stream.of(
                                "experiment",
                                "--run",
                                run.toString(),
                                "--features",
                                "3",
                                "--strengths",
                                "0.5,1,2,4",
                                "--tokens",
                                "60",
                                "--quick"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** All files of the experiment, by name. */
    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(run.resolve("experiment"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                found.put(run.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return found;
    }

    private static JsonNode summary() throws IOException {
        return new ObjectMapper()
                .readTree(run.resolve("experiment/experiment.json").toFile());
    }

    @Test
    void everyArmIsMeasuredAtEveryStrengthAndTheTableHoldsAllOfIt() throws IOException, SQLException {
        int arms = summary().get("request").get("arms").size();
        int cells = 3 * ((arms - 1) * 4 + 1);
        assertThat(first.get("features").asInt()).isEqualTo(3);
        assertThat(first.get("cells").asInt()).isEqualTo(cells);
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*), count(DISTINCT arm), count(DISTINCT (layer, index)),"
                                + " count(*) FILTER (kl < 0), max(CASE WHEN arm = 'single' AND strength = 2 THEN own END) FROM '"
                                + run.resolve("experiment/cells.parquet") + "'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(cells);
            assertThat(rows.getInt(2)).isEqualTo(arms);
            assertThat(rows.getInt(3)).isEqualTo(3);
            assertThat(rows.getInt(4)).isZero();
            assertThat(rows.getDouble(5)).isPositive();
        }
    }

    @Test
    void whatIsNoNumberIsNullInTheSummary() throws IOException {
        String text = Files.readString(run.resolve("experiment/experiment.json"));
        assertThat(text).doesNotContain("NaN");
        assertThat(summary().get("contrasts"))
                .filteredOn(contrast -> !contrast.get("primary").asBoolean())
                .isNotEmpty()
                .allMatch(contrast -> contrast.get("adjusted").isNull());
    }

    @Test
    void thePageSaysWhatEachComparisonFixedBeforehandFound() throws IOException {
        String page = Files.readString(run.resolve("experiment/report.html"));
        JsonNode conclusions = summary().get("conclusions");
        assertThat(summary().get("contrasts"))
                .filteredOn(contrast -> contrast.get("primary").asBoolean())
                .hasSameSizeAs(conclusions)
                .isNotEmpty();
        conclusions.forEach(sentence -> assertThat(page).contains(sentence.asText()));
        assertThat(page).contains("fixed beforehand", "What this does not say", "Relaxed, as too few features passed");
        summary().get("features").forEach(feature -> assertThat(page)
                .contains(feature.get("name").asText()));
    }

    @Test
    void textsAreWrittenAtTheStrengthOfEqualGain() throws IOException {
        assertThat(summary().get("texts")).hasSize(2).allSatisfy(texts -> {
            assertThat(texts.get("words")).isNotEmpty();
            assertThat(texts.get("ways").get(0).get("arm").asText()).isEqualTo("none");
            assertThat(texts.get("ways")).allSatisfy(way -> {
                assertThat(way.get("texts").asInt()).isEqualTo(5);
                assertThat(way.get("success").asDouble()).isBetween(0.0, 1.0);
                assertThat(way.get("nll").asDouble()).isPositive();
                assertThat(way.get("distinct2").asDouble()).isBetween(0.0, 1.0);
            });
            Path recipe = run.resolve(
                    "experiment/recipes/" + texts.get("name").asText().replace(':', '-') + "-single.json");
            assertThat(texts.get("ways"))
                    .filteredOn(way -> way.get("arm").asText().equals("single"))
                    .allSatisfy(way -> assertThat(RecipeFile.read(recipe)
                                    .interventions()
                                    .get(0)
                                    .change()
                                    .k())
                            .isEqualTo(way.get("strength").asDouble()));
        });
    }

    @Test
    void moreTextsAreAddedToWhatWasMeasured() throws IOException {
        assertThat(first.get("written").asInt()).isEqualTo(2);
        assertThat(make("--generate", "1")).isEqualTo(first);
        assertEqualFiles();
        JsonNode more = make("--generate", "9");
        assertThat(more.get("written").asInt()).isEqualTo(3);
        assertThat(more.get("conclusions")).isEqualTo(first.get("conclusions"));
        Files.delete(run.resolve("experiment/experiment.json"));
        assertThat(make()).isEqualTo(first);
        assertEqualFiles();
    }

    @Test
    void aSecondRunMakesTheSameBytes() throws IOException {
        assertThat(make("--seed", "1", "--generate", "0")).isNotEqualTo(first);
        JsonNode again = make();
        assertThat(again).isEqualTo(first);
        assertEqualFiles();
    }

    @Test
    void aStoppedExperimentGoesOnWithWhatIsMissing() throws IOException {
        String part = files.keySet().stream()
                .filter(name -> name.contains("/features/") && name.endsWith(".json"))
                .findFirst()
                .orElseThrow();
        Files.delete(run.resolve(part));
        assertThat(make()).isEqualTo(first);
        assertEqualFiles();
        Files.write(run.resolve(part.replace(".json", ".safetensors")), new byte[] {1, 2, 3});
        assertThat(make()).isEqualTo(first);
        assertEqualFiles();
    }

    private static void assertEqualFiles() throws IOException {
        Map<String, byte[]> now = files();
        files.forEach((name, bytes) -> assertThat(now.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void recipesSteerWithWhatAnArmAdds() throws IOException {
        Path recipe;
        try (Stream<Path> recipes = Files.list(run.resolve("experiment/recipes"))) {
            recipe = recipes.filter(file -> file.toString().endsWith("-single.json"))
                    .min(Path::compareTo)
                    .orElseThrow();
        }
        Recipe read = RecipeFile.read(recipe);
        assertThat(read.interventions()).singleElement().satisfies(one -> {
            assertThat(one.place()).isInstanceOf(Place.OfDirection.class);
            assertThat(one.change().k()).isBetween(0.5, 4.0);
        });
        JsonNode steered = commands.json(
                "generate",
                "--run",
                run.toString(),
                "--recipe",
                recipe.toString(),
                "--prompt",
                "w5 w6 w7",
                "--tokens",
                "4");
        assertThat(steered.get(0).get("applied").get(0).get("generated").asInt())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --features | 0 | at least 1
                    --arms | sideways | is no arm of the experiment; they are single, insulate
                    --strengths | -1 | give some above 0
                    --strengths | NaN | give some above 0
                    --tokens | 3 | too few to measure on
                    --ridge | -1 | give 0 or more
                    --follow | 11 | give a share
                    --generate | -1 | give 0 or more
                    """)
    void aMistakeIsOneSentence(String option, String value, String sentence) {
        commands.mistake(sentence, "experiment", "--run", run.toString(), option, value);
    }

    @Test
    void aRunThatIsNotCorrelatedIsRefused() throws IOException {
        String other = folder.resolve("other").toString();
        commands.json(
                "extract",
                "--run",
                other,
                "--model",
                model.toString(),
                "--layers",
                "0,1",
                "--corpus",
                folder.resolve("corpus.txt").toString());
        commands.mistake("correlate", "experiment", "--run", other);
    }

    @Test
    void withoutRelaxingNoFeatureOfSoSmallARunIsGoodEnough() {
        commands.mistake(
                "No feature passes the experiment's filters", "experiment", "--run", run.toString(), "--features", "3");
    }
}
