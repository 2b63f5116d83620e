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

    private void part(RunDirectory run, String path, String text) throws IOException {
        AtomicFile.write(folder.resolve(path), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        run.addParts(STAGE, List.of(path), 0.5);
    }
}
