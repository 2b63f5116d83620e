package dev.steergraph.cli.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.SteeredWords;
import dev.steergraph.web.Chromium;
import dev.steergraph.web.view.Axe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** What a person does on the pages Steer and Own text, with small models that really write and read. */
class SteerPageTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>, w5";
    private static final String PROMPT = "w5 w6 w7 w8";

    @TempDir
    private static Path folder;

    private static SteeredWords words;
    private static Chromium chromium;
    private static String address;
    private static String other;

    @BeforeAll
    static void open() throws IOException {
        chromium = Chromium.open();
        words = SteeredWords.serve(folder);
        words.rows("MATCH (f:Feature {run: 'words', layer: 0})-[:CORRELATES]-(g {layer: 0})"
                + " WITH f, count(g) AS neighbours ORDER BY neighbours DESC, f.index LIMIT 1"
                + " SET f.label = '" + HOSTILE + "', f.bandLow = 0.5, f.bandHigh = 1.5, f.bandBreaks = 3.0");
        address = address("MATCH (f:Feature {run: 'words'}) WHERE f.bandLow IS NOT NULL");
        other = address("MATCH (f:Feature {run: 'words', layer: 1}) WITH f ORDER BY f.density DESC, f.index LIMIT 1");
    }

    private static String address(String match) {
        var row = words.rows(match + " RETURN f.layer AS layer, f.sae AS sae, f.index AS index")
                .get(0);
        return row.get("layer").asInt() + "-" + row.get("sae").asString() + "/"
                + row.get("index").asInt();
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (words != null) {
            words.close();
        }
    }

    @AfterEach
    void nothingToComplainAbout() {
        assertThat(chromium.complaints()).isEmpty();
    }

    private static String at(String rest) {
        return words.serving().uri().resolve("/words" + rest).toString();
    }

    private static void forget() {
        chromium.script("sessionStorage.clear()");
    }

    private static String made(String side) {
        return chromium.find(".made[data-side=" + side + "]").getText();
    }

    private static void write(String prompt) {
        chromium.click("textarea[name=prompt]");
        chromium.type(prompt);
        chromium.withControl(Keys.ENTER);
    }

    @Test
    void aFeatureIsTakenAlongFromItsPageAndBothTextsAreWritten() throws Exception {
        chromium.go(at("/" + address));
        forget();
        chromium.press("Steer");
        chromium.sees(".steered li", "<img src=x onerror=alert(1)>");
        chromium.sees(".steered li", "usable from 0.5 to 1.5, breaks at 3");
        chromium.reaches("f=" + address + ":1");
        write(PROMPT);
        chromium.sees(".steer-status", "Done.");
        String plain = made("default");
        String steered = made("steered");
        assertThat(plain).isNotBlank();
        AskedModel api = new AskedModel(words.serving(), "model=words");
        JsonNode written = AskedModel.of(
                        api.steer("{\"prompt\": \"" + PROMPT + "\", \"chat\": true, \"temperature\": 0.7, \"features\":"
                                + " [{\"feature\": \"" + address + "\", \"strength\": 1}]}"),
                        "written")
                .get(0);
        assertThat(plain).isEqualTo(written.get("defaultText").asText().strip());
        assertThat(steered).isEqualTo(written.get("steeredText").asText().strip());
        chromium.sees(".applied", "Steered blocks.0.hook_resid_post at");
        chromium.sees(".moved", "What else moved");
        chromium.find(".moved tbody tr a.id");
        chromium.find(".moved-tokens li");
        // All of it is in the link.
        chromium.reload();
        chromium.sees(".steered li", "<img");
        assertThat(chromium.find("textarea[name=prompt]").getDomProperty("value"))
                .isEqualTo(PROMPT);
        chromium.click(".steer-actions .primary");
        chromium.sees(".steer-status", "Done.");
        assertThat(made("default")).isEqualTo(plain);
        assertThat(made("steered")).isEqualTo(steered);
    }

    @Test
    void theStrengthIsSetByKeysAndTheBandIsMarked() {
        chromium.go(at("/steer?f=" + address + ":1&prompt=w5"));
        chromium.find(".scale .usable");
        assertThat(
                        chromium.script(
                                "const s = document.querySelector('.scale'), u = s.querySelector('.usable').getBoundingClientRect(),"
                                        + " b = s.getBoundingClientRect(); return [(u.left - b.left) / b.width, (u.right - b.left) / b.width].map(x => x.toFixed(3)).join()"))
                .as("0.5 and 1.5 of -3 to 3")
                .isEqualTo("0.583,0.750");
        chromium.script("document.querySelector('.steered input[type=range]').focus()");
        chromium.type(Keys.ARROW_RIGHT);
        chromium.reaches("f=" + address + ":1.05");
        chromium.type(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        chromium.reaches("f=" + address + ":0.95");
        assertThat(chromium.focused()).startsWith("Strength of");
        chromium.choose(".steered select", "ablate");
        chromium.reaches("f=" + address + ":ablate");
        chromium.counts(".steered input", 0);
        chromium.back();
    }

    @Test
    void featuresComeFromListsAndSearchAndGoAway() {
        chromium.go(at("/search?q=" + other));
        forget();
        chromium.click("a[href*='add=" + other + "']");
        chromium.reaches("/steer?f=" + other + ":1");
        chromium.go(at("/" + address));
        chromium.press("Steer");
        chromium.reaches("f=" + other + ":1," + address + ":1");
        chromium.counts(".steered li", 2);
        chromium.click(".steered li:first-child button");
        chromium.counts(".steered li", 1);
        chromium.reaches("f=" + address + ":1");
        chromium.click(".steer-form .picker input");
        chromium.type(other.replaceFirst("-[^/]*/", ":"), Keys.ENTER);
        chromium.counts(".steered li", 2);
    }

    @Test
    void correctingIsASwitchAndTheRecipeHasTheNeighbours() throws Exception {
        chromium.go(at("/steer?f=" + address + ":2&prompt=" + PROMPT.replace(' ', '+') + "&tokens=5&minAbsR=0.05"));
        chromium.click("input[name=correct]");
        chromium.reaches("correct=cohere");
        chromium.choose("select[name=how]", "insulate");
        chromium.reaches("correct=insulate");
        chromium.click(".steer-actions .primary");
        chromium.sees(".steer-status", "Done.");
        chromium.sees(".steer-result summary", "Corrected for ");
        chromium.press("Export recipe");
        JsonNode recipe = AskedModel.json(
                new String(chromium.downloaded("steergraph-words.recipe.json"), StandardCharsets.UTF_8));
        assertThat(recipe.get("features").size()).isGreaterThan(1);
        assertThat(recipe.at("/features/0/coefficient").asDouble()).isEqualTo(2);
    }

    @Test
    void whatIsWrittenIsStopped() {
        chromium.go(at("/steer?f=" + address + ":1&prompt=w5&tokens=500&temperature=1"));
        chromium.click(".steer-actions .primary");
        chromium.press("Stop");
        chromium.sees(".steer-status", "Stopped.");
        String now = made("default");
        chromium.find("button.primary");
        assertThat(made("default")).isEqualTo(now);
        // The model is free at once for who asks next.
        chromium.go(at("/steer?f=" + address + ":1&prompt=w5&tokens=3"));
        chromium.click(".steer-actions .primary");
        chromium.sees(".steer-status", "Done.");
    }

    @Test
    void mistakesAreToldOnThePage() {
        chromium.go(at("/steer?f=" + address + ":1&prompt=" + "w9+".repeat(SteeredWords.CONTEXT)));
        chromium.click(".steer-actions .primary");
        chromium.sees("#alert", "are more than the 1024");
        chromium.go(
                at("/steer?f=0-" + address.replaceFirst("^\\d+-", "").replaceFirst("/.*", "") + "/999:1&prompt=w5"));
        chromium.sees(".steered .wrong", "has no feature");
        chromium.click(".steer-actions .primary");
        chromium.sees("#alert", "has no feature");
        chromium.complaints(); // Of the browser, that these were refused.
        chromium.go(at("/steer").replace("/words/", "/headless/") + "?run=headless");
        chromium.sees(".empty", "has no language-model head");
        chromium.go(at("/steer").replace("/words/", "/headless/") + "?run=away");
        chromium.sees(".empty", "serve --run DIR");
    }

    @Test
    void anOwnTextShowsItsFeaturesTokenByToken() {
        for (String run : List.of("words", "headless")) {
            chromium.go(at("/text").replace("/words/", "/" + run + "/") + "?run=" + run);
            chromium.click("textarea[name=text]");
            chromium.type(PROMPT);
            chromium.withControl(Keys.ENTER);
            chromium.counts("button.token", 4);
            chromium.counts(".own-sets section", 2);
            chromium.reaches("text=w5+w6+w7+w8");
            chromium.script("document.querySelector('button.token').focus()");
            chromium.type(Keys.ARROW_RIGHT, Keys.ENTER);
            chromium.reaches("&t=");
            chromium.sees("button.token[aria-pressed=true]", "w6");
            chromium.press(".own-sets tbody a", "Colour");
            chromium.find("button.token[data-fires]");
            chromium.click(".own-sets tbody tr.chosen a.id");
            chromium.find(".contexts");
            chromium.back();
            chromium.find("button.token[data-fires]");
        }
    }

    @Test
    void aTextThatCannotBeReadIsToldAndAnotherOneIs() {
        chromium.go(at("/text?text=" + "w9+".repeat(300)));
        chromium.sees(".text-status", "1 to 256");
        chromium.complaints(); // Of the browser, that this was refused.
        chromium.go(at("/text?text=w9"));
        chromium.counts("button.token", 1);
    }

    @ParameterizedTest
    @CsvSource({"light,1280,900", "dark,1280,900", "light,390,844", "dark,390,844"})
    void bothPagesAreReadableAndFitTheirWindow(String theme, int width, int height) throws IOException {
        chromium.size(width, height);
        chromium.prefers(theme);
        try {
            chromium.go(at("/steer?f=" + address + ":1," + other
                    + ":clamp:0.5&tokens=6&correct=cohere&minAbsR=0.1&prompt=w5"));
            chromium.find(".scale .usable");
            chromium.script("document.querySelector('.writing').open = true");
            chromium.click(".steer-actions .primary");
            chromium.sees(".steer-status", "Done.");
            fits(width);
            chromium.go(at("/text?text=w5+w6+w7+w8&t=2"));
            chromium.press(".own-sets tbody a", "Colour");
            chromium.find("button.token[data-fires]");
            fits(width);
        } finally {
            chromium.size(1440, 900);
            chromium.prefers("light");
        }
    }

    private static void fits(int width) throws IOException {
        assertThat(chromium.complaints()).isEmpty();
        assertThat(Axe.seriousViolations(chromium)).isEmpty();
        assertThat((Long) chromium.script("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        chromium.complaints();
    }
}
