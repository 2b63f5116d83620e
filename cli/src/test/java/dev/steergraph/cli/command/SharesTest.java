package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.WordModel;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extraction, encoding, correlations and effects by shares, against one command each: the same files, to the byte. */
class SharesTest {

    @TempDir
    private static Path folder;

    private static CommandRunner commands;
    private static Path model;
    private static Path corpus;

    @BeforeAll
    static void begin() throws IOException {
        commands = new CommandRunner(folder.resolve("home"));
        model = WordModel.write(folder.resolve("words"), "gpt2");
        corpus = WordModel.topics(folder.resolve("corpus.txt"), 240, 12, 3);
    }

    private static String[] extract(String run, String... more) {
        return command(
                List.of(
                        "extract",
                        "--run",
                        folder.resolve(run).toString(),
                        "--model",
                        model.toString(),
                        "--layers",
                        "0,1",
                        "--corpus",
                        corpus.toString()),
                more);
    }

    private static String[] command(List<String> beginning, String... more) {
        List<String> all = new ArrayList<>(beginning);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String[] of(String command, String run, String... more) {
        return command(List.of(command, "--run", folder.resolve(run).toString()), more);
    }

    private static Map<String, String> checksums(String run) throws IOException {
        Map<String, String> checksums = new TreeMap<>();
        try (RunDirectory directory = RunDirectory.view(folder.resolve(run))) {
            for (StageEntry stage : directory.stages().values()) {
                assertThat(stage.finished()).isTrue();
                for (Part part : stage.parts()) {
                    checksums.put(part.path(), Sha256.of(folder.resolve(run).resolve(part.path())));
                }
            }
        }
        return checksums;
    }

    private static void shares(int of, String[] command) throws IOException {
        assertThat(commands.json(command(List.of(command), "--begin")).has("begun"))
                .isTrue();
        for (int share = of - 1; share >= 0; share--) {
            JsonNode done = commands.json(command(List.of(command), "--part", share + "/" + of));
            assertThat(done.get("share").asText()).isEqualTo(share + "/" + of);
        }
        commands.json(command(List.of(command), "--merge"));
    }

    @Test
    void shareByShareTheSameBytes() throws IOException {
        commands.json(extract("one"));
        shares(3, extract("many"));
        commands.json(of("train-sae", "one", "--d-sae", "64", "--k", "4"));
        try (Stream<Path> saes = Files.walk(folder.resolve("one").resolve("sae"))) {
            assertThat(saes).isNotEmpty();
        }
        commands.json(of("train-sae", "many", "--d-sae", "64", "--k", "4"));
        commands.json(of("encode", "one"));
        shares(2, of("encode", "many"));
        commands.json(of("correlate", "one", "--null", "2", "--split-half", "--details"));
        shares(3, of("correlate", "many", "--null", "2", "--split-half", "--details"));
        assertThat(folder.resolve("many/correlations/shares")).isEmptyDirectory();
        String[] effects = {"--features", "5", "--tokens", "300"};
        commands.json(of("effects", "one", effects));
        shares(2, of("effects", "many", effects));
        Map<String, String> expected = checksums("one");
        Map<String, String> found = checksums("many");
        // It names the folder, and times.
        expected.keySet().removeIf(path -> path.endsWith("report.html") || path.endsWith("summary.json"));
        found.keySet().removeIf(path -> path.endsWith("report.html") || path.endsWith("summary.json"));
        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(20);
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        commands.mistake("give one of them", extract("none", "--part", "0/2", "--merge"));
        commands.mistake("--begin comes before", extract("none", "--part", "0/2", "--begin"));
        commands.mistake("give --merge as well", extract("none", "--mixed"));
        commands.mistake("no share of the parts", extract("none", "--part", "1"));
        commands.mistake("no share of the parts", extract("none", "--part", "-1/2"));
        commands.mistake("There is no share 2/2", extract("none", "--part", "2/2"));
        commands.mistake("There is no share 0/0", extract("none", "--part", "0/0"));
        commands.mistake("is no run directory", extract("none", "--merge"));
        assertThat(folder.resolve("none").resolve("run.json")).doesNotExist();
        commands.mistake(
                "are for a run", "correlate", "--codes", "1=codes.safetensors", "--out", "none", "--part", "0/2");
    }
}
