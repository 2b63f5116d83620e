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

    private void part(RunDirectory run, String path, String text) throws IOException {
        AtomicFile.write(folder.resolve(path), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        run.addParts(STAGE, List.of(path), 0.5);
    }
}
