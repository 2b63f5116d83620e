package dev.steergraph.analytics.neo4j;

import dev.steergraph.cypher.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;

/** What a driver needs: where, who, and the file of the password. */
record BoltAccess(URI uri, String user, Path passwordFile, String database) {

    static BoltAccess of(Neo4jTarget.Remote remote) {
        return new BoltAccess(remote.uri(), remote.user(), remote.passwordFile(), remote.database());
    }

    /** A driver that has reached the server. @throws UserError with what is wrong otherwise */
    Driver connect() {
        String password = password();
        Config config = Config.builder()
                .withUserAgent("SteerGraph")
                .withTelemetryDisabled(true)
                .withConnectionTimeout(10, TimeUnit.SECONDS)
                .build();
        Driver driver;
        try {
            driver = GraphDatabase.driver(uri, AuthTokens.basic(user, password), config);
        } catch (IllegalArgumentException e) {
            throw new UserError(uri + " is no address of a Neo4j server such as bolt://localhost:7687", e);
        }
        try {
            driver.verifyConnectivity();
            return driver;
        } catch (AuthenticationException e) {
            driver.close();
            throw new UserError(
                    "Neo4j at " + uri + " refuses user " + user + " with the password in " + passwordFile
                            + "; put the right one there",
                    e);
        } catch (Neo4jException e) {
            driver.close();
            throw new UserError(
                    "no Neo4j answers at " + uri + " (" + e.getMessage() + "); start it, or give another address", e);
        }
    }

    private String password() {
        try {
            return Files.readString(passwordFile).stripTrailing();
        } catch (IOException e) {
            throw new UserError("the password file " + passwordFile + " cannot be read; name one that holds it", e);
        }
    }
}
