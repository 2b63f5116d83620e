package dev.steergraph.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cypher.CypherFile;
import dev.steergraph.cypher.StandaloneQuery;
import dev.steergraph.web.Access;
import dev.steergraph.web.Chromium;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.RequiresChromium;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Neo4j's own browser, served by the explorer: it finds the database by itself, and takes all that it is given. */
@RequiresChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Neo4jBrowserTest {

    private static final String TOKEN = "a-token-that-somebody-chose";
    private static final String FOLDER = Favourites.folder(BrowserGraph.RUN.value());

    private BrowserGraph graph;
    private Explorer explorer;
    private Chromium chromium;
    private BrowserPage page;

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        graph = BrowserGraph.open(home);
        explorer = graph.explorer(Access.LOCAL);
    }

    @AfterAll
    void stop() {
        explorer.close();
        graph.close();
    }

    @BeforeEach
    void open() throws IOException {
        chromium = Chromium.open();
        page = new BrowserPage(chromium);
    }

    @AfterEach
    void close() {
        chromium.close();
    }

    @Test
    void itKnowsTheDatabaseByTheExplorersAddress() throws IOException {
        chromium.go(at("/browser/?cmd=edit&arg=RETURN%201"));
        assertThat(chromium.find("[data-testid=boltaddress]").getDomProperty("value"))
                .isEqualTo("localhost:" + explorer.uri().getPort());
        page.open(at("/browser/"), graph.password());
        page.closeFrames();
        page.command("RETURN 1 AS one");
        assertThat(page.outcome()).matches(BrowserPage.Outcome::showsSomething);
    }

    /** The guide is put into the editor of Browser, from where it is played with one key. */
    @Test
    void theExplorersStartPageLeadsToTheGuide() throws IOException {
        chromium.go(at("/tiny-bert"));
        String link = (String) chromium.script("return arguments[0].href", chromium.find("a[href^='/browser/?cmd=']"));
        assertThat(chromium.find("a[href^='/guides/favourites.zip']").getDomProperty("href"))
                .isEqualTo(at("/guides/favourites.zip?run=sample"));
        assertThat(chromium.find("a[href^='/guides/style.grass']").getDomProperty("href"))
                .isEqualTo(at("/guides/style.grass?run=sample"));
        page.open(link, graph.password());
        chromium.click("[data-testid=editor-Run]");
        chromium.sees("h3", Guides.SLIDES.get(0).title());
    }

    /** Favourites are imported by dropping the file, and there is one session: so one factory makes the tests of all. */
    @TestFactory
    Stream<DynamicTest> everyFavouriteShowsATableOrAGraph(@TempDir Path folder) throws IOException {
        page.open(at("/browser/"), graph.password());
        page.drop(fetch("favourites.zip", folder));
        List<CypherFile> queries = Guides.queries();
        List<?> titles = page.openFavourites(FOLDER);
        assertThat(titles.stream().map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(
                        queries.stream().map(CypherFile::title).toList());
        return queries.stream()
                .map(query -> DynamicTest.dynamicTest(query.name(), () -> assertThat(page.runFavourite(query.title()))
                        .as(query.title())
                        .matches(BrowserPage.Outcome::showsSomething)));
    }

    /** What the slides hold is what the favourites hold, so a query of each is run. */
    @Test
    void theGuideIsPlayedAndItsQueriesAreRun() throws IOException {
        page.open(at("/browser/"), graph.password());
        page.closeFrames();
        page.command(":play " + at("/guides/" + Guides.GUIDE));
        for (GuideSlide slide : Guides.SLIDES) {
            chromium.sees("h3", slide.title());
            assertThat(page.queriesOfSlide())
                    .isEqualTo(slide.files().stream()
                            .map(query -> StandaloneQuery.of(query, BrowserGraph.RUN.value())
                                    .strip())
                            .toList());
            assertThat(page.runQueryOfSlide(slide.queries().size() - 1))
                    .as(slide.title())
                    .matches(BrowserPage.Outcome::showsSomething);
            chromium.script("document.querySelector('[data-testid=frame] button[title=Close]').click()");
            page.nextSlide();
        }
    }

    /** Chromium takes 127.0.0.1 and localhost for two places, and Browser sends headers for which it asks first. */
    @Test
    void aBrowserElsewhereOnThisMachinePlaysTheGuide() throws IOException {
        page.open(explorer.uri().resolve("/browser/").toString(), graph.password());
        page.command(":play " + at("/guides/" + Guides.GUIDE));
        chromium.sees("#mount", "Features are nodes, correlations are relationships.");
    }

    @Test
    void aStyleThatIsDroppedColoursLayers(@TempDir Path folder) throws IOException {
        page.open(at("/browser/"), graph.password());
        page.closeFrames();
        page.command(
                "MATCH (f:Feature {run: 'sample'})-[c:CORRELATES]-(g:Feature) WHERE f.index = 230 RETURN f, c, g LIMIT 9");
        assertThat(page.outcome().nodes()).isPositive();
        // With the legend Browser has given every label a colour of its own, and changes none any more.
        chromium.sees("[data-testid=frame]", "Displaying ");
        List<?> before = page.colours();
        page.drop(fetch("style.grass", folder));
        chromium.until("the colours are as before", () -> page.colours().equals(before) ? null : Boolean.TRUE);
        assertThat(page.colours().stream().map(Object::toString)).isSubsetOf("#2A4FAD", "#3CAD2A", "#AD2A2A");
        assertThat(page.captions("node").stream().map(Object::toString))
                .anyMatch(caption -> caption.strip().startsWith("law"));
        assertThat(page.captions("relationship").stream().map(Object::toString))
                .allMatch(caption -> caption.matches("-?[0-9.]+…?"));
    }

    /** With a token, under an address of the network: Bolt goes by the explorer's port, and the guide is played. */
    @Test
    void peopleElsewhereReachTheDatabaseThroughTheExplorer() throws IOException {
        Access others = new Access(Access.resolve("0.0.0.0"), List.of(), Optional.of(TOKEN));
        try (Explorer open = graph.explorer(others)) {
            String there = "http://" + networkAddress() + ":" + open.uri().getPort();
            chromium.go(there + "/?token=" + TOKEN);
            chromium.find("main");
            page.open(there + "/browser/", graph.password());
            page.closeFrames();
            page.command(":play " + there + "/guides/" + Guides.GUIDE);
            page.playAgainUntil(Guides.SLIDES.get(0).title());
            assertThat(page.runQueryOfSlide(0)).matches(BrowserPage.Outcome::showsSomething);
        }
    }

    private static String networkAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                // Without a network: an address of this machine that pages take for one of another.
                .orElse("127.0.0.2");
    }

    private Path fetch(String file, Path folder) throws IOException {
        Path fetched = folder.resolve(file);
        try (InputStream in = explorer.uri().resolve("/guides/" + file).toURL().openStream()) {
            Files.copy(in, fetched);
        }
        return fetched;
    }

    /** By the name that is printed, from which Neo4j allows guides unless it is told otherwise. */
    private String at(String path) {
        return "http://localhost:" + explorer.uri().getPort() + path;
    }
}
