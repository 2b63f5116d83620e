package dev.steergraph.analytics.neo4j;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.helpers.PortBindException;
import org.neo4j.driver.Driver;
import org.neo4j.io.locker.FileLockException;

/** Finds the running database of a home, or starts it. */
final class EmbeddedStart {

    /** How long another process that holds the store may take to end: it may be shutting down. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(250);

    /** The system gives a free one. */
    private static final int ANY_PORT = 0;

    private final EmbeddedFiles files;
    private final int boltPort;
    private final Duration lockTimeout;

    private EmbeddedStart(Neo4jTarget.Embedded target, Duration lockTimeout) {
        this.files = new EmbeddedFiles(target.home());
        this.boltPort = target.boltPort();
        this.lockTimeout = lockTimeout;
    }

    static GraphConnection open(Neo4jTarget.Embedded target) {
        return open(target, LOCK_TIMEOUT);
    }

    static GraphConnection open(Neo4jTarget.Embedded target, Duration lockTimeout) {
        try {
            return new EmbeddedStart(target, lockTimeout).open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("try") // The lock is held, not used.
    private GraphConnection open() throws IOException {
        Files.createDirectories(files.home());
        if (Files.exists(files.password())) {
            SecretFile.check(files.password(), "password");
        }
        Optional<GraphConnection> running = running();
        if (running.isPresent()) {
            return running.get();
        }
        try (StartLock lock = StartLock.acquire(files.startLock())) {
            return start();
        }
    }

    /** Only one process of this home comes here at a time; others may still run the database, or be shutting it down. */
    private GraphConnection start() throws IOException {
        long end = System.nanoTime() + lockTimeout.toNanos();
        int port = boltPort;
        while (true) {
            Optional<GraphConnection> running = running();
            if (running.isPresent()) {
                return running.get();
            }
            try {
                return GraphConnection.to(EmbeddedServer.start(files, port));
            } catch (RuntimeException e) {
                if (port != ANY_PORT && causedBy(e, PortBindException.class)) {
                    // Only binding tells whether a port is free: the database of another home may start at this moment.
                    port = ANY_PORT;
                    continue;
                }
                if (!causedBy(e, FileLockException.class)) {
                    throw e;
                }
                if (System.nanoTime() > end || !pause()) {
                    throw held(e);
                }
            }
        }
    }

    private UserError held(RuntimeException cause) {
        return new UserError(
                "the database in " + files.neo4j()
                        + " is held by another process that does not answer over Bolt; end that"
                        + " process, or choose another home",
                cause);
    }

    private Optional<GraphConnection> running() throws IOException {
        Optional<BoltFile> bolt = BoltFile.ofLivingProcess(files.bolt());
        if (bolt.isEmpty()) {
            return Optional.empty();
        }
        BoltAccess access = new BoltAccess(
                bolt.get().uri(), EmbeddedServer.USER, files.password(), GraphDatabaseSettings.DEFAULT_DATABASE_NAME);
        try {
            Driver driver = access.connect();
            return Optional.of(GraphConnection.to(access, driver));
        } catch (UserError notOurs) {
            // Another process has the number of one that was killed, or another server its port.
            return Optional.empty();
        }
    }

    /** @return whether to go on */
    private static boolean pause() {
        try {
            Thread.sleep(RETRY_INTERVAL.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean causedBy(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
