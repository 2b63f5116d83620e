package dev.steergraph.web.bolt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.Access;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.ExplorerConfig;
import dev.steergraph.web.FixtureDatabase;
import dev.steergraph.web.SharedFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** Whom the explorer leads to the database, and what it passes on. */
@ExtendWith(SharedFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoltRelayTest {

    private static final String TOKEN = "a-token-that-somebody-chose";
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    /** What a driver begins with: a magic number and four versions of Bolt, here 5.4 and nothing else. */
    private static final byte[] HANDSHAKE = {
        0x60, 0x60, (byte) 0xB0, 0x17, 0, 0, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private Explorer local;
    private Explorer open;

    @BeforeAll
    void start(Explorer running, FixtureDatabase database) {
        local = running;
        open = Explorer.start(new ExplorerConfig(database.driver(), FixtureDatabase.NAME, database.bolt(), 0)
                .with(new Access(
                        Access.resolve("0.0.0.0"),
                        List.of("lab.example"),
                        Optional.of(TOKEN),
                        Access.proxies(List.of("127.0.0.1")))));
    }

    @AfterAll
    void stop() {
        open.close();
    }

    @Test
    void theDatabaseAnswersThroughIt() throws Exception {
        Page page = new Page();
        WebSocket socket = connect(local.uri(), page);
        socket.sendBinary(ByteBuffer.wrap(HANDSHAKE), true).join();
        assertThat(page.bytes(4)).containsExactly(0, 0, 4, 5);
        socket.abort();
    }

    /** Messages of many sizes, both ways, are one stream of bytes; and whichever side ends it, the other is told. */
    @Test
    void whatIsSentArrivesWholeAndAnEndIsPassedOn() throws Exception {
        try (ServerSocket database = new ServerSocket(0);
                FixtureExplorer explorer = FixtureExplorer.on(database.getLocalPort())) {
            Page page = new Page();
            WebSocket socket = connect(explorer.uri(), page);
            try (Socket accepted = database.accept()) {
                ByteArrayOutputStream sent = new ByteArrayOutputStream();
                for (int size : new int[] {1, 13, 1400, 65_537, 0, 300_000}) {
                    byte[] piece = new byte[size];
                    new Random(size).nextBytes(piece);
                    sent.writeBytes(piece);
                    socket.sendBinary(ByteBuffer.wrap(piece), true).join();
                }
                byte[] arrived = accepted.getInputStream().readNBytes(sent.size());
                assertThat(arrived).isEqualTo(sent.toByteArray());
                accepted.getOutputStream().write(arrived);
                assertThat(page.bytes(sent.size())).isEqualTo(arrived);
            }
            page.closed.get(30, TimeUnit.SECONDS);

            WebSocket second = connect(explorer.uri(), new Page());
            try (Socket accepted = database.accept()) {
                second.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
                accepted.setSoTimeout(30_000);
                assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void whereThereIsNoDatabaseThePageIsTold() throws Exception {
        int nobody;
        try (ServerSocket gone = new ServerSocket(0)) {
            nobody = gone.getLocalPort();
        }
        try (FixtureExplorer explorer = FixtureExplorer.on(nobody)) {
            Page page = new Page();
            connect(explorer.uri(), page);
            assertThat(page.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1011);
        }
    }

    @Test
    void textIsNoBolt() throws Exception {
        Page page = new Page();
        WebSocket socket = connect(local.uri(), page);
        socket.sendText("RETURN 1", true).join();
        assertThat(page.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1003);
    }

    @Test
    void pagesOfOtherSitesAreRefused() throws IOException {
        int port = local.uri().getPort();
        String here = "localhost:" + port;
        assertThat(upgrade(port, here, "Origin: http://" + here + "\r\n")).startsWith("HTTP/1.1 101");
        assertThat(upgrade(port, here, "Origin: http://evil.example\r\n")).startsWith("HTTP/1.1 403");
        assertThat(upgrade(port, here, "Origin: http://127.0.0.1:" + port + "\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(upgrade(port, here, "Origin: null\r\n")).startsWith("HTTP/1.1 403");
        assertThat(upgrade(port, "evil.example:" + port, "Origin: http://evil.example:" + port + "\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    @Test
    void othersNeedTheTokenAndNoSessionBegins() throws IOException {
        int port = open.uri().getPort();
        String origin = "Origin: http://lab.example\r\n";
        assertThat(upgrade(port, "lab.example", origin)).startsWith("HTTP/1.1 401");
        assertThat(upgrade(port, "lab.example", origin + "Authorization: Bearer wrong\r\n"))
                .startsWith("HTTP/1.1 401");
        assertThat(ask(port, "GET /?token=" + TOKEN, "lab.example", origin + UPGRADE))
                .startsWith("HTTP/1.1 401")
                .doesNotContain("Set-Cookie");
        assertThat(upgrade(port, "lab.example", origin + "Authorization: Bearer " + TOKEN + "\r\n"))
                .startsWith("HTTP/1.1 101")
                .doesNotContain("Set-Cookie");
    }

    @Test
    void aPageIsGivenTheAddressByWhichItFoundTheExplorer() throws IOException {
        int port = open.uri().getPort();
        assertThat(address(port, "lab.example", "")).isEqualTo("bolt://lab.example:80");
        assertThat(address(port, "lab.example:8080", "")).isEqualTo("bolt://lab.example:8080");
        assertThat(address(port, "lab.example", "X-Forwarded-Proto: https\r\n")).isEqualTo("bolt+s://lab.example:443");
        assertThat(address(port, "localhost:" + port, "")).isEqualTo("bolt://localhost:" + port);
        int other = local.uri().getPort();
        assertThat(address(other, "localhost:" + other, "X-Forwarded-Proto: https\r\n"))
                .as("said by nobody who was declared")
                .isEqualTo("bolt://localhost:" + other);
    }

    @Test
    void aDatabaseThatSpeaksEncryptedIsReachedByItself(FixtureDatabase database) throws IOException {
        URI elsewhere = URI.create("neo4j+s://graph.example:7687");
        try (Explorer explorer =
                Explorer.start(new ExplorerConfig(database.driver(), FixtureDatabase.NAME, elsewhere, 0))) {
            JsonNode discovery = new ExplorerClient(explorer).json("/");
            assertThat(discovery.get("bolt_direct").asText()).isEqualTo(elsewhere.toString());
            assertThat(discovery.get("bolt_routing").asText()).isEqualTo(elsewhere.toString());
            int port = explorer.uri().getPort();
            assertThat(upgrade(port, "localhost:" + port, "")).startsWith("HTTP/1.1 404");
        }
    }

    private static WebSocket connect(URI explorer, Page page) {
        URI there = URI.create(explorer.toString().replace("http://", "ws://"));
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(there, page)
                .join();
    }

    private static String address(int port, String host, String headers) throws IOException {
        String answer = ask(
                port, "GET /", host, headers + "Accept: application/json\r\nAuthorization: Bearer " + TOKEN + "\r\n");
        return ExplorerClient.parse(answer.substring(answer.indexOf("\r\n\r\n")))
                .get("bolt_direct")
                .asText();
    }

    /** The head of the answer. */
    private static String upgrade(int port, String host, String headers) throws IOException {
        return ask(port, "GET /", host, headers + UPGRADE);
    }

    private static String ask(int port, String request, String host, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String connection = headers.contains("Upgrade") ? "" : "Connection: close\r\n";
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + connection + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(1000);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketTimeoutException e) {
                // An answer after which the connection stays open.
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** An explorer whose pages are led to a port of this machine. */
    private record FixtureExplorer(Explorer explorer, Driver driver) implements AutoCloseable {

        static FixtureExplorer on(int port) {
            URI bolt = URI.create("bolt://127.0.0.1:" + port);
            Driver driver = GraphDatabase.driver(bolt);
            return new FixtureExplorer(
                    Explorer.start(new ExplorerConfig(driver, FixtureDatabase.NAME, bolt, 0)), driver);
        }

        URI uri() {
            return explorer.uri();
        }

        @Override
        public void close() {
            explorer.close();
            driver.close();
        }
    }

    /** What a page has been sent, and by which code it was closed. */
    private static final class Page implements WebSocket.Listener {

        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        @Override
        public synchronized @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            received.writeBytes(bytes);
            notifyAll();
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return null;
        }

        synchronized byte[] bytes(int count) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (received.size() < count && System.nanoTime() < end) {
                wait(100);
            }
            return received.toByteArray();
        }
    }
}
