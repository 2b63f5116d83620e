package dev.steergraph.cli;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.Neo4jTarget;
import dev.steergraph.ingest.extract.EngineCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.neo4j.driver.QueryConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks Java, native libraries, devices, ports, disk and Neo4j.",
        footer = {"", "Example:", "  steergraph doctor"})
final class DoctorCommand extends SteerGraphCommand {

    private static final long DISK_NEEDED = 3_000_000_000L;
    private static final long MEMORY_NEEDED = 6_000_000_000L;

    @Mixin
    private Neo4jOptions neo4j;

    /** @param ok whether the demo can run with it */
    private record Finding(String check, boolean ok, String found) {}

    @Override
    public Integer call() throws IOException {
        List<Finding> findings = new ArrayList<>();
        findings.add(check("Java", DoctorCommand::java));
        findings.add(check("memory", DoctorCommand::memory));
        findings.add(check("PyTorch", EngineCheck::pytorch));
        findings.add(check("tokenizers", EngineCheck::tokenizers));
        findings.add(check("devices", EngineCheck::devices));
        findings.add(check("disk", this::disk));
        findings.add(check("port 7070", () -> port(7070, "explorer", "--port")));
        findings.add(check("port 7687", () -> port(7687, "Bolt", "--bolt-port")));
        findings.add(check("Neo4j", this::database));
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(String.format(
                    Locale.ROOT, "%s %-11s %s%n", finding.ok() ? "✓" : "✗", finding.check(), finding.found()));
        }
        print(findings, text.toString().stripTrailing());
        return findings.stream().allMatch(Finding::ok) ? 0 : ExitCode.FAILURE;
    }

    private static Finding check(String name, Callable<String> check) {
        try {
            return new Finding(name, true, check.call());
        } catch (Exception | LinkageError e) {
            return new Finding(name, false, String.valueOf(e.getMessage()));
        }
    }

    private static String java() {
        int feature = Runtime.version().feature();
        String found = System.getProperty("java.vm.name") + " " + Runtime.version();
        if (feature < 17) {
            throw new IllegalStateException(found + "; 17 or later is needed");
        }
        return found;
    }

    private static String memory() {
        long heap = Runtime.getRuntime().maxMemory();
        var system = (com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        String found = String.format(
                Locale.ROOT, "%.1f GB in all, heap up to %.1f GB", system.getTotalMemorySize() / 1e9, heap / 1e9);
        if (system.getTotalMemorySize() < MEMORY_NEEDED) {
            throw new IllegalStateException(found + "; the demo needs about 6 GB");
        }
        return found;
    }

    private String disk() throws IOException {
        Files.createDirectories(home());
        long free = Files.getFileStore(home()).getUsableSpace();
        String found = String.format(Locale.ROOT, "%.1f GB free at %s", free / 1e9, home());
        if (free < DISK_NEEDED) {
            throw new IllegalStateException(found + "; the demo needs about 3 GB");
        }
        return found;
    }

    /** A port in use is worth a word, but no fault: ours may be running there. */
    private static String port(int port, String what, String option) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return "free, for " + what + " (" + socket.getInetAddress().getHostAddress() + ")";
        } catch (IOException e) {
            return "in use, perhaps by a running steergraph; another one can be chosen with " + option;
        }
    }

    /** Asks the database that runs for this home, or a throw-away one. */
    private String database() throws IOException {
        Path scratch = Files.createTempDirectory("steergraph-doctor");
        boolean running = Files.exists(home().resolve("neo4j-bolt.json"));
        Neo4jTarget target = neo4j.target(home());
        if (target instanceof Neo4jTarget.Embedded && !running) {
            target = new Neo4jTarget.Embedded(scratch, 0);
        }
        try (GraphConnection connection = GraphConnection.open(target)) {
            String version = connection
                    .driver()
                    .executableQuery("RETURN gds.version() AS version")
                    .withConfig(QueryConfig.builder()
                            .withDatabase(connection.database())
                            .build())
                    .execute()
                    .records()
                    .get(0)
                    .get("version")
                    .asString();
            return (connection.startedHere() ? "starts" : "runs at " + connection.boltUri()) + ", GDS " + version;
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
