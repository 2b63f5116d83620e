package dev.steergraph.ingest.checkpoint.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheLockTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Another process: it takes the lock if it can at once and says by its exit code whether it could. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws Exception {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                System.exit(lock == null ? 3 : 4);
            }
        }
    }

    @Test
    void anotherProcessIsKeptOutWhileTheTaskRunsAndLetInAfterwards() throws Exception {
        Path file = folder.resolve("locks/a.lock");
        int[] during = new int[1];
        CacheLock.holding(file, () -> during[0] = other(file));
        assertThat(during[0]).isEqualTo(3);
        assertThat(Files.exists(file)).isTrue();
        assertThat(other(file)).isEqualTo(4);
    }

    private static int other(Path file) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(CacheLockTest.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .getPath())
                                .toString(),
                        Other.class.getName(),
                        file.toString())
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }
}
