package dev.steergraph.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    private Path target;

    @BeforeEach
    void place() {
        target = folder.resolve("deeper/file.txt");
    }

    @Test
    void theContentIsThereAndNothingElse() throws IOException {
        write("first");
        write("second");
        assertThat(target).hasContent("second");
        assertThat(names()).containsExactly("file.txt");
    }

    @Test
    void aPathWithoutAFolderIsInTheWorkingFolder() throws IOException {
        Path file = Path.of("atomic-file-test.txt");
        try {
            AtomicFile.writePath(file, temporary -> Files.writeString(temporary, "here"));
            assertThat(file).hasContent("here");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void aWriterThatFailsLeavesTheOldFile() throws IOException {
        write("old");
        for (Throwable failure :
                List.of(new IOException("disk full"), new IllegalStateException("bug"), new OutOfMemoryError("heap"))) {
            assertThatThrownBy(() -> AtomicFile.write(target, out -> {
                        out.write(new byte[3 << 20]);
                        rethrow(failure);
                    }))
                    .isSameAs(failure);
            assertThat(target).hasContent("old");
            assertThat(names()).containsExactly("file.txt");
        }
    }

    @Test
    void aRenameThatFailsLeavesNoTemporaryFile() throws IOException {
        Files.createDirectories(target.resolve("in the way"));
        assertThatThrownBy(() -> write("text")).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("file.txt");
    }

    @Test
    void twoWritersAtOnceDoNotMeet() throws Exception {
        CountDownLatch bothAtWork = new CountDownLatch(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Void>> writers = Stream.of("a", "b")
                    .map(letter -> threads.<Void>submit(() -> {
                        AtomicFile.write(target, out -> {
                            bothAtWork.countDown();
                            await(bothAtWork);
                            out.write(letter.repeat(3 << 20).getBytes());
                        });
                        return null;
                    }))
                    .toList();
            for (Future<Void> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Files.readString(target)).isIn("a".repeat(3 << 20), "b".repeat(3 << 20));
        assertThat(names()).containsExactly("file.txt");
    }

    @Test
    void whatAKilledWriterLeftIsClearedAway() throws Exception {
        Process gone = new ProcessBuilder(java(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("version").toFile())
                .start();
        gone.waitFor();
        long living = ProcessHandle.current().parent().orElseThrow().pid();
        Files.createDirectories(target.getParent());
        leave("." + gone.pid() + "-0123456789abcdef.file.txt.part");
        leave("." + ProcessHandle.current().pid() + "-0123456789abcdef.file.txt.part");
        leave(".file.txt.part");
        leave("." + gone.pid() + "-0123456789abcdef.other.txt.part");
        leave("." + living + "-0123456789abcdef.file.txt.part");
        write("new");
        assertThat(names()).containsExactlyInAnyOrder("file.txt", "." + living + "-0123456789abcdef.file.txt.part");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void leave(String name) throws IOException {
        Files.writeString(target.resolveSibling(name), "half");
    }

    private void write(String text) throws IOException {
        AtomicFile.writePath(target, temporary -> {
            assertThat(temporary.getFileName().toString()).startsWith(".").endsWith(".file.txt.part");
            Files.writeString(temporary, text);
        });
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(target.getParent())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        throw (Error) failure;
    }
}
