package dev.steergraph.cli.check;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.Neo4jTarget;
import dev.steergraph.core.io.Folders;
import dev.steergraph.ingest.extract.machine.EngineCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.neo4j.driver.QueryConfig;

/** Looks at this machine: Java, native libraries, devices, ports, disk and Neo4j. */
public final class Doctor {

    private static final long DISK_NEEDED = 3_000_000_000L;
    private static final long MEMORY_NEEDED = 6_000_000_000L;

    private final Path home;
    private final Supplier<Neo4jTarget> configured;

    /** @param configured the database that commands would use; asking for it may fail, which is a finding */
    public Doctor(Path home, Supplier<Neo4jTarget> configured) {
        this.home = home;
        this.configured = configured;
    }

    /** Tries everything, one thing after the other; what fails is a finding. */
    public List<Finding> examine() {
        return List.of(
                check("Java", Doctor::java),
                check("memory", Doctor::memory),
                check("PyTorch", EngineCheck::pytorch),
                check("tokenizers", EngineCheck::tokenizers),
                check("devices", EngineCheck::devices),
                check("disk", this::disk),
                check("port 7070", () -> port(7070, "explorer", "--port")),
                check("port 7687", () -> port(7687, "Bolt", "--bolt-port")),
                check("Neo4j", this::database));
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
        Files.createDirectories(home);
        long free = Files.getFileStore(home).getUsableSpace();
        String found = String.format(Locale.ROOT, "%.1f GB free at %s", free / 1e9, home);
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
        boolean running = Files.exists(home.resolve("neo4j-bolt.json"));
        Neo4jTarget target = configured.get();
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
            Folders.delete(scratch);
        }
    }
}
