package dev.steergraph.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.stage.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    private record Settings(int k) {}

    private record Result(int figure) {}

    private static final Stage<Settings, Result> STAGE =
            new Stage<>("s", Settings.class, Result.class, "steergraph some-stage");
    private static final Settings SETTINGS = new Settings(32);
    private static final Result RESULT = new Result(3);

    @TempDir
    private Path folder;

    @Test
    void remembersFinishedPartsOverRestarts() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin(STAGE, SETTINGS);
            part(run, "a/one", "hello");
        }
        try (RunDirectory run = RunDirectory.existing(folder)) {
            run.begin(STAGE, SETTINGS);
            assertThat(run.part(STAGE, "a/one"))
                    .contains(new Part("a/one", 5, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
            assertThat(run.isFinished(STAGE, SETTINGS)).isFalse();
            run.finish(STAGE, 1, RESULT);
            assertThat(run.isFinished(STAGE, SETTINGS)).isTrue();
            assertThat(run.finished(STAGE).settings()).isEqualTo(SETTINGS);
            assertThat(run.finished(STAGE).result()).isEqualTo(RESULT);
        }
    }

    @Test
    void otherSettingsBeginAnew() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin(STAGE, SETTINGS);
            part(run, "a/one", "hello");
            run.finish(STAGE, 1, RESULT);
            run.begin(STAGE, new Settings(64));
            assertThat(run.part(STAGE, "a/one")).isEmpty();
        }
    }

    @Test
    void aPartThatIsGoneOrOfAnotherSizeIsNotFinished() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin(STAGE, SETTINGS);
            part(run, "a/one", "hello");
            run.finish(STAGE, 1, RESULT);
            Files.writeString(folder.resolve("a/one"), "hell");
            assertThat(run.isFinished(STAGE, SETTINGS)).isFalse();
            Files.delete(folder.resolve("a/one"));
            assertThat(run.part(STAGE, "a/one")).isEmpty();
        }
    }

    @Test
    void isHeldByOneAtATime() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            assertThat(run.id()).isEqualTo(new RunId("r"));
            assertThatThrownBy(() -> RunDirectory.existing(folder))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void refusesOtherVersionsAndOtherFiles() throws IOException {
        Files.writeString(
                folder.resolve("run.json"),
                "{\"format\":\"steergraph.run\",\"version\":2,\"run\":\"r\",\"stages\":{}}");
        assertThatThrownBy(() -> RunDirectory.existing(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("version 1, it is steergraph.run version 2");
        Files.writeString(folder.resolve("run.json"), "not json");
        assertThatThrownBy(() -> RunDirectory.existing(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no manifest");
        assertThatThrownBy(() -> RunDirectory.existing(folder.resolve("elsewhere")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no run directory");
    }

    @Test
    void aChangedFileIsNoFinishedPartAndIsNotRead() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin(STAGE, SETTINGS);
            part(run, "a/one", "hello");
            run.finish(STAGE, 1, RESULT);
            assertThat(run.file(STAGE, "a/one")).hasContent("hello");
            assertThat(run.files(STAGE, "a/")).containsExactly(folder.resolve("a/one"));
            Files.writeString(folder.resolve("a/one"), "hellp");
            assertThat(run.part(STAGE, "a/one")).isEmpty();
            assertThat(run.has(STAGE, "a/one")).isTrue();
            assertThat(run.isFinished(STAGE, SETTINGS)).isFalse();
            assertThat(run.isSound(STAGE)).isFalse();
            assertThatThrownBy(() -> run.file(STAGE, "a/one"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(folder.resolve("a/one") + " is damaged: its SHA-256 is ")
                    .hasMessageContaining("run \"steergraph some-stage --run " + folder + "\" with the same options");
            Files.delete(folder.resolve("a/one"));
            assertThatThrownBy(() -> run.files(STAGE, "a/"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("is missing");
            Files.createSymbolicLink(folder.resolve("a/one"), Path.of("one"));
            assertThatThrownBy(() -> run.files(STAGE, "a/"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(
                            folder.resolve("a/one") + " cannot be opened: Too many levels of symbolic links")
                    .hasMessageContaining("with the same options");
            assertThat(run.isFinished(STAGE, SETTINGS)).isFalse();
            Files.delete(folder.resolve("a/one"));
            part(run, "a/one", "hello");
            assertThat(run.file(STAGE, "a/one")).hasContent("hello");
        }
    }

    @Test
    void aFolderIsNoManifest() throws IOException {
        Path file = Files.createDirectory(folder.resolve("run.json"));
        assertThatThrownBy(() -> RunDirectory.existing(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(file + " is a folder, where a file was expected.");
    }

    @Test
    void aStageThatWasBegunAnewIsForgottenUnlessItLeavesSomething() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            assertThat(folder.resolve("run.json")).doesNotExist();
            run.begin(STAGE, SETTINGS);
            assertThat(folder.resolve("run.json")).doesNotExist();
            part(run, "a/one", "hello");
            run.finish(STAGE, 1, RESULT);
            String before = Files.readString(folder.resolve("run.json"));
            run.begin(STAGE, new Settings(64));
            assertThat(run.stage(STAGE).orElseThrow().finished()).isFalse();
            assertThat(folder.resolve("run.json")).hasContent(before);
        }
        try (RunDirectory run = RunDirectory.existing(folder)) {
            assertThat(run.finished(STAGE).settings()).isEqualTo(SETTINGS);
            run.begin(STAGE, new Settings(64));
            part(run, "a/two", "there");
        }
        assertThat(RunDirectory.view(folder).stage(STAGE).orElseThrow().settings())
                .isEqualTo(new Settings(64));
    }

    @Test
    void everyChangeOfTheManifestIsNoticedButWhiteSpace() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin(STAGE, SETTINGS);
            part(run, "a/one", "hello");
            run.finish(STAGE, 1, RESULT);
        }
        Path file = folder.resolve("run.json");
        byte[] written = Files.readAllBytes(file);
        for (int i = 0; i < written.length; i++) {
            byte[] changed = written.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            if (!Character.isWhitespace(written[i]) || !Character.isWhitespace(changed[i])) {
                assertThatThrownBy(() -> RunDirectory.view(folder))
                        .as("byte %d", i)
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining(file.toString());
            }
        }
        String text = new String(written, StandardCharsets.UTF_8);
        Files.writeString(file, text + " x");
        assertThatThrownBy(() -> RunDirectory.view(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no manifest");
        Files.writeString(file, text.replaceAll("\\s+", " ") + "\n");
        assertThat(RunDirectory.view(folder).finished(STAGE).result()).isEqualTo(RESULT);
    }

    @Test
    void aPartWithoutAChecksumIsComparedBySize() throws IOException {
        Files.writeString(folder.resolve("one"), "hello");
        Files.writeString(folder.resolve("run.json"), """
            {"format": "steergraph.run", "version": 1, "run": "r", "created": "2025-01-01T00:00:00Z",
             "libraries": {}, "stages": {"s": {"settings": {"k": "32"}, "finished": true, "seconds": 1,
             "parts": [{"path": "one", "bytes": 5}], "report": {"figure": 3}}}}\
            """);
        RunDirectory run = RunDirectory.view(folder);
        assertThat(run.file(STAGE, "one")).hasContent("hello");
        assertThat(run.isFinished(STAGE, SETTINGS)).isTrue();
        Files.writeString(folder.resolve("one"), "hello!");
        assertThat(run.isFinished(STAGE, SETTINGS)).isFalse();
    }

    @Test
    void partsAreInTheOrderOfTheirNumbers() throws IOException {
        List<String> paths = List.of(
                "codes/a/part-00002.safetensors",
                "codes/a/part-99999.safetensors",
                "codes/a/part-100000.safetensors",
                "codes/a/part-1000000.safetensors",
                "codes/b/part-00000.safetensors",
                "tokens/documents-99999.jsonl",
                "tokens/documents-100000.jsonl",
                "tokens/part-00000.safetensors");
        assertThat(paths).isSortedAccordingTo(PartOrder.PATHS);
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin(STAGE, SETTINGS);
            for (int i : new int[] {3, 1, 7, 0, 2, 6, 5, 4}) {
                part(run, paths.get(i), "text " + i);
            }
            assertThat(run.files(STAGE, "codes/a/").stream()
                            .map(file -> folder.relativize(file).toString()))
                    .isEqualTo(paths.subList(0, 4));
            run.finish(STAGE, 1, RESULT);
        }
        try (RunDirectory run = RunDirectory.existing(folder)) {
            assertThat(run.finished(STAGE).parts()).extracting(Part::path).isEqualTo(paths);
        }
    }

    @Test
    void aPartCostsAReceiptAndRunJsonIsWrittenWhenTheStageEnds() throws IOException {
        Path manifest = folder.resolve("run.json");
        Path receipts = folder.resolve("receipts");
        String first;
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin(STAGE, SETTINGS);
            part(run, "a/part-00000.safetensors", "zero");
            first = Files.readString(manifest);
            part(run, "a/part-00001.safetensors", "one");
            part(run, "a/part-00002.safetensors", "two");
            assertThat(manifest).hasContent(first);
            assertThat(receipts.resolve("s")).isDirectoryContaining("glob:**/a+part-00001.safetensors.json");
            assertThat(run.part(STAGE, "a/part-00001.safetensors")).isPresent();
            assertThat(run.stages().values()).singleElement().satisfies(stage -> assertThat(stage.parts())
                    .hasSize(3));
        }
        try (RunDirectory run = RunDirectory.existing(folder)) {
            assertThat(run.stage(STAGE).orElseThrow().parts()).hasSize(3);
            assertThat(run.stage(STAGE).orElseThrow().seconds()).isEqualTo(1.5);
            part(run, "a/part-00001.safetensors", "one again");
            run.finish(STAGE, 1, RESULT);
            assertThat(receipts).doesNotExist();
            assertThat(run.finished(STAGE).parts()).extracting(Part::bytes).containsExactly(4L, 9L, 3L);
            assertThat(run.finished(STAGE).seconds()).isEqualTo(3);
        }
        assertThat(RunDirectory.view(folder).isSound(STAGE)).isTrue();
    }

    @Test
    void receiptsOfOtherSettingsAndThoseThatCannotBeReadSayNothing() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin(STAGE, SETTINGS);
            part(run, "a/part-00000.safetensors", "zero");
            part(run, "a/part-00001.safetensors", "one");
            part(run, "a/part-00002.safetensors", "two");
            run.begin(STAGE, new Settings(64));
            assertThat(run.stage(STAGE).orElseThrow().parts()).isEmpty();
        }
        Path damaged = folder.resolve("receipts/s/a+part-00001.safetensors.json");
        String text = Files.readString(damaged);
        for (String other : List.of("", "{", "[]", text.replace("receipt", "rezept"), text.replace("a/", "../"))) {
            Files.writeString(damaged, other);
            assertThat(RunDirectory.view(folder).stage(STAGE).orElseThrow().parts())
                    .as(other)
                    .extracting(Part::path)
                    .containsExactly("a/part-00000.safetensors", "a/part-00002.safetensors");
        }
        Files.writeString(damaged, text);
        try (RunDirectory run = RunDirectory.existing(folder)) {
            assertThat(run.stage(STAGE).orElseThrow().parts()).hasSize(3);
            run.begin(STAGE, new Settings(64));
            part(run, "a/part-00000.safetensors", "other");
            assertThat(folder.resolve("receipts")).doesNotExist();
        }
        assertThat(RunDirectory.view(folder).stage(STAGE).orElseThrow().parts()).hasSize(1);
    }

    @Test
    void receiptsThatRunJsonHasTakenInAreRemovedAfterAKill() throws IOException {
        Path kept = folder.resolve("receipt");
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin(STAGE, SETTINGS);
            part(run, "a/part-00000.safetensors", "zero");
            part(run, "a/part-00001.safetensors", "one");
            Files.copy(folder.resolve("receipts/s/a+part-00001.safetensors.json"), kept);
            run.finish(STAGE, 1, RESULT);
        }
        Files.createDirectories(folder.resolve("receipts/s"));
        Files.copy(kept, folder.resolve("receipts/s/a+part-00001.safetensors.json"));
        double seconds = RunDirectory.view(folder).finished(STAGE).seconds();
        try (RunDirectory run = RunDirectory.existing(folder)) {
            assertThat(run.finished(STAGE).seconds()).isEqualTo(seconds);
            assertThat(folder.resolve("receipts")).doesNotExist();
        }
    }

    private void part(RunDirectory run, String path, String text) throws IOException {
        AtomicFile.write(folder.resolve(path), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        run.addParts(STAGE, List.of(path), 0.5);
    }
}
