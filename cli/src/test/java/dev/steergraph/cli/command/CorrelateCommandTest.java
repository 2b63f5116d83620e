package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.CommandRunner.Outcome;
import dev.steergraph.cli.fixture.EdgeFile;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithSmallRun
class CorrelateCommandTest {

    @TempDir
    private static Path folder;

    private static String run;

    private static CommandRunner commands;

    @BeforeAll
    static void draw() {
        run = folder.resolve("planted").toString();
        commands = new CommandRunner(folder.resolve("home"));
        Outcome drawn = commands.run(
                "bench-codes", "--features", "256", "--layers", "2", "--rows", "20k", "--active", "6", "--out", run);
        assertThat(drawn.code()).as(drawn.err()).isZero();
    }

    @Test
    void aReportHasEverythingThatWasAskedFor() throws IOException {
        JsonNode report = commands.json(
                "correlate",
                "--run",
                run,
                "--null",
                "2",
                "--split-half",
                "--bootstrap",
                "200",
                "--details",
                "--mi-bins",
                "3",
                "--top",
                "20");
        assertThat(report.get("edges").asInt()).isEqualTo(4);
        assertThat(report.get("levels")).hasSize(7);
        assertThat(report.at("/levels/0/nullWithin").asInt()
                        + report.at("/levels/0/nullAcross").asInt())
                .isZero();
        assertThat(report.get("halfEdges")).hasSize(3);
        JsonNode summary = new ObjectMapper()
                .readTree(folder.resolve("planted/correlations/summary.json").toFile());
        assertThat(summary.at("/bootstrap/edges")).hasSize(4);
        assertThat(summary.at("/matrices/0/rows")).hasSize(20);
        assertThat(folder.resolve("planted/correlations/report.html")).isNotEmptyFile();
    }

    @Test
    void theSameSettingsAreNotComputedAgainButOthersAre() throws IOException {
        JsonNode strong = commands.json("correlate", "--run", run, "--threshold", "0.9", "--null", "0");
        assertThat(commands.json("correlate", "--run", run, "--threshold", "0.9", "--null", "0"))
                .isEqualTo(strong);
        assertThat(commands.json("correlate", "--run", run, "--min-mi", "0.001", "--null", "0")
                        .get("edges")
                        .asInt())
                .isGreaterThan(strong.get("edges").asInt());
        assertThat(commands.json("correlate", "--run", run, "--threshold", "0.9", "--null", "0", "--features", "10"))
                .isNotEqualTo(strong);
    }

    @Test
    void textShowsEdgesBesideThoseOfPermutedDocuments() {
        Outcome outcome = commands.run("correlate", "--run", run, "--null", "1", "--split-half");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains(
                        "4 edges between 512 features over 20,000 rows", "permuted: within", "Jaccard", "report.html");
    }

    @Test
    void textTellsHowManyFeaturesTookPart() {
        assertThat(commands.run("correlate", "--run", run, "--null", "0", "--features", "10")
                        .out())
                .contains("between 20 of 512 features", "documents were not permuted")
                .doesNotContain("permuted: within");
    }

    @Test
    void detailsOfARunHaveTheCosinesOfItsOwnSaes(SmallRun small) throws IOException {
        Path copy = small.copy();
        JsonNode correlated = commands.json("correlate", "--run", copy.toString(), "--details");
        assertThat(correlated.get("features").asInt()).isEqualTo(512);
        assertThat(correlated.get("edges"))
                .isEqualTo(small.reportOf("correlate").get("edges"));
        assertThat(EdgeFile.decoderCosines(copy.resolve("correlations")))
                .as("across layers as well")
                .isNotEmpty()
                .allSatisfy(cosine -> assertThat(cosine).isBetween(-1.0, 1.0));
    }

    @Test
    void rawActivationsOfWholePromptsAreCorrelated() throws IOException {
        String pooled = folder.resolve("pooled").toString();
        commands.json(
                "extract",
                "--run",
                pooled,
                "--layers",
                "1,3",
                "--corpus",
                "wordnet",
                "--prompts",
                "100",
                "--pool",
                "mean");
        JsonNode correlated = commands.json("correlate", "--run", pooled, "--source", "activations", "--null", "0");
        assertThat(correlated.get("rows").asInt()).isEqualTo(100);
        assertThat(correlated.get("features").asInt()).isEqualTo(768);
        assertThat(correlated.get("edges").asInt()).isPositive();
    }

    @Test
    void codesOfSeveralSetsOfALayerAreCorrelatedTogether() throws IOException {
        String codes = run + "/codes/blocks.0.hook_resid_post";
        String out = folder.resolve("twins").toString();
        String[] twins = {
            "correlate",
            "--codes",
            "0=" + codes,
            "--codes",
            "0/twin=" + codes,
            "--out",
            out,
            "--threshold",
            "0.95",
            "--null",
            "0"
        };
        JsonNode report = commands.json(twins);
        assertThat(report.get("features").asInt()).isEqualTo(512);
        assertThat(report.get("betweenSets").asInt())
                .as("every feature that is active in five documents has its twin")
                .isBetween(200, 256);
        assertThat(commands.run(twins).out())
                .contains("inside layers " + report.get("betweenSets") + " join features of different SAEs");
        assertThat(folder.resolve("twins/layer_0~codes_vs_0~twin.npy")).isRegularFile();
        assertThat(commands.run("correlate", "--codes", "0=" + codes, "--codes", "0/codes=" + codes, "--out", out)
                        .err())
                .contains("--codes gives " + codes + " and " + codes
                        + " for 0/codes; name the sets of a layer differently")
                .hasLineCount(1);
        assertThat(commands.run("correlate", "--codes", "0/a/b=" + codes, "--out", out)
                        .err())
                .contains("--codes 0/a/b=" + codes + " should be LAYER=FILE or LAYER/SET=FILE")
                .hasLineCount(1);
    }

    @Test
    void eitherARunOrCodesMustBeGiven() {
        commands.mistake("either --run", "correlate");
    }

    @Test
    void nonsenseIsAMistakeToldInOneSentence() {
        mistake("is no set of run", "--set", "res-none");
        mistake("reads none", "--set", "res-none", "--source", "activations");
        mistake("give one of them", "--threshold", "0.3", "--min-mi", "0.1");
        mistake("above 0 and below 1", "--min-mi", "0");
        mistake("above 0 and below 1", "--min-mi", "1.5");
        mistake("above 0 and below 1", "--min-mi", "NaN");
        mistake("--threshold, not by --min-mi", "--source", "activations", "--min-mi", "0.1");
        mistake("from 0 to below 1", "--threshold", "1");
        mistake("from 100 to 10000", "--bootstrap", "5");
        mistake("number above 0", "--bootstrap", "0");
        mistake("give that too", "--bootstrap-edges", "5");
        mistake("from 1 to 10000", "--bootstrap", "100", "--bootstrap-edges", "0");
        mistake("give 2, 3 or 4", "--details", "--mi-bins", "5");
        mistake("give that too", "--mi-bins", "3");
        mistake("--details only", "--sae", "0=somewhere");
        mistake("goes with --codes", "--details", "--sae", "0=somewhere");
        mistake("from 0 to 2000", "--top", "-1");
        mistake("at least 2", "--features", "1");
        mistake("number above 0", "--features", "-3");
        mistake("may be negative", "--null", "-1");
        mistake("--top", "--top", "many");
        Outcome outcome = commands.run(
                "correlate",
                "--codes",
                "0=" + run + "/codes/blocks.0.hook_resid_post",
                "--out",
                folder.resolve("out").toString(),
                "--details",
                "--sae",
                "1=" + folder);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("layer 1, for which no --codes").hasLineCount(1);
    }

    private static void mistake(String part, String... options) {
        List<String> all = new ArrayList<>(List.of("correlate", "--run", run));
        all.addAll(List.of(options));
        commands.mistake(part, all.toArray(String[]::new));
    }

    @Test
    void memoryIsAnAmountThatSuffices() throws IOException {
        Outcome none = commands.run("correlate", "--run", run, "--memory", "much");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--memory much is no amount of memory; write 512M or 8G.");
        Outcome little = commands.run("correlate", "--run", run, "--threshold", "0.8", "--memory", "63M");
        assertThat(little.code()).isEqualTo(2);
        assertThat(little.err()).contains("--memory").contains("give at least 64M");
        Outcome most = commands.run("correlate", "--run", run, "--memory", "999999G");
        assertThat(most.code()).isEqualTo(2);
        assertThat(most.err()).contains("--memory 999999G is more than the").contains("STEERGRAPH_HEAP");
        assertThat(commands.json("correlate", "--run", run, "--threshold", "0.8", "--memory", "64M")
                        .get("edges")
                        .asInt())
                .isEqualTo(2);
    }
}
