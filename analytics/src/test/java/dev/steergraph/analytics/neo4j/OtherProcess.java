package dev.steergraph.analytics.neo4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.QueryConfig;

/** A JVM of its own that opens a home, writes a marker, says so in one line, and waits until its input ends. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;

    private OtherProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static OtherProcess start(Path home) throws IOException {
        Path arguments = Files.createTempFile("steergraph-test", ".args");
        Files.writeString(arguments, "-cp \"" + System.getProperty("java.class.path") + "\"\n");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java,
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "@" + arguments,
                Main.class.getName(),
                home.toString()));
        return new OtherProcess(builder.redirectErrorStream(true).start());
    }

    /** The next line it prints. */
    String line() throws IOException {
        return out.readLine();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    /** Ends it as Ctrl-C does. */
    void terminate() throws InterruptedException {
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    /** Lets it end by itself. @return what else it printed */
    String finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        String rest = String.join("\n", out.lines().toList());
        process.waitFor(60, TimeUnit.SECONDS);
        return rest;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What the other JVM runs. */
    static final class Main {
        public static void main(String[] arguments) throws IOException {
            try (GraphConnection graph = GraphConnection.open(new Neo4jTarget.Embedded(Path.of(arguments[0]), 0))) {
                // Two transactions: of two processes that write at once, the later one counts both.
                query(graph, "CREATE (:Marker) RETURN 1 AS n");
                long markers = query(graph, "MATCH (m:Marker) RETURN count(m) AS n");
                System.out.println("here=" + graph.startedHere() + " markers=" + markers);
                while (System.in.read() >= 0) {
                    // Wait for the end.
                }
            }
        }

        private static long query(GraphConnection graph, String statement) {
            return graph.driver()
                    .executableQuery(statement)
                    .withConfig(
                            QueryConfig.builder().withDatabase(graph.database()).build())
                    .execute()
                    .records()
                    .get(0)
                    .get("n")
                    .asLong();
        }
    }
}
