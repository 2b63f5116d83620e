package dev.steergraph.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    private static final Map<String, String> SETTINGS = Map.of("k", "32");

    @TempDir
    private Path folder;

    @Test
    void remembersFinishedPartsOverRestarts() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin("s", SETTINGS);
            part(run, "a/one", "hello");
        }
        try (RunDirectory run = RunDirectory.existing(folder)) {
            run.begin("s", SETTINGS);
            assertThat(run.part("s", "a/one"))
                    .contains(new Part("a/one", 5, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
            assertThat(run.isFinished("s", SETTINGS)).isFalse();
            run.finish("s", 1, Map.of("figure", 3));
            assertThat(run.isFinished("s", SETTINGS)).isTrue();
        }
    }

    @Test
    void otherSettingsBeginAnew() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin("s", SETTINGS);
            part(run, "a/one", "hello");
            run.finish("s", 1, Map.of());
            run.begin("s", Map.of("k", "64"));
            assertThat(run.part("s", "a/one")).isEmpty();
        }
    }

    @Test
    void aPartThatIsGoneOrOfAnotherSizeIsNotFinished() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin("s", SETTINGS);
            part(run, "a/one", "hello");
            run.finish("s", 1, Map.of());
            Files.writeString(folder.resolve("a/one"), "hell");
            assertThat(run.isFinished("s", SETTINGS)).isFalse();
            Files.delete(folder.resolve("a/one"));
            assertThat(run.part("s", "a/one")).isEmpty();
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
        run.addParts("s", List.of(path), 0.5);
    }
}
