package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.WordModel;
import dev.steergraph.core.Progress;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EffectFile;
import dev.steergraph.core.table.EffectList;
import dev.steergraph.core.table.EffectToken;
import dev.steergraph.core.table.EffectTokenFile;
import dev.steergraph.core.table.FeatureFile;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.steering.effect.EffectsRequest;
import dev.steergraph.steering.effect.MeasureEffects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Effects of the features of small models of random weights, whose SAEs were trained on them. */
class EffectsCommandTest {

    private static final int FEATURES = 6;
    private static final EffectsRequest REQUEST = new EffectsRequest(FEATURES, 0, 1, 300, 0);

    @TempDir
    private static Path folder;

    private static CommandRunner commands;
    private static Path correlated;

    @BeforeAll
    static void makeRun() throws IOException {
        commands = new CommandRunner(folder.resolve("home"));
        Path model = WordModel.write(folder.resolve("words"), "gpt2");
        correlated = run("correlated", model, "0,1");
        commands.json("correlate", "--run", correlated.toString());
    }

    /** A run whose features are not yet correlated. */
    private static Path run(String name, Path model, String layers) throws IOException {
        Path corpus = folder.resolve("corpus.txt");
        if (!Files.exists(corpus)) {
            WordModel.corpus(corpus, 240);
        }
        Path run = folder.resolve(name);
        commands.json(
                "extract",
                "--run",
                run.toString(),
                "--model",
                model.toString(),
                "--layers",
                layers,
                "--corpus",
                corpus.toString());
        commands.json("train-sae", "--run", run.toString(), "--d-sae", "64", "--k", "4");
        commands.json("encode", "--run", run.toString());
        return run;
    }

    private static Path copy(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(correlated)) {
            for (Path file : files.toList()) {
                if (!correlated.relativize(file).startsWith(PartPaths.EFFECTS)) {
                    Files.copy(file, copy.resolve(correlated.relativize(file)));
                }
            }
        }
        return copy;
    }

    private static Map<String, byte[]> written(Path run) throws IOException {
        Map<String, byte[]> written = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run.resolve(PartPaths.EFFECTS))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written.put(run.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return written;
    }

    private static String[] command(Path run, String... more) {
        List<String> all = new ArrayList<>(List.of("effects", "--run", run.toString(), "--tokens", "300"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void effectsAreMeasuredOnce() throws IOException {
        Path run = copy("once");
        String[] command = command(run, "--features", Integer.toString(FEATURES));
        CommandRunner.Outcome outcome = commands.run(command);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("6 features steered on", "|r| > 0.3", "Rank correlation");
        Map<String, byte[]> written = written(run);
        assertThat(written.keySet())
                .containsExactly(
                        "effects/effects.parquet",
                        "effects/report.html",
                        "effects/summary.json",
                        "effects/tokens.parquet");
        Map<String, FileTime> times = new TreeMap<>();
        for (String file : written.keySet()) {
            Files.setLastModifiedTime(run.resolve(file), FileTime.fromMillis(1_000));
            times.put(file, Files.getLastModifiedTime(run.resolve(file)));
        }
        JsonNode again = commands.json(command);
        for (Map.Entry<String, FileTime> time : times.entrySet()) {
            assertThat(Files.getLastModifiedTime(run.resolve(time.getKey()))).isEqualTo(time.getValue());
        }
        JsonNode summary = new ObjectMapper().readTree(written.get("effects/summary.json"));
        assertThat(again.toString()).isEqualTo(summary.toString());
        check(run, summary);
    }

    /** That the table says what the summary counts. */
    private static void check(Path run, JsonNode summary) {
        FeatureSpace space =
                FeatureFile.read(run.resolve("correlations/features.parquet")).space();
        EffectList list = EffectFile.read(run.resolve("effects/effects.parquet"), space);
        assertThat(list.size()).isEqualTo(summary.get("pairs").asInt());
        assertThat(Arrays.stream(list.moves()).sum())
                .isEqualTo(summary.get("moves").asInt())
                .isPositive();
        assertThat(Arrays.stream(list.source()).distinct()).hasSize(FEATURES);
        for (int e = 0; e < list.size(); e++) {
            assertThat(list.strength()[e]).isEqualTo(1);
            assertThat(list.documents()[e]).isEqualTo(summary.get("documents").asInt());
            assertThat(space.layer(list.target()[e])).isGreaterThanOrEqualTo(space.layer(list.source()[e]));
            assertThat(list.cosine()[e]).isBetween(-1.0, 1.0);
            assertThat(Math.abs(list.effect()[e]) >= 0.1 || list.moves()[e] == 0)
                    .isTrue();
        }
        assertThat(summary.get("levels").get(0).get("edges").get("pairs").asInt())
                .isEqualTo(
                        summary.get("levels").get(0).get("matched").get("pairs").asInt())
                .isPositive();
        int strong = (int) IntStream.range(0, list.size())
                .filter(e -> space.layer(list.target()[e]) > space.layer(list.source()[e]))
                .filter(e -> Math.abs(list.r()[e]) > 0.5)
                .count();
        assertThat(summary.get("levels").get(1).get("edges").get("pairs").asInt())
                .isEqualTo(strong);
        List<EffectToken> tokens = EffectTokenFile.read(run.resolve("effects/tokens.parquet"), space);
        assertThat(tokens).hasSize(FEATURES * 20);
        for (int k = 0; k < tokens.size(); k++) {
            int at = k % 20;
            assertThat(tokens.get(k).rank()).isEqualTo(at < 10 ? at + 1 : 9 - at);
            // Special tokens stand for themselves.
            assertThat(tokens.get(k).text()).isNotEmpty();
        }
        assertThat(tokens.get(0).change()).isGreaterThan(tokens.get(9).change());
        assertThat(tokens.get(10).change()).isLessThan(tokens.get(19).change());
    }

    /** Stops when so many features are done. */
    private static final class Stopping implements Progress {

        private final int after;
        private long counted;
        private boolean steers;

        Stopping(int after) {
            this.after = after;
        }

        @Override
        public void begin(String what, long total, String unit) {
            steers = what.startsWith("steer ");
        }

        @Override
        public void update(long done, String detail) {
            if (steers && ++counted == after) {
                throw new IllegalStateException("stopped");
            }
        }

        @Override
        public void end(String summary) {
            steers = false;
        }
    }

    @Test
    void aStoppedRunGoesOnToTheSameBytes() throws IOException {
        Path whole = copy("whole");
        commands.json(command(whole, "--features", Integer.toString(FEATURES)));
        Path stopped = copy("stopped");
        try (RunDirectory directory = RunDirectory.existing(stopped)) {
            MeasureEffects effects = new MeasureEffects(directory, 1, new Stopping(2));
            assertThatThrownBy(() -> effects.execute(REQUEST, "cpu"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("stopped");
        }
        assertThat(written(stopped)).hasSize(2).allSatisfy((file, bytes) -> assertThat(file)
                .startsWith(PartPaths.EFFECT_PARTS));
        Stopping counting = new Stopping(Integer.MAX_VALUE);
        try (RunDirectory directory = RunDirectory.existing(stopped)) {
            new MeasureEffects(directory, 1, counting).execute(REQUEST, "cpu");
        }
        assertThat(counting.counted).isEqualTo(FEATURES - 2);
        Map<String, byte[]> expected = written(whole);
        Map<String, byte[]> found = written(stopped);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((file, bytes) -> assertThat(found.get(file)).as(file).isEqualTo(bytes));
    }

    @Test
    void lowerEndsOfEdgesCanBeSteered() throws IOException {
        Path run = copy("edges");
        JsonNode result = commands.json(command(run, "--edges", "3", "--strength", "0.5"));
        assertThat(result.get("features").asInt()).isBetween(1, 3);
        FeatureSpace space =
                FeatureFile.read(run.resolve("correlations/features.parquet")).space();
        EffectList list = EffectFile.read(run.resolve("effects/effects.parquet"), space);
        assertThat(list.strength()).containsOnly(0.5);
        assertThat(EdgeFile.read(run.resolve("correlations/edges.parquet"), space)
                        .size())
                .isPositive();
        String page = Files.readString(run.resolve("effects/report.html"));
        assertThat(page).contains("lower ends of 3 edges", "0.5 × the feature");
    }

    @Test
    void thePageSaysWhatTheSummarySays() throws IOException {
        Path run = copy("page");
        JsonNode result = commands.json(command(run, "--features", "4"));
        String page = Files.readString(run.resolve("effects/report.html"));
        long edges = result.get("levels").get(0).get("edges").get("pairs").asLong();
        assertThat(page)
                .contains("<title>Effects of features of words</title>")
                .contains("<dt>features steered</dt><dd>4</dd>")
                .contains("<dt>pairs that move</dt><dd>"
                        + String.format(Locale.ROOT, "%,d", result.get("moves").asLong()) + "</dd>")
                .contains(
                        "Of " + String.format(Locale.ROOT, "%,d", edges) + " edges to later layers with |r| above 0.3")
                .contains("</main></body></html>")
                .doesNotContain("NaN");
    }

    @Test
    void aModelWithoutAHeadHasEffectsButNoTokens() throws IOException {
        Path model = WordModel.write(folder.resolve("headless"), "bert");
        Path run = run("bert", model, "0,1");
        commands.mistake("steergraph correlate", command(run));
        commands.json("correlate", "--run", run.toString());
        JsonNode result = commands.json(command(run, "--features", "3"));
        assertThat(result.get("features").asInt()).isPositive();
        FeatureSpace space =
                FeatureFile.read(run.resolve("correlations/features.parquet")).space();
        assertThat(EffectTokenFile.read(run.resolve("effects/tokens.parquet"), space))
                .isEmpty();
        assertThat(EffectFile.read(run.resolve("effects/effects.parquet"), space)
                        .size())
                .isPositive();
    }

    @Test
    void aRunOfOneLayerHasNothingToSteer() throws IOException {
        Path run = run("one", folder.resolve("words"), "1");
        commands.json("correlate", "--run", run.toString());
        commands.mistake("No feature of the run has an edge to a later layer", command(run));
    }

    @Test
    void mistakesAreToldInOneSentence() {
        commands.mistake(
                "Both a number of features and one of edges", command(correlated, "--features", "2", "--edges", "2"));
        for (String strength : List.of("0", "NaN", "-1", "1e9", "Infinity")) {
            commands.mistake("out of range", command(correlated, "--strength", strength));
        }
        commands.mistake("No feature is to be steered", command(correlated, "--features", "0"));
        commands.mistake("too few to measure on", "effects", "--run", correlated.toString(), "--tokens", "5");
        commands.mistake(
                "nowhere", "effects", "--run", folder.resolve("nowhere").toString());
        assertThat(correlated.resolve(PartPaths.EFFECTS)).doesNotExist();
    }
}
