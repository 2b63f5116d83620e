package dev.steergraph.bench.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the scripts that time other people's software.
 *
 * @param scripts the folder that holds them
 * @param python the interpreter
 */
public record Peers(Path scripts, Path python, int threads) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The interpreter is {@code $PEER_PYTHON}, or that of {@code .venv} beside the scripts. */
    static Peers fromEnvironment(Path scripts, Map<String, String> environment, int threads) {
        String python = environment.get("PEER_PYTHON");
        return new Peers(scripts, python == null ? scripts.resolve(".venv/bin/python") : Path.of(python), threads);
    }

    public boolean present() {
        return Files.isExecutable(python);
    }

    /** What to do where {@link #present} is false. */
    public String advice() {
        return "No peer is measured: there is no " + python + "; make it as " + scripts.resolve("README.md")
                + " says, or set PEER_PYTHON to an interpreter that has bench/peers/requirements.txt.";
    }

    /**
     * Runs a script with arguments; what it says of errors goes to ours.
     *
     * @return the JSON in its last line
     * @throws UserError if the script fails
     */
    public JsonNode run(String script, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(python.toString(), scripts.resolve(script).toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        for (String variable : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
            builder.environment().put(variable, Integer.toString(threads));
        }
        // The launcher's choices for our own process; the peers run as they come.
        builder.environment().keySet().removeIf(name -> name.equals("OMP_WAIT_POLICY") || name.startsWith("MALLOC_"));
        Process process = builder.start();
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
            if (process.waitFor() != 0) {
                throw new UserError(script + " failed with exit code " + process.exitValue()
                        + "; see above, and check that " + python + " has bench/peers/requirements.txt.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + script + " ran");
        } finally {
            process.destroy();
        }
        return JSON.readTree(last);
    }
}
