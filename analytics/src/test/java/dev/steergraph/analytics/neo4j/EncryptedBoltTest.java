package dev.steergraph.analytics.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.configuration.ssl.ClientAuth;
import org.neo4j.configuration.ssl.SslPolicyConfig;
import org.neo4j.configuration.ssl.SslPolicyScope;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.driver.QueryConfig;
import org.neo4j.graphdb.Transaction;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/** A server with a certificate that it signed itself, and a database that is not called neo4j. */
class EncryptedBoltTest {

    @TempDir
    private static Path folder;

    private static DatabaseManagementService service;
    private static int port;
    private static Path certificate;
    private static Path password;

    @BeforeAll
    static void start() throws Exception {
        certificate = selfSigned();
        SslPolicyConfig ssl = SslPolicyConfig.forScope(SslPolicyScope.BOLT);
        service = new DatabaseManagementServiceBuilder(folder.resolve("neo4j"))
                .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, 0)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                .setConfig(GraphDatabaseSettings.initial_default_database, "features")
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", 0))
                .setConfig(BoltConnector.encryption_level, BoltConnector.EncryptionLevel.REQUIRED)
                .setConfig(ssl.enabled, true)
                .setConfig(ssl.base_directory, folder.toAbsolutePath())
                .setConfig(ssl.private_key, folder.resolve("private.key").toAbsolutePath())
                .setConfig(ssl.public_certificate, certificate.toAbsolutePath())
                .setConfig(ssl.client_auth, ClientAuth.NONE)
                .build();
        try (Transaction tx = service.database("system").beginTx()) {
            tx.execute("ALTER USER neo4j SET PASSWORD $p CHANGE NOT REQUIRED", Map.of("p", "long-enough"))
                    .close();
            tx.commit();
        }
        port = ((GraphDatabaseAPI) service.database("features"))
                .getDependencyResolver()
                .resolveDependency(ConnectorPortRegister.class)
                .getLocalAddress(ConnectorType.BOLT)
                .getPort();
        password = Files.writeString(folder.resolve("password"), "long-enough\n");
    }

    @AfterAll
    static void stop() {
        service.shutdown();
    }

    /** Made by the JDK's own keytool, then taken apart into the files that Neo4j wants. */
    private static Path selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "bolt",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        pem(
                "private.key",
                "PRIVATE KEY",
                keys.getKey("bolt", "changeit".toCharArray()).getEncoded());
        return pem("public.crt", "CERTIFICATE", keys.getCertificate("bolt").getEncoded());
    }

    private static Path pem(String name, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static Neo4jTarget.Remote target(String scheme, Optional<Path> trusted) {
        return new Neo4jTarget.Remote(
                URI.create(scheme + "://localhost:" + port), "neo4j", password, "features", trusted);
    }

    @Test
    void aCertificateThatIsTrustedOpensTheNamedDatabase() {
        for (Neo4jTarget.Remote target : List.of(
                target("bolt+s", Optional.of(certificate)),
                target("neo4j+s", Optional.of(certificate)),
                target("bolt+ssc", Optional.empty()))) {
            try (GraphConnection graph = GraphConnection.open(target)) {
                assertThat(graph.driver()
                                .executableQuery("CALL db.info() YIELD name RETURN name")
                                .withConfig(QueryConfig.builder()
                                        .withDatabase(graph.database())
                                        .build())
                                .execute()
                                .records()
                                .get(0)
                                .get("name")
                                .asString())
                        .as(target.uri().toString())
                        .isEqualTo("features");
            }
        }
    }

    @Test
    void untrustedCertificatesAreUserErrors() {
        for (Neo4jTarget.Remote target : List.of(
                target("bolt+s", Optional.empty()),
                target("bolt", Optional.empty()),
                target("bolt", Optional.of(certificate)),
                target("bolt+s", Optional.of(folder.resolve("none.crt"))))) {
            assertThatThrownBy(() -> GraphConnection.open(target))
                    .as(target.toString())
                    .isInstanceOf(UserError.class);
        }
    }
}
