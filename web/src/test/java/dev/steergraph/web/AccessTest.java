package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An explorer on every address of this machine, whom it lets in, and by which names. */
@ExtendWith(SharedFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

    private static final String TOKEN = "a-token-that-somebody-chose";
    private static final String HTML = "Accept: text/html\r\n";

    private Explorer local;
    private Explorer open;
    private int port;

    @BeforeAll
    void start(Explorer running, FixtureDatabase database) {
        local = running;
        open = Explorer.start(new ExplorerConfig(database.driver(), FixtureDatabase.NAME, database.bolt(), 0)
                .with(new Access(Access.resolve("0.0.0.0"), List.of("lab.example"), Optional.of(TOKEN))));
        port = open.uri().getPort();
    }

    @AfterAll
    void stop() {
        open.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer a-token-that-somebody-chosf\r\n",
                "Authorization: Bearer \r\n",
                "Authorization: Basic " + TOKEN + "\r\n",
                "Authorization: " + TOKEN + "\r\n",
                "Cookie: token=" + TOKEN + "\r\n"
            })
    void requestsWithoutTheTokenAreRefused(String headers) throws IOException {
        for (String path : new String[] {
            "/api/runs", "/openapi.json", "/assets/main.js", "/browser/", "/api/nothing", "/guides/steergraph.html"
        }) {
            String answer = ask("GET " + path, "lab.example", headers);
            assertThat(answer).startsWith("HTTP/1.1 401").contains("WWW-Authenticate: Bearer");
            assertThat(answer).contains("\"status\":401").doesNotContain("tiny-bert");
        }
        assertThat(ask("GET /api/runs?token=" + TOKEN, "lab.example", headers)).startsWith("HTTP/1.1 401");
        assertThat(ask("HEAD /api/runs", "lab.example", headers)).startsWith("HTTP/1.1 401");
        assertThat(ask("POST /api/export", "lab.example", headers + "Content-Type: application/json\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void aPersonIsAskedForTheTokenOnAPage() throws IOException {
        String page = ask("GET /tiny-bert/map", "lab.example", HTML);
        assertThat(page)
                .startsWith("HTTP/1.1 401")
                .contains("<form action=\"/\"")
                .contains("default-src 'none'");
        assertThat(page).doesNotContain("unsafe").doesNotContain("<script").doesNotContain("style=");
        assertThat(ask("GET /?token=wrong", "lab.example", HTML)).startsWith("HTTP/1.1 401");
        assertThat(ask("GET /assets/app.css", "lab.example", "")).startsWith("HTTP/1.1 200");
        assertThat(ask("GET /api/health", "lab.example", "")).startsWith("HTTP/1.1 200");
    }

    @Test
    void scriptsShowTheToken() throws IOException {
        assertThat(ask("GET /api/runs", "lab.example", "Authorization: Bearer " + TOKEN + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("tiny-bert");
    }

    @Test
    void aBrowserExchangesTheTokenForACookie() throws IOException {
        String answer = ask("GET /?token=" + TOKEN, "lab.example", HTML);
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Refresh: 0; url=/")
                .contains("Cache-Control: no-store");
        Matcher cookie = Pattern.compile("Set-Cookie: (steergraph-" + port + "=[A-Za-z0-9_-]{43});(.*)")
                .matcher(answer);
        assertThat(cookie.find()).as(answer).isTrue();
        assertThat(cookie.group(2)).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Strict");
        assertThat(answer).doesNotContain(TOKEN);
        String shown = "Cookie: " + cookie.group(1) + "\r\n";
        assertThat(ask("GET /api/runs", "lab.example", shown)).startsWith("HTTP/1.1 200");
        assertThat(ask("GET /", "lab.example", shown + HTML)).contains("/assets/main.js");
        assertThat(ask("GET /api/runs", "lab.example", shown.replaceFirst("..\r", "__\r")))
                .startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "BEARER ", "Bearer  "})
    void theSchemesNameIsWrittenInAnyCase(String scheme) throws IOException {
        assertThat(ask("GET /api/runs", "lab.example", "Authorization: " + scheme + TOKEN + "\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void whoGivesTheTokenLandsWhereTheyWantedToGo() throws IOException {
        String deep = "/tiny-bert/graph?seed=3-res/30&q=a%20%22b%22";
        String page = ask("GET " + deep, "lab.example", HTML);
        assertThat(page).startsWith("HTTP/1.1 401");
        Matcher kept = Pattern.compile("name=\"next\" value=\"([^\"]*)\"").matcher(page);
        assertThat(kept.find()).as(page).isTrue();
        String next = kept.group(1).replace("&amp;", "&");
        assertThat(next).isEqualTo(deep);
        String form = "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        String again = ask("GET /?token=wrong" + form, "lab.example", HTML);
        assertThat(again).startsWith("HTTP/1.1 401").contains("value=\"" + kept.group(1) + "\"");
        assertThat(ask("GET /?token=" + TOKEN + form, "lab.example", HTML))
                .startsWith("HTTP/1.1 200")
                .contains("Refresh: 0; url=" + deep + "\r\n")
                .contains("href=\"" + kept.group(1) + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "/\\evil.example/",
                "http://evil.example/",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: x=y",
                "/\"><script>",
                "evil.example",
                ""
            })
    void nobodyIsSentElsewhere(String next) throws IOException {
        String form = "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        assertThat(ask("GET /?token=" + TOKEN + form, "lab.example", HTML)).contains("Refresh: 0; url=/\r\n");
        assertThat(ask("GET /?token=wrong" + form, "lab.example", HTML))
                .startsWith("HTTP/1.1 401")
                .doesNotContain("name=\"next\"");
    }

    @Test
    void theCookieIsSecureWhereADeclaredProxySaysSo(FixtureDatabase database) throws IOException {
        String https = HTML + "X-Forwarded-Proto: https\r\n";
        assertThat(ask("GET /?token=" + TOKEN, "lab.example", https))
                .as("anybody can write this header")
                .contains("Set-Cookie: ")
                .doesNotContain("Secure");
        try (Explorer behind =
                Explorer.start(new ExplorerConfig(database.driver(), FixtureDatabase.NAME, database.bolt(), 0)
                        .with(new Access(
                                InetAddress.getLoopbackAddress(),
                                List.of("lab.example"),
                                Optional.of(TOKEN),
                                Access.proxies(List.of("127.0.0.1")))))) {
            int itsPort = behind.uri().getPort();
            assertThat(ask(itsPort, "GET /?token=" + TOKEN, "lab.example", https))
                    .containsPattern("Set-Cookie: .*; Secure");
            assertThat(ask(itsPort, "GET /?token=" + TOKEN, "lab.example", HTML))
                    .contains("Set-Cookie: ")
                    .doesNotContain("Secure");
            assertThat(behind.uriForOthers()).hasToString("https://lab.example/");
        }
    }

    @Test
    void theAddressForOthersIsOneThatTheyReach(FixtureDatabase database) throws IOException {
        assertThat(open.uriForOthers()).hasToString("http://lab.example:" + port + "/");
        try (Explorer everywhere =
                Explorer.start(new ExplorerConfig(database.driver(), FixtureDatabase.NAME, database.bolt(), 0)
                        .with(new Access(Access.resolve("0.0.0.0"), List.of(), Optional.of(TOKEN))))) {
            URI address = everywhere.uriForOthers();
            assertThat(address.getHost()).isNotEqualTo("0.0.0.0");
            assertThat(new ExplorerClient(address)
                            .json("/api/health")
                            .get("status")
                            .asText())
                    .isEqualTo("up");
            boolean alone = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .allMatch(one -> one.isLoopbackAddress() || one.isLinkLocalAddress());
            assertThat(InetAddress.getByName(address.getHost()).isLoopbackAddress())
                    .isEqualTo(alone);
        }
        assertThat(local.uriForOthers()).isEqualTo(local.uri());
    }

    @Test
    void foreignHostNamesAreRefusedEvenWithTheToken() throws IOException {
        String bearer = "Authorization: Bearer " + TOKEN + "\r\n";
        assertThat(ask("GET /api/runs", "evil.example:" + port, bearer)).startsWith("HTTP/1.1 421");
        assertThat(ask("GET /?token=" + TOKEN, "evil.example:" + port, HTML))
                .startsWith("HTTP/1.1 421")
                .doesNotContain("Set-Cookie");
        assertThat(ask("GET /api/runs", "127.0.0.1:" + port, bearer)).startsWith("HTTP/1.1 200");
        assertThat(ask(
                        "PUT /api/reviews",
                        "lab.example",
                        bearer + "Content-Type: application/json\r\nOrigin: http://evil.example\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void localAccessNeedsNoToken() throws IOException {
        assertThat(new ExplorerClient(local).json("/api/runs").get("items")).isNotEmpty();
        assertThat(Access.reachesOut(Access.resolve("localhost"), List.of())).isFalse();
        assertThat(Access.reachesOut(Access.resolve("0.0.0.0"), List.of())).isTrue();
        assertThat(Access.reachesOut(InetAddress.getLoopbackAddress(), List.of("lab.example")))
                .isTrue();
    }

    @Test
    void invalidHostsAreRefused() {
        assertThatThrownBy(() -> Access.proxies(List.of("no such host")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the proxy no such host");
        assertThatThrownBy(() -> Access.resolve("no such host"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the host no such host");
        assertThatThrownBy(() -> Access.names(List.of("http://lab.example")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the allowed host http://lab.example");
        assertThatThrownBy(() -> new Access(Access.resolve("0.0.0.0"), List.of(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String ask(String request, String host, String headers) throws IOException {
        return ask(port, request, host, headers);
    }

    private static String ask(int port, String request, String host, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
