package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.FixtureDatabase;
import dev.steergraph.web.InChromium;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Pairs are judged by key presses; what is said is in the graph, and undone there. */
class ReviewPageTest extends InChromium {

    private FixtureDatabase database;

    @BeforeAll
    void use(FixtureDatabase fixture) {
        database = fixture;
    }

    @AfterEach
    void forgetVerdicts() {
        database.forgetVerdicts();
    }

    @Test
    void theStrongestPairIsShownWithBothFeaturesTexts() {
        chromium.go(at("/review"));
        chromium.sees(".review-progress", "Pair 1 of ");
        chromium.sees(".between", "+0.71");
        chromium.counts(".pair > section", 2);
        chromium.sees(".pair", "beside a river or stream");
        assertThat(chromium.all(".pair section:first-child [data-fires]")).isNotEmpty();
        assertThat(chromium.all(".pair section:last-child [data-fires]")).isNotEmpty();
        chromium.sees("[data-verdict=same] kbd", "1");
        chromium.reaches("review?a=1-" + SET + "/");
        String pair = chromium.url();
        chromium.reload();
        chromium.find(".verdicts");
        assertThat(chromium.url()).isEqualTo(pair);
    }

    @Test
    void aKeyStoresAVerdictAndCtrlZTakesItBack() {
        chromium.go(at("/review"));
        chromium.find(".verdicts");
        String first = chromium.url();
        chromium.type("1");
        chromium.sees(".review-progress", "Saved: Same.");
        assertThat(database.verdicts()).containsExactly("same");
        assertThat(chromium.url()).isNotEqualTo(first);
        chromium.type("3");
        chromium.sees(".review-progress", "Saved: Not related.");
        chromium.sees(".agreement", "50.0 %");
        chromium.counts(".agreement tbody tr", 1);
        chromium.sees(".agreement tbody tr", "0.7–0.8");
        chromium.undo();
        chromium.sees(".review-progress", "Saved: Same.");
        assertThat(database.verdicts()).containsExactly("same");
        chromium.undo();
        chromium.sees("main", "No pair has a verdict yet");
        assertThat(database.verdicts()).isEmpty();
        assertThat(chromium.url()).isEqualTo(first);
    }

    @Test
    void aNoteIsKeptAndNotTakenForKeys() {
        chromium.go(at("/review"));
        chromium.click(".verdicts input");
        chromium.type("1 or 2?");
        assertThat(database.verdicts()).isEmpty();
        chromium.click("[data-verdict=unsure]");
        chromium.sees("main", "Latest verdicts 1");
        chromium.sees("td.said", "1 or 2?");
        chromium.press("Reopen");
        chromium.find("[data-verdict=unsure][aria-pressed=true]");
        chromium.press("Clear verdict");
        chromium.sees(".review-progress", "Verdict cleared.");
        assertThat(database.verdicts()).isEmpty();
        chromium.undo();
        chromium.find("[data-verdict=unsure][aria-pressed=true]");
        assertThat(database.verdicts()).containsExactly("unsure");
    }

    @Test
    void theQueueIsWalkedBackAndForth() {
        chromium.go(at("/review?sign=negative"));
        chromium.sees(".review-progress", "Pair 1 of 64 left");
        chromium.sees(".between", "−0.33");
        String first = chromium.url();
        chromium.type(Keys.ARROW_RIGHT);
        chromium.sees(".review-progress", "Pair 2 of 64 left");
        chromium.click("#next");
        chromium.sees(".review-progress", "Pair 3 of 64 left");
        chromium.type(Keys.ARROW_LEFT);
        chromium.sees(".review-progress", "Pair 2 of 64 left");
        chromium.click("#previous");
        chromium.sees(".review-progress", "Pair 1 of 64 left");
        assertThat(chromium.url()).isEqualTo(first);
        chromium.press("all");
        chromium.leaves("sign=");
        chromium.sees(".review-progress", "Pair 1 of ");
    }

    @Test
    void keysThatArePressedBeforeTheNextPairIsThereAreNotLost() {
        chromium.go(at("/review"));
        chromium.find(".verdicts");
        // As on a slow line.
        chromium.script(
                "const real = window.fetch; window.fetch = (url, options) => new Promise(done => setTimeout(done, 300))"
                        + ".then(() => real(url, options))");
        String first = chromium.url();
        chromium.type("1", "2", "3", "4", "1", "2");
        chromium.sees(".review-progress", "6 judged");
        assertThat(database.verdicts())
                .containsExactlyInAnyOrder("same", "related", "unrelated", "unsure", "same", "related");
        chromium.sees(".review-progress", "Pair 1 of ");
        chromium.sees(".review-progress", "Saved: Related.");
        assertThat(chromium.all("main section table tbody tr td:first-child").stream()
                        .map(cell -> cell.getText())
                        .filter(List.of("Same", "Related", "Not related", "Unsure")::contains))
                .as("newest first")
                .containsExactly("Related", "Same", "Unsure", "Not related", "Related", "Same");
        for (int i = 0; i < 6; i++) {
            chromium.undo();
        }
        chromium.sees("main", "No pair has a verdict yet");
        assertThat(database.verdicts()).isEmpty();
        assertThat(chromium.url()).isEqualTo(first);
    }

    @Test
    void theNextPairsAreAtHandBeforeTheyAreWanted() {
        chromium.go(at("/review"));
        chromium.find(".verdicts");
        chromium.sees(".review-progress", "Pair 1 of ");
        String next = chromium.find("#next").getDomAttribute("href");
        for (String end : List.of("a", "b")) {
            String address = next.replaceFirst(".*[?&]" + end + "=([^&]*).*", "$1");
            boolean there = false;
            for (int i = 0; i < 100 && !there; i++) {
                chromium.complaints(); // Takes a moment.
                there = (Boolean) chromium.script(
                        "return performance.getEntriesByType('resource').some(e => e.name.includes('/api/features/' + arguments[0]))",
                        address);
            }
            assertThat(there).as(address).isTrue();
        }
        // The server may be as slow as it likes then.
        chromium.script("window.fetch = () => new Promise(() => {})");
        chromium.type(Keys.ARROW_RIGHT);
        chromium.sees(".review-progress", "Pair 2 of ");
    }

    @Test
    void pairsAreNarrowedDownByLayersCommunityAndR() {
        chromium.go(at("/review"));
        chromium.find(".verdicts");
        chromium.choose("[data-filter=la]", "1");
        chromium.reaches("la=1");
        chromium.choose("[data-filter=lb]", "5");
        chromium.reaches("lb=5");
        chromium.sees(".review-progress", "Pair 1 of ");
        chromium.reaches("a=1-" + SET + "/");
        chromium.reaches("b=5-" + SET + "/");
        chromium.choose("[data-filter=band]", "0.2-0.3");
        chromium.reaches("band=0.2-0.3");
        chromium.sees(".between", "0.2");
        chromium.press("Clear filters");
        chromium.leaves("la=1");
        chromium.sees(".review-progress", "Pair 1 of 288 left");
        chromium.click("[data-filter=community]");
        chromium.type("3", Keys.ENTER);
        chromium.reaches("community=3");
        chromium.sees(".pair", "#3");
    }

    @Test
    void everyPairIsReachedAndAnAddressOfOneGoesOnFromThere() {
        chromium.go(at("/review"));
        chromium.sees(".review-progress", "Pair 1 of ");
        CharSequence[] keys = new CharSequence[104];
        Arrays.fill(keys, Keys.ARROW_RIGHT);
        chromium.type(keys);
        chromium.sees(".review-progress", "Pair 105 of ");
        chromium.reload();
        chromium.sees(".review-progress", " left");
        String far = chromium.url();
        chromium.click("#next");
        chromium.leaves(far.substring(far.indexOf("a=")));
    }
}
