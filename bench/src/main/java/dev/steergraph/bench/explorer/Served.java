package dev.steergraph.bench.explorer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code steergraph serve} in a process of its own, database included. */
final class Served implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 60;

    /**
     * What the process takes.
     *
     * @param heap bytes that objects take after a full collection
     * @param resident kibibytes in memory now, mapped files and page cache of the database included
     * @param peak kibibytes at most since the start
     */
    record Memory(long heap, long resident, long peak) {}

    private final Process process;
    private final URI uri;

    private Served(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** @throws UserError if it does not start */
    static Served start(List<String> command, Path home) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("serve", "--home", home.toString(), "--port", "0", "--bolt-port", "0", "--json"));
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder json = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            json.append(line);
            if (line.equals("}")) {
                return new Served(
                        process,
                        URI.create(
                                JSON.readTree(json.toString()).get("explorer").asText()));
            }
        }
        throw new UserError(String.join(" ", words) + " did not start; see above.");
    }

    URI uri() {
        return uri;
    }

    /** Collects first. */
    Memory memory() throws IOException {
        String total = "";
        for (String line : jcmd("GC.class_histogram").split("\\R")) {
            total = line.startsWith("Total") ? line.strip() : total;
        }
        if (total.isEmpty()) {
            throw new IOException("jcmd says nothing about the server's memory");
        }
        long heap = Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
        String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        return new Memory(heap, kibibytes(status, "VmRSS"), kibibytes(status, "VmHWM"));
    }

    /** The histogram counts what is alive, and collects to find out. */
    private String jcmd(String command) throws IOException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process jcmd = new ProcessBuilder(program, Long.toString(process.pid()), command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long kibibytes(String status, String name) {
        Matcher matcher = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(status);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** As Ctrl-C does. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the explorer stopped");
        }
    }
}
