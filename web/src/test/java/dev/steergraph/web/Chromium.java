package dev.steergraph.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser without a window, with a profile of its own. */
public final class Chromium implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(40);

    private final ChromeDriver driver;
    private final Path downloads;

    private Chromium(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    }

    /** Starts one; where there is none, the test is skipped and says so, or fails if the environment demands a browser. */
    public static Chromium open() throws IOException {
        ChromiumFiles files = ChromiumFiles.fromSystemProperties();
        if (!files.exist() && Boolean.parseBoolean(System.getenv("STEERGRAPH_REQUIRE_CHROMIUM"))) {
            throw new IllegalStateException(files.missing());
        }
        assumeTrue(files.exist(), files.missing());
        return new Chromium(ChromiumProcess.start(files), Files.createTempDirectory("explorer-downloads"));
    }

    public void go(String url) {
        driver.get(url);
    }

    public String url() {
        return driver.getCurrentUrl();
    }

    public void back() {
        driver.navigate().back();
    }

    public void forward() {
        driver.navigate().forward();
    }

    public void reload() {
        driver.navigate().refresh();
    }

    /** Types into whatever has the focus. */
    public void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    public void undo() {
        withControl("z");
    }

    /** Presses a key while Ctrl is held. */
    public void withControl(CharSequence key) {
        new Actions(driver)
                .keyDown(Keys.CONTROL)
                .sendKeys(key)
                .keyUp(Keys.CONTROL)
                .perform();
    }

    public WebElement find(String css) {
        return await(() -> "no " + css, () -> driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    public void click(String css) {
        await(() -> "no " + css, () -> clickOn(find(css)));
    }

    /** Chooses an option by its value. */
    public void choose(String css, String value) {
        await(() -> "no option " + value + " of " + css, () -> {
            new Select(find(css)).selectByValue(value);
            return Boolean.TRUE;
        });
    }

    /** Clicks the link or button that says this. */
    public void press(String text) {
        press("main a, main button", text);
    }

    /** The same, of those that a selector finds. */
    public void press(String css, String text) {
        // What is drawn anew between being found and being clicked is looked for again.
        await(() -> "nothing says " + text, () -> driver.findElements(By.cssSelector(css)).stream()
                .filter(e -> e.getText().strip().equals(text))
                .findFirst()
                .map(this::clickOn)
                .orElse(null));
    }

    /** Scrolls it out from under what stays in place at the window's top, as a person would. */
    private Boolean clickOn(WebElement element) {
        driver.executeScript(
                "const e = arguments[0], b = e.getBoundingClientRect();"
                        + "const top = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);"
                        + "if (!top || !(e.contains(top) || top.contains(e))) e.scrollIntoView({block: 'center'})",
                element);
        element.click();
        return Boolean.TRUE;
    }

    /** Waits until the element's text contains this. */
    public void sees(String css, String text) {
        await(() -> css + " does not say \"" + text + "\" but: " + texts(css), () -> {
            boolean there = driver.findElements(By.cssSelector(css)).stream()
                    .anyMatch(e -> e.getText().contains(text));
            return there ? Boolean.TRUE : null;
        });
    }

    public void counts(String css, int number) {
        await(() -> "not " + number + " of " + css, () -> all(css).size() == number ? Boolean.TRUE : null);
    }

    public void reaches(String urlPart) {
        await(() -> "not at " + urlPart, () -> url().contains(urlPart) ? Boolean.TRUE : null);
    }

    public void leaves(String urlPart) {
        await(() -> "still at " + urlPart, () -> url().contains(urlPart) ? null : Boolean.TRUE);
    }

    /** Double-clicks the middle of it. */
    public void doubleClick(String css) {
        new Actions(driver).doubleClick(find(css)).perform();
    }

    /** Double-clicks the drawn feature with this key. */
    public void doubleClickFeature(String key) {
        Map<?, ?> at = (Map<?, ?>) driver.executeScript(
                "const p = document.querySelector('.canvas')._cyreg.cy.getElementById(arguments[0]).renderedPosition();"
                        + "const c = document.querySelector('.canvas').getBoundingClientRect();"
                        + "return {x: p.x - c.width / 2, y: p.y - c.height / 2}",
                key);
        Actions actions = new Actions(driver);
        actions.moveToElement(find(".canvas"), whole(at.get("x")), whole(at.get("y")))
                .doubleClick()
                .perform();
    }

    private static int whole(@Nullable Object number) {
        return ((Number) Objects.requireNonNull(number)).intValue();
    }

    /** Waits for a downloaded file of this name, takes it away and returns what it holds. */
    public byte[] downloaded(String name) throws IOException {
        Path file = downloads.resolve(name);
        await(() -> "no download " + name, () -> Files.exists(file) ? file : null);
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        return content;
    }

    /** Presses Tab and says what then has the focus: its id, label, or text. */
    public String tab() {
        type(Keys.TAB);
        return focused();
    }

    public String focused() {
        return (String) script("const e = document.activeElement;"
                + "return e.id || e.getAttribute('aria-label') || e.textContent.trim().replace(/\\s+/g, ' ')");
    }

    public Object script(String body, Object... arguments) {
        return driver.executeScript(body, arguments);
    }

    /** Lets go of a file over the middle of the page, as a person does who has dragged it there. */
    public void drop(Path file) {
        Map<String, Object> dragged =
                Map.of("items", List.of(), "files", List.of(file.toString()), "dragOperationsMask", 1);
        for (String event : List.of("dragEnter", "dragOver", "drop")) {
            driver.executeCdpCommand(
                    "Input.dispatchDragEvent", Map.of("type", event, "x", 700, "y", 400, "data", dragged));
        }
    }

    /** Waits until there is what this looks for. */
    public <T> T until(String failure, Supplier<@Nullable T> found) {
        return await(() -> failure, found);
    }

    /** A script that calls its last argument with what it has found. */
    public Object scriptThatCallsBack(String body) {
        return driver.executeAsyncScript(body);
    }

    /** Shows pages as large as this, in CSS pixels. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /** What the system prefers: {@code light} or {@code dark}. */
    public void prefers(String theme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    /** Warnings and errors of the console since the last call, policy violations among them. */
    public List<String> complaints() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    private String texts(String css) {
        try {
            return all(css).stream().map(WebElement::getText).toList().toString();
        } catch (StaleElementReferenceException e) {
            return "(it changes)";
        }
    }

    private <T> T await(Supplier<String> failure, Supplier<T> condition) {
        return new WebDriverWait(driver, TIMEOUT, POLL_INTERVAL)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(failure)
                .until(d -> condition.get());
    }
}
