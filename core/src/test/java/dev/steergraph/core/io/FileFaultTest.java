package dev.steergraph.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultTest {

    @TempDir
    private Path folder;

    @Test
    void whatTheSystemRefusesIsSaidWithTheFile() throws IOException {
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertThat(fault(loop)).startsWith(loop + " cannot be opened: Too many levels of symbolic links");
        assertThat(fault(folder)).isEqualTo(folder + " is a folder, where a file was expected.");
        assertThat(fault(folder.resolve("none"))).isEqualTo(folder.resolve("none") + " does not exist.");
        Path below = Files.createFile(folder.resolve("file")).resolve("below");
        assertThat(fault(below)).isEqualTo(below + " cannot be opened: Not a directory.");
    }

    @Test
    void whatDamageProvokesBelowAReaderIsSaidWithTheFile() {
        Path file = folder.resolve("a.bin");
        assertThatThrownBy(() -> FileFault.reading(file, () -> new int[] {1}[1]))
                .isInstanceOf(UserError.class)
                .hasMessage(file + " is damaged: Index 1 out of bounds for length 1.");
        assertThatThrownBy(() -> FileFault.reading(file, () -> {
                    throw new UncheckedIOException(new IOException("unexpected end.\nSecond line"));
                }))
                .isInstanceOf(UserError.class)
                .hasMessage(file + " is damaged: unexpected end.");
    }

    @Test
    void whatIsNotTheFilesFaultPasses() {
        UserError own = new UserError("own");
        assertThatThrownBy(() -> FileFault.reading(folder, () -> {
                    throw own;
                }))
                .isSameAs(own);
        assertThatThrownBy(() -> FileFault.reading(folder, () -> {
                    throw new ClosedByInterruptException();
                }))
                .isInstanceOf(UncheckedIOException.class);
    }

    private static String fault(Path file) {
        try {
            FileFault.reading(file, () -> Files.readAllBytes(file));
            return "";
        } catch (UserError e) {
            return e.getMessage();
        }
    }
}
