package dev.steergraph.analytics.neo4j;

import dev.steergraph.core.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Which Neo4j to use: ours, in this process, or a server. */
public sealed interface Neo4jTarget {

    /** The port at which Bolt is usually found. */
    int USUAL_BOLT_PORT = 7687;

    /**
     * Neo4j with GDS in this JVM, on disk under {@code home}; if another process runs the one of this home, that one is used.
     *
     * @param home folder of everything that stays: the store in {@code neo4j/}, {@code neo4j-password}, {@code neo4j-bolt.json}
     * @param boltPort where Bolt listens on 127.0.0.1; another free port is taken if this one is not free; 0 takes any
     */
    record Embedded(Path home, int boltPort) implements Neo4jTarget {

        /** @throws UserError if the port is not 0 to 65535 */
        public Embedded {
            home = home.toAbsolutePath().normalize();
            if (boltPort < 0 || boltPort > 65_535) {
                throw new UserError("the Bolt port must be 0 to 65535, not " + boltPort);
            }
        }

        /** At the usual Bolt port. */
        public Embedded(Path home) {
            this(home, USUAL_BOLT_PORT);
        }
    }

    /**
     * A Neo4j server with the GDS plugin.
     *
     * @param uri such as {@code bolt://localhost:7687} or {@code neo4j+s://host}
     * @param user the user's name, such as {@code neo4j}
     * @param passwordFile a file that holds the password and perhaps a line end
     * @param database the database's name, such as {@code neo4j}
     * @param certificate a PEM file of certificates to trust, for {@code bolt+s} and {@code neo4j+s}; nothing for those that Java
     *     trusts
     */
    record Remote(URI uri, String user, Path passwordFile, String database, Optional<Path> certificate)
            implements Neo4jTarget {

        /** Whose certificate, if it has one, Java trusts. */
        public Remote(URI uri, String user, Path passwordFile, String database) {
            this(uri, user, passwordFile, database, Optional.empty());
        }
    }
}
