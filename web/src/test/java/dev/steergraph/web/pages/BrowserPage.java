package dev.steergraph.web.pages;

import dev.steergraph.web.Chromium;
import java.nio.file.Path;
import java.util.List;
import org.openqa.selenium.Keys;

/** Neo4j Browser in Chromium, with the hands and eyes of a person. */
final class BrowserPage {

    private static final String NEWEST = "const frame = document.querySelector('[data-testid=frame]');";

    private final Chromium chromium;

    BrowserPage(Chromium chromium) {
        this.chromium = chromium;
    }

    /**
     * What came of a query.
     *
     * @param status what stands below it: how many records, or the error
     * @param rows of the table
     * @param nodes of the drawing
     */
    record Outcome(String status, long rows, long nodes) {

        boolean showsSomething() {
            return nodes > 0 || rows > 0 && status.startsWith("Started streaming ");
        }
    }

    void open(String address, String password) {
        chromium.go(address);
        chromium.find("[data-testid=username]").sendKeys("neo4j");
        chromium.find("[data-testid=password]").sendKeys(password, Keys.ENTER);
        chromium.sees("#mount", "You are connected as user");
    }

    /** Types a command and sends it off. */
    void command(String text) {
        chromium.click("[data-testid=activeEditor] .view-lines");
        chromium.type(text, Keys.ENTER);
    }

    void drop(Path file) {
        chromium.drop(file);
    }

    /** Opens a folder of favourites and says what they are called. */
    List<?> openFavourites(String folder) {
        chromium.click("[data-testid=navigationFavorites] button");
        chromium.click("[data-testid='expandFolder-" + folder + "']");
        chromium.find("[data-testid=savedScriptListItem]");
        return (List<?>) chromium.script("return [...document.querySelectorAll('[data-testid^=scriptTitle]')]"
                + ".map(e => e.dataset.testid.replace('scriptTitle-', ''))");
    }

    /** Clicks the arrow beside the favourite. */
    Outcome runFavourite(String title) {
        closeFrames();
        chromium.script(
                "[...document.querySelectorAll('[data-testid=savedScriptListItem]')]"
                        + ".find(e => e.querySelector('[data-testid^=scriptTitle]').dataset.testid === 'scriptTitle-' + arguments[0])"
                        + ".querySelector('[data-testid=savedScriptsButton-Run]').click()",
                title);
        return outcome();
    }

    /** Plays the guide again until its head is there: from which hosts it may come Browser asks the database after the login. */
    void playAgainUntil(String head) {
        chromium.until("the guide is not played", () -> {
            if (chromium.all("h3").stream().anyMatch(e -> e.getText().equals(head))) {
                return Boolean.TRUE;
            }
            chromium.script(
                    "const frame = document.querySelector('[data-testid=frame]');"
                            + "if (/Not found/.test(frame?.innerText)) frame.querySelector('[data-testid=rerunFrameButton]').click()");
            return null;
        });
    }

    /** The queries of the slide of the guide that is shown. */
    List<?> queriesOfSlide() {
        return (List<?>)
                chromium.script("return [...document.querySelectorAll('pre.runnable')].map(e => e.textContent.trim())");
    }

    /** Turns the page of the guide; after the last slide there is nothing to click. */
    void nextSlide() {
        chromium.script("document.querySelector('[data-testid=nextSlide]')?.click()");
    }

    /** Clicks a query of the guide, which puts it into the editor, and runs it from there. */
    Outcome runQueryOfSlide(int place) {
        chromium.script("document.querySelectorAll('pre.runnable')[arguments[0]].click()", place);
        chromium.until("the query is not in the editor", () -> editor().startsWith("// ") ? Boolean.TRUE : null);
        chromium.click("[data-testid=editor-Run]");
        return outcome();
    }

    private String editor() {
        return chromium.script("return document.querySelector('[data-testid=activeEditor] .view-lines').textContent")
                .toString()
                .replace('\u00a0', ' ');
    }

    void closeFrames() {
        chromium.script(
                "document.querySelectorAll('[data-testid=stream] button[title=Close]').forEach(b => b.click())");
        chromium.counts("[data-testid=stream] [data-testid=frame]", 0);
    }

    /** Fill colours of the nodes in the newest drawing. */
    List<?> colours() {
        return (List<?>) chromium.script("return [...new Set([...document.querySelectorAll('g.node circle')]"
                + ".map(c => c.getAttribute('fill')).filter(f => f))].sort()");
    }

    /** What stands on the nodes and edges of the newest drawing. */
    List<?> captions(String kind) {
        return (List<?>) chromium.script(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent).filter(t => t)",
                "g." + kind + " text");
    }

    Outcome outcome() {
        return chromium.until("nothing has come of the query", () -> {
            List<?> seen = (List<?>) chromium.script(NEWEST
                    + "const status = frame?.querySelector('[data-testid=frameStatusbar]')?.innerText ?? '';"
                    + "const nodes = frame?.querySelectorAll('g.node').length ?? 0;"
                    + "return nodes || /Started|Completed|rror/.test(status)"
                    + " ? [status.trim(), frame.querySelectorAll('tbody tr').length, nodes] : []");
            return seen.isEmpty()
                    ? null
                    : new Outcome(
                            (String) seen.get(0),
                            ((Number) seen.get(1)).longValue(),
                            ((Number) seen.get(2)).longValue());
        });
    }
}
