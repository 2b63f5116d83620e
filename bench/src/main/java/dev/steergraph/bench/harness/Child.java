package dev.steergraph.bench.harness;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a command and watches its memory. The kernel keeps the high-water mark; it is read until the process ends, because
 * afterwards it is gone.
 *
 * @param command the program and its first arguments; if it is a script, it must become its program (exec)
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5): VmHWM</a>
 */
public record Child(List<String> command) {

    private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int EVERY_MILLISECONDS = 10;

    /** @throws UserError if the command fails, or the system has no /proc */
    public Peak run(List<String> arguments) throws IOException {
        if (!Files.exists(Path.of("/proc/self/status"))) {
            throw new UserError("This benchmark reads /proc/<pid>/status, which only Linux has.");
        }
        List<String> words = new ArrayList<>(command);
        words.addAll(arguments);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            long highest = 0;
            while (!process.waitFor(EVERY_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                highest = Math.max(highest, highWater(status));
            }
            if (process.exitValue() != 0) {
                throw new UserError(
                        String.join(" ", words) + " failed with exit code " + process.exitValue() + "; see above.");
            }
            return new Peak(highest, (System.nanoTime() - start) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + words + " ran");
        } finally {
            process.destroy();
        }
    }

    private static long highWater(Path status) throws IOException {
        try {
            Matcher matcher = HIGH_WATER.matcher(Files.readString(status));
            return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        } catch (NoSuchFileException e) {
            return 0; // It has just ended.
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("No such process")) {
                return 0; // It has just ended, while being read.
            }
            throw e;
        }
    }
}
