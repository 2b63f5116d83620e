package dev.steergraph.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.web.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeOptionsTest {

    @TempDir
    private Path home;

    @Test
    void nobodyIsAskedOnThisMachine() throws IOException {
        assertThat(access().token()).isEmpty();
        assertThat(access("--host", "localhost").token()).isEmpty();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aTokenIsMadeOnceForItsOwnerAlone() throws IOException {
        Access access = access("--host", "0.0.0.0", "--allowed-host", "Lab.example");
        Path file = home.resolve("explorer-token");
        assertThat(access.token()).contains(Files.readString(file));
        assertThat(access.token().orElseThrow()).matches("[A-Za-z0-9_-]{43}"); // 256 bits
        assertThat(access.names()).containsExactly("lab.example");
        assertThat(access("--allowed-host", "lab.example").token()).isEqualTo(access.token());
        assertThat(access("--host", "0.0.0.0").token()).isEqualTo(access.token());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> access("--host", "0.0.0.0"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aShortTokenIsRefused() throws IOException {
        Files.writeString(home.resolve("explorer-token"), "secret");
        Files.setPosixFilePermissions(home.resolve("explorer-token"), PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> access("--host", "0.0.0.0"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("shorter than 20");
        assertThat(access().token()).isEqualTo(Optional.empty());
    }

    private Access access(String... arguments) throws IOException {
        ServeOptions options = new ServeOptions();
        new CommandLine(new Holder(options)).parseArgs(arguments);
        return options.access(home);
    }

    @CommandLine.Command
    private static final class Holder {

        @CommandLine.Mixin
        private final ServeOptions options;

        Holder(ServeOptions options) {
            this.options = options;
        }
    }
}
