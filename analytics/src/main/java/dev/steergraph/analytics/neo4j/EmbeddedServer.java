package dev.steergraph.analytics.neo4j;

import static org.neo4j.configuration.GraphDatabaseSettings.DEFAULT_DATABASE_NAME;
import static org.neo4j.configuration.GraphDatabaseSettings.SYSTEM_DATABASE_NAME;

import dev.steergraph.core.io.OwnerOnly;
import dev.steergraph.core.io.SecretFile;
import dev.steergraph.cypher.CypherFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.connectors.HttpsConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.Transaction;
import org.neo4j.io.ByteUnit;
import org.neo4j.kernel.internal.GraphDatabaseAPI;
import org.neo4j.server.configuration.ServerSettings;

/** Neo4j with GDS in this JVM, Bolt on the loopback address only, authentication on. */
final class EmbeddedServer implements AutoCloseable {

    static final String USER = "neo4j";

    private static final String LOOPBACK = "127.0.0.1";
    private static final long PAGE_CACHE = ByteUnit.mebiBytes(256);
    private static final long LOG_FILE = ByteUnit.mebiBytes(32);

    private final DatabaseManagementService service;
    private final Path boltFile;
    private final BoltAccess access;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atExit = new Thread(this::shutDown, "steergraph-neo4j-shutdown");

    private EmbeddedServer(DatabaseManagementService service, Path boltFile, BoltAccess access) {
        this.service = service;
        this.boltFile = boltFile;
        this.access = access;
    }

    /** @throws RuntimeException Neo4j's own, if the store is locked or the port is taken */
    static EmbeddedServer start(EmbeddedFiles files, int boltPort) throws IOException {
        // GDS measures objects with JOL, which would start a debugger on this very process to do so: up to two minutes.
        System.setProperty("jol.skipHotspotSAAttach", "true");
        String password = SecretFile.readOrCreate(files.password(), "password", 8);
        ProcedureJars.install(files.plugins());
        // What Neo4j writes below it, now and later, is out of others' reach with the folder.
        OwnerOnly.folder(files.neo4j());
        DatabaseManagementService service = build(files.neo4j(), boltPort);
        try {
            setPassword(service, password);
            URI uri = URI.create("bolt://" + LOOPBACK + ":" + port(service));
            BoltAccess access = new BoltAccess(uri, USER, files.password(), DEFAULT_DATABASE_NAME);
            EmbeddedServer server = new EmbeddedServer(service, files.bolt(), access);
            new BoltFile(ProcessHandle.current().pid(), uri).write(files.bolt());
            Runtime.getRuntime().addShutdownHook(server.atExit);
            return server;
        } catch (IOException | RuntimeException e) {
            service.shutdown();
            throw e;
        }
    }

    private static DatabaseManagementService build(Path folder, int boltPort) {
        SocketAddress bolt = new SocketAddress(LOOPBACK, boltPort);
        return new DatabaseManagementServiceBuilder(folder)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                .setConfig(GraphDatabaseSettings.udc_enabled, false)
                .setConfig(GraphDatabaseSettings.default_listen_address, new SocketAddress(LOOPBACK))
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, bolt)
                .setConfig(BoltConnector.advertised_address, bolt)
                // Who closes the database has nothing more to ask it; otherwise it would listen for ten seconds.
                .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, 0)
                .setConfig(HttpConnector.enabled, false)
                .setConfig(HttpsConnector.enabled, false)
                // Hosts from which Neo4j Browser plays guides. The one that the explorer serves fetches nothing from
                // elsewhere, and the explorer's own host may have any name.
                .setConfig(ServerSettings.browser_remote_content_hostname_whitelist, "*")
                .setConfig(ServerSettings.allow_telemetry, false)
                .setConfig(GraphDatabaseSettings.procedure_unrestricted, List.of("gds.*"))
                .setConfig(GraphDatabaseSettings.pagecache_memory, PAGE_CACHE)
                .setConfig(GraphDatabaseSettings.logical_log_rotation_threshold, LOG_FILE)
                .setConfig(GraphDatabaseSettings.keep_logical_logs, "2 files")
                .build();
    }

    /** At every start: a process that ended between writing the file and this statement does no harm. */
    private static void setPassword(DatabaseManagementService service, String password) {
        try (Transaction tx = service.database(SYSTEM_DATABASE_NAME).beginTx()) {
            String statement = CypherFile.load("analytics/password.cypher").statement();
            tx.execute(statement, Map.of("password", password)).close();
            tx.commit();
        }
    }

    private static int port(DatabaseManagementService service) {
        GraphDatabaseAPI database = (GraphDatabaseAPI) service.database(DEFAULT_DATABASE_NAME);
        return database.getDependencyResolver()
                .resolveDependency(ConnectorPortRegister.class)
                .getLocalAddress(ConnectorType.BOLT)
                .getPort();
    }

    BoltAccess access() {
        return access;
    }

    @Override
    public void close() {
        shutDown();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook finds nothing left to do.
        }
    }

    private void shutDown() {
        if (closed.compareAndSet(false, true)) {
            try {
                Files.deleteIfExists(boltFile);
            } catch (IOException e) {
                // A stale file is recognised by its process.
            }
            service.shutdown();
        }
    }
}
