package dev.steergraph.analytics.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Record;

class EmbeddedNeo4jTest {

    @TempDir
    Path home;

    @Test
    void theDatabaseHasGdsServesOtherProcessesAndKeepsItsData() throws Exception {
        String password;
        try (GraphConnection graph = open()) {
            assertThat(graph.startedHere()).isTrue();
            assertThat(graph.boltUri().getHost()).isEqualTo("127.0.0.1");
            assertThat(one(graph, "RETURN gds.version() AS v").get("v").asString())
                    .isEqualTo("2.13.9");
            assertThat(one(graph, "CALL gds.list() YIELD name WHERE name STARTS WITH 'gds.leiden' RETURN count(*) AS n")
                            .get("n")
                            .asInt())
                    .isPositive();
            one(graph, "CREATE (m:Marker) RETURN 1 AS one");

            assertThat(Files.getPosixFilePermissions(graph.passwordFile()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            for (String file : List.of("neo4j-bolt.json", "neo4j-start.lock")) {
                assertThat(Files.getPosixFilePermissions(home.resolve(file)))
                        .as(file)
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
            assertThat(Files.getPosixFilePermissions(home.resolve("neo4j")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            password = Files.readString(graph.passwordFile());
            assertThat(password).hasSizeGreaterThanOrEqualTo(20);

            try (OtherProcess other = OtherProcess.start(home)) {
                assertThat(other.line()).isEqualTo("here=false markers=2");
                assertThat(other.finish()).isEmpty();
            }
            try (GraphConnection second = open()) {
                assertThat(second.startedHere()).isFalse();
                assertThat(second.boltUri()).isEqualTo(graph.boltUri());
            }
        }
        assertThat(home.resolve("neo4j-bolt.json")).doesNotExist();

        try (GraphConnection again = open()) {
            assertThat(again.startedHere()).isTrue();
            assertThat(one(again, "MATCH (m:Marker) RETURN count(m) AS n")
                            .get("n")
                            .asInt())
                    .isEqualTo(2);
            assertThat(Files.readString(again.passwordFile())).isEqualTo(password);
        }
    }

    @Test
    void theDatabaseSurvivesAKillAndLogsNothingToTheConsole() throws Exception {
        try (OtherProcess other = OtherProcess.start(home)) {
            assertThat(other.line()).isEqualTo("here=true markers=1");
            other.kill();
        }
        assertThat(home.resolve("neo4j-bolt.json")).exists();
        try (OtherProcess other = OtherProcess.start(home)) {
            assertThat(other.line()).isEqualTo("here=true markers=2");
            assertThat(other.finish()).isEmpty();
        }
        assertThat(home.resolve("neo4j-bolt.json")).doesNotExist();
    }

    @Test
    void aStoreHeldBySomebodySilentIsAUserError() throws Exception {
        try (OtherProcess other = OtherProcess.start(home)) {
            assertThat(other.line()).isEqualTo("here=true markers=1");
            Files.delete(home.resolve("neo4j-bolt.json"));
            assertThatThrownBy(() -> EmbeddedStart.open(new Neo4jTarget.Embedded(home, 0), Duration.ofMillis(100)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("held by another process");
            other.kill();
        }
    }

    @Test
    void ofTwoThatStartTogetherOneStartsAndBothWork() throws Exception {
        try (OtherProcess one = OtherProcess.start(home);
                OtherProcess two = OtherProcess.start(home)) {
            List<String> lines = List.of(one.line(), two.line());
            assertThat(lines).filteredOn(l -> l.startsWith("here=true")).hasSize(1);
            assertThat(lines).filteredOn(l -> l.startsWith("here=false")).hasSize(1);
            assertThat(lines).filteredOn(l -> l.endsWith("markers=2")).isNotEmpty();
            one.terminate();
            two.terminate();
        }
        assertThat(home.resolve("neo4j-bolt.json")).doesNotExist();
    }

    @Test
    void aTakenPortIsReplacedByAFreeOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GraphConnection graph = GraphConnection.open(new Neo4jTarget.Embedded(home, taken.getLocalPort()))) {
            assertThat(graph.boltUri().getPort()).isNotEqualTo(taken.getLocalPort());
        }
    }

    /** Left to itself, the Bolt server listens twice five seconds for requests that come late. */
    @Test
    void theDatabaseEndsAsSoonAsItIsClosed() {
        GraphConnection graph = open();
        one(graph, "CREATE (m:Marker) RETURN 1 AS one");
        long closing = System.nanoTime();
        graph.close();
        assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void anOpenPasswordFileIsRefused() throws Exception {
        Path file = home.resolve("neo4j-password");
        Files.writeString(file, "long-enough-to-be-one");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(this::open).isInstanceOf(UserError.class).hasMessageContaining("chmod 600");
    }

    @Test
    void aServerThatIsNotThereIsAUserError() throws Exception {
        Path file = home.resolve("password");
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("bolt://127.0.0.1:" + socket.getLocalPort());
        }
        Neo4jTarget remote = new Neo4jTarget.Remote(nobody, "neo4j", file, "neo4j");
        assertThatThrownBy(() -> GraphConnection.open(remote))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString());
        Files.writeString(file, "secret-secret\n");
        assertThatThrownBy(() -> GraphConnection.open(remote))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(nobody.toString());
    }

    private GraphConnection open() {
        return GraphConnection.open(new Neo4jTarget.Embedded(home, 0));
    }

    private static Record one(GraphConnection graph, String query) {
        return graph.driver().executableQuery(query).execute().records().get(0);
    }
}
