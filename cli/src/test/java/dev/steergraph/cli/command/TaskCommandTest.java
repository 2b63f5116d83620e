package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.WordModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of a small GPT-2 of random weights whose words are w3 to w60: those with w20 in them are "w30", all others "w40". */
class TaskCommandTest {

    @TempDir
    private static Path folder;

    private static CommandRunner commands;
    private static String run;

    @BeforeAll
    static void makeRun() throws IOException {
        commands = new CommandRunner(folder.resolve("home"));
        Path model = WordModel.write(folder.resolve("words"), "gpt2");
        Random random = new Random(3);
        List<String> lines = new ArrayList<>(List.of("text\tcategory"));
        for (int i = 0; i < 300; i++) {
            boolean has = i % 2 == 0;
            String text = random.ints(12, 41, WordModel.WORDS)
                    .mapToObj(word -> "w" + word)
                    .collect(Collectors.joining(" "));
            lines.add((has ? text.replaceFirst("w\\d+$", "w20") : text) + "\t" + (has ? "w30" : "w40"));
        }
        Path corpus = Files.write(folder.resolve("corpus.tsv"), lines);
        run = folder.resolve("run").toString();
        commands.json(
                "extract", "--run", run, "--model", model.toString(), "--layers", "0,1", "--corpus", corpus.toString());
        commands.json("train-sae", "--run", run, "--d-sae", "32", "--k", "4");
        commands.json("encode", "--run", run);
        commands.json("correlate", "--run", run, "--threshold", "0.1");
    }

    private static JsonNode task(String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("task", "--run", run, "--towards", "w30", "--prompt", "{text} w10"));
        all.addAll(List.of(more));
        return commands.json(all.toArray(String[]::new));
    }

    @Test
    void everyArmIsValidatedAtAllStrengthsAndTestedAtOne() throws IOException {
        JsonNode found = task("--strengths", "2,8");
        assertThat(found.get("other").asText()).isEqualTo("w40");
        assertThat(found.get("train").asInt()).isEqualTo(150);
        assertThat(found.get("validationTexts").asInt()).isEqualTo(50);
        assertThat(found.get("testTexts").asInt()).isEqualTo(100);
        assertThat(found.get("features")).hasSize(2);
        assertThat(found.at("/features/0/r").asDouble())
                .isGreaterThanOrEqualTo(found.at("/features/1/r").asDouble());
        assertThat(found.get("validation")).hasSize(16);
        assertThat(found.get("results")).hasSize(8);
        assertThat(found.at("/results").findValuesAsText("arm"))
                .containsExactly("feature", "insulate", "cohere", "random", "feature", "insulate", "cohere", "random");
        double unsteered = found.at("/unsteered/accuracy/accuracy").asDouble();
        assertThat(found.at("/unsteered/accuracy/ser").isNull()).isTrue();
        for (JsonNode result : found.get("results")) {
            JsonNode accuracy = result.get("accuracy");
            double flips =
                    accuracy.get("toRight").asInt() - accuracy.get("toWrong").asInt();
            assertThat(accuracy.get("accuracy").asDouble() - unsteered).isCloseTo(flips / 100, within(1e-9));
            assertThat(result.get("kl").asDouble()).isPositive();
            double best = -1;
            double k = 0;
            for (JsonNode cell : found.get("validation")) {
                boolean same = cell.get("arm").equals(result.get("arm"))
                        && cell.get("features").equals(result.get("features"));
                if (same && cell.at("/accuracy/accuracy").asDouble() > best) {
                    best = cell.at("/accuracy/accuracy").asDouble();
                    k = cell.get("k").asDouble();
                }
            }
            assertThat(result.get("k").asDouble()).isEqualTo(k);
        }
        assertThat(task("--strengths", "8,2"))
                .as("the order of strengths is nothing")
                .isEqualTo(found);
    }

    @Test
    void aStrengthOfNextToNothingChangesNoAnswer() throws IOException {
        JsonNode found = task("--strengths", "1e-6", "--by-answer");
        for (JsonNode result : found.get("results")) {
            assertThat(result.at("/accuracy/toWrong").asInt()).isZero();
            assertThat(result.at("/accuracy/toRight").asInt()).isZero();
            assertThat(result.get("kl").asDouble()).isBetween(-1e-6, 1e-6);
            assertThat(result.get("says")).isEqualTo(found.at("/unsteered/says"));
        }
        assertThat(commands.run(
                                "task",
                                "--run",
                                run,
                                "--towards",
                                "w40",
                                "--strengths",
                                "1e-6",
                                "--train",
                                "20",
                                "--validation",
                                "20",
                                "--test",
                                "20")
                        .out())
                .contains(
                        "Towards w40, not w30; 20 texts to choose the prompt on",
                        "right→wrong",
                        "insulate, 2 features");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--towards w50;                          none of which is w50",
                "--towards w30 --prompt hello;           does not say where the text goes",
                "--towards w30 --strengths 0;            above 0",
                "--towards w30 --strengths NaN;          above 0",
                "--towards w30 --train 3;                10 or more of each",
                "--towards w30 --neighbours 0;           1 or more",
                "--towards w30 --answer w31=w5;          none of which is w31",
                "--towards w30 --answer w30=w40;         begin with the same token"
            })
    void mistakesAreOneSentence(String options, String part) {
        List<String> all = new ArrayList<>(List.of("task", "--run", run));
        all.addAll(List.of(options.strip().split(" ")));
        commands.mistake(part.strip(), all.toArray(String[]::new));
    }

    @Test
    void aRunThatCannotBeAskedSaysSo() throws IOException {
        Path corpus = Files.write(folder.resolve("plain.txt"), List.of("w41 w42 w43", "w44 w45 w46"));
        String plain = folder.resolve("plain").toString();
        commands.mistake("is no run directory", "task", "--run", plain, "--towards", "w30");
        commands.json(
                "extract",
                "--run",
                plain,
                "--model",
                folder.resolve("words").toString(),
                "--layers",
                "0",
                "--corpus",
                corpus.toString());
        commands.mistake("correlate", "task", "--run", plain, "--towards", "w30");
        commands.mistake("encode", "correlate-labels", "--run", plain);
    }
}
