package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelateCommandTest {

    @TempDir
    private static Path folder;

    private static String run;

    private record Outcome(int code, String out, String err) {}

    @BeforeAll
    static void draw() {
        run = folder.resolve("planted").toString();
        Outcome drawn = run(
                "bench-codes", "--features", "256", "--layers", "2", "--rows", "20k", "--active", "6", "--out", run);
        assertThat(drawn.code()).as(drawn.err()).isZero();
    }

    @Test
    void everythingThatCanBeAskedForIsThere() throws IOException {
        JsonNode report = json(
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
    void theSameAgainIsNotComputedAgainButOtherThingsAre() throws IOException {
        JsonNode strong = json("--run", run, "--threshold", "0.9", "--null", "0");
        assertThat(json("--run", run, "--threshold", "0.9", "--null", "0")).isEqualTo(strong);
        assertThat(json("--run", run, "--min-mi", "0.001", "--null", "0")
                        .get("edges")
                        .asInt())
                .isGreaterThan(strong.get("edges").asInt());
        assertThat(json("--run", run, "--threshold", "0.9", "--null", "0", "--features", "10"))
                .isNotEqualTo(strong);
    }

    @Test
    void textShowsEdgesBesideThoseOfPermutedDocuments() {
        Outcome outcome = run("correlate", "--run", run, "--null", "1", "--split-half");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("4 edges between 512 features over 20000 rows", "permuted: within", "Jaccard", "report.html");
    }

    @Test
    void textTellsHowManyFeaturesTookPart() {
        assertThat(run("correlate", "--run", run, "--null", "0", "--features", "10")
                        .out())
                .contains("between 20 of 512 features");
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
        Outcome outcome = run(
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
        Outcome outcome = run(all.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains(part).startsWith("steergraph: ").hasLineCount(1);
    }

    private static JsonNode json(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("correlate", "--json"));
        all.addAll(List.of(options));
        Outcome outcome = run(all.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return new ObjectMapper().readTree(outcome.out());
    }

    private static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }
}
