package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.FixtureDatabase;
import dev.steergraph.web.InChromium;
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
        chromium.sees(".review-progress", "Pair 1 of the 100 strongest of");
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
        chromium.sees(".review-progress", "Kept: Same.");
        assertThat(database.verdicts()).containsExactly("same");
        assertThat(chromium.url()).isNotEqualTo(first);
        chromium.type("3");
        chromium.sees(".review-progress", "Kept: Not related.");
        chromium.sees(".agreement", "50.0 %");
        chromium.counts(".agreement tbody tr", 1);
        chromium.sees(".agreement tbody tr", "0.7–0.8");
        chromium.undo();
        chromium.sees(".review-progress", "Kept: Same.");
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
        chromium.press("Look again");
        chromium.find("[data-verdict=unsure][aria-pressed=true]");
        chromium.press("Take back");
        chromium.sees(".review-progress", "Taken back.");
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
        chromium.sees(".review-progress", "of the 100 strongest of");
    }
}
