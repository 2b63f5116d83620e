package dev.steergraph.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    private Path folder;

    /** Ends the log, so that its folder can be deleted. */
    @AfterEach
    void close() throws IOException {
        new LogFile().open(Files.createFile(folder.resolve("end")), false);
    }

    @Test
    void whatIsLoggedIsInTheFile() {
        LogFile log = new LogFile();
        log.open(folder, false);
        Logger.getLogger("x").warning("a warning");
        assertThat(log.path()).isEqualTo(folder.resolve("logs/steergraph.log"));
        assertThat(folder.resolve("logs/steergraph.log")).content().contains("a warning");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theLogIsItsOwnersAlone() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.createFile(logs.resolve("steergraph.log"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        new LogFile().open(folder, false);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whereNoneCanBeWrittenNothingIsLogged() throws IOException {
        LogFile log = new LogFile();
        log.open(Files.createFile(folder.resolve("file")), false);
        assertThat(log.path()).isNull();
        assertThat(Logger.getLogger("").getHandlers()).isEmpty();
    }
}
