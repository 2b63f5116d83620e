package dev.steergraph.analytics.neo4j;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * What a driver needs: where, who, and the file of the password.
 *
 * @param certificate a PEM file of certificates to trust, if others than those that Java trusts
 */
record BoltAccess(URI uri, String user, Path passwordFile, String database, Optional<Path> certificate) {

    /** Without a certificate of its own. */
    BoltAccess(URI uri, String user, Path passwordFile, String database) {
        this(uri, user, passwordFile, database, Optional.empty());
    }

    static BoltAccess of(Neo4jTarget.Remote remote) {
        return new BoltAccess(
                remote.uri(), remote.user(), remote.passwordFile(), remote.database(), remote.certificate());
    }

    /** A driver that has reached the server. @throws UserError with what is wrong otherwise */
    Driver connect() {
        String password = password();
        Config.ConfigBuilder config = Config.builder()
                .withUserAgent("SteerGraph")
                .withTelemetryDisabled(true)
                .withConnectionTimeout(10, TimeUnit.SECONDS);
        URI address = uri;
        if (certificate.isPresent()) {
            // The driver takes certificates only with an address that says nothing of encryption.
            address = withoutEncryption(certificate.get());
            config.withEncryption()
                    .withTrustStrategy(Config.TrustStrategy.trustCustomCertificateSignedBy(
                            certificate.get().toFile()));
        }
        Driver driver;
        try {
            driver = GraphDatabase.driver(address, AuthTokens.basic(user, password), config.build());
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

    private URI withoutEncryption(Path trusted) {
        if (!uri.getScheme().endsWith("+s")) {
            throw new UserError(
                    uri + " is not encrypted with a certificate to check; write bolt+s:// or neo4j+s://, or leave"
                            + " the certificate out");
        }
        if (!Files.isReadable(trusted)) {
            throw new UserError("the certificate " + trusted + " cannot be read; name a PEM file");
        }
        return URI.create(uri.toString().replaceFirst("\\+s:", ":"));
    }

    private String password() {
        try {
            return Files.readString(passwordFile).stripTrailing();
        } catch (IOException e) {
            throw new UserError("the password file " + passwordFile + " cannot be read; name one that holds it", e);
        }
    }
}
