package dev.steergraph.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class OwnerOnlyTest {

    @TempDir
    private Path folder;

    @Test
    void foldersAndFilesLoseTheRightsOfOthers() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        OwnerOnly.folder(open);
        assertThat(rights(open)).isEqualTo("rwx------");
        OwnerOnly.folder(folder.resolve("a/b"));
        assertThat(rights(folder.resolve("a/b"))).isEqualTo("rwx------");
        Path file = Files.createFile(open.resolve("file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        OwnerOnly.file(file);
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(rights(Files.createFile(open.resolve("new"), OwnerOnly.newFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsNarrowerStaysSo() throws IOException {
        Path file = Files.createFile(folder.resolve("read-only"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        OwnerOnly.file(file);
        assertThat(rights(file)).isEqualTo("r--------");
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
