package dev.steergraph.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedFilesTest {

    private static final String PATH = "codes/blocks.3.hook_resid_post/part-00000.safetensors";

    @TempDir
    private Path root;

    private Part part = new Part(PATH, 0, "");

    @BeforeEach
    void write() throws Exception {
        Files.writeString(root.resolve(ManifestFile.NAME), "{}");
        AtomicFile.write(root.resolve(PATH), out -> out.write("what was written".getBytes(StandardCharsets.UTF_8)));
        part = new Part(PATH, Files.size(root.resolve(PATH)), Sha256.of(root.resolve(PATH)));
        Thread.sleep(2 * SoundFiles.STEP_MILLIS);
    }

    private VerifiedFiles another() {
        return new VerifiedFiles(root);
    }

    private void keepWritten() {
        VerifiedFiles files = another();
        files.add(part);
        files.keep();
    }

    @Test
    void whatOneProcessWroteTheNextNeedNotRead() throws IOException {
        assertThat(another().has(part)).isFalse();
        keepWritten();
        assertThat(another().has(part)).isTrue();
        assertThat(another().has(new Part(PATH, part.bytes(), Sha256.of(new byte[1]))))
                .isFalse();
        assertThat(another().has(new Part("codes/other", part.bytes(), part.sha256())))
                .isFalse();
    }

    @Test
    void whatHasChangedIsReadAgainWhateverItsTimeSays() throws Exception {
        keepWritten();
        Path file = root.resolve(PATH);
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "what was Written");
        Files.setLastModifiedTime(file, time);
        assertThat(another().has(part)).isFalse();
        assertThat(SoundFiles.fault(root, part, another()))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("is damaged: its SHA-256 is"));
    }

    @Test
    void aCopyIsReadAgain() throws IOException {
        keepWritten();
        Path copy = root.resolve("copy");
        Files.copy(root.resolve(PATH), copy, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(copy, root.resolve(PATH), StandardCopyOption.REPLACE_EXISTING);
        assertThat(another().has(part)).isFalse();
    }

    @Test
    void whatChangesBetweenWritingAndTheEndIsNotTakenForVerified() throws Exception {
        VerifiedFiles files = another();
        files.add(part);
        Files.writeString(root.resolve(PATH), "what was Written");
        Thread.sleep(2 * SoundFiles.STEP_MILLIS);
        files.keep();
        assertThat(another().has(part)).isFalse();
    }

    @Test
    void whatWasJustWrittenIsNotYetTakenForVerified() throws IOException {
        AtomicFile.write(root.resolve(PATH), out -> out.write("what was written".getBytes(StandardCharsets.UTF_8)));
        VerifiedFiles files = another();
        files.add(part);
        files.keep();
        assertThat(root.resolve(VerifiedFiles.NAME)).doesNotExist();
    }

    @Test
    void whatIsReadThroughIsNoted() throws IOException {
        VerifiedFiles files = another();
        assertThat(SoundFiles.fault(root, part, files)).isEqualTo(Optional.empty());
        files.keep();
        assertThat(another().has(part)).isTrue();
    }

    @Test
    void aFileThatSaysNothingIsNoHindrance() throws IOException {
        keepWritten();
        Path file = root.resolve(VerifiedFiles.NAME);
        Files.writeString(file, "\n\t\t\t\t\nno\tnumbers\there\tat\tall\n" + Files.readString(file) + "cut of");
        assertThat(another().has(part)).isTrue();
        Files.delete(file);
        Files.createDirectory(file);
        VerifiedFiles files = another();
        assertThat(files.has(part)).isFalse();
        files.add(part);
        files.keep();
        assertThat(file).isEmptyDirectory();
    }

    @Test
    void nothingIsWrittenWhereThereIsNoRun() throws IOException {
        Files.delete(root.resolve(ManifestFile.NAME));
        keepWritten();
        assertThat(root.resolve(VerifiedFiles.NAME)).doesNotExist();
    }

    @Test
    void severalProcessesAddToIt() throws IOException {
        keepWritten();
        VerifiedFiles other = another();
        Part second = new Part("second", 0, Sha256.of(new byte[0]));
        AtomicFile.write(root.resolve("second"), out -> {});
        other.add(second);
        while (!Files.readString(root.resolve(VerifiedFiles.NAME)).contains("second")) {
            other.keep();
        }
        assertThat(List.of(part, second)).allMatch(another()::has);
    }
}
