package dev.steergraph.bench.views;

import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window, 1,440 by 900, drawing without graphics hardware. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of(System.getProperty("steergraph.chromium", "/usr/bin/chromium"));
    private static final Path DRIVER = Path.of(System.getProperty("steergraph.chromedriver", "/usr/bin/chromedriver"));

    /** The page sets this mark once the frame after its last change has been painted. */
    private static final String DRAWN = "return performance.getEntriesByName('drawn').map(e => e.startTime)[0] ?? null";

    private static final String PAN = "const done = arguments[arguments.length - 1], milliseconds = arguments[0];"
            + "const canvas = document.querySelector('canvas.map'), times = [];"
            + "const step = now => { times.push(now);"
            + " canvas.dispatchEvent(new KeyboardEvent('keydown', {key: times.length % 20 < 10 ? 'ArrowLeft' : 'ArrowRight'}));"
            + " if (now - times[0] < milliseconds) return requestAnimationFrame(step);"
            + " done({rate: 1000 * (times.length - 1) / (now - times[0]),"
            + "  slowest: Math.max(...times.slice(1).map((t, i) => t - times[i]))}); };"
            + "requestAnimationFrame(step);";

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** @throws UserError if there is no Chromium where Debian puts it, or where the system property says */
    static Browser open() throws IOException {
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
            throw new UserError("the benchmark needs Chromium at " + CHROMIUM + " and its driver at " + DRIVER
                    + "; install the packages chromium and chromium-driver");
        }
        Path profile = Files.createTempDirectory("bench-views");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--window-size=1440,900",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Browser(new ChromeDriver(service, options), profile);
    }

    /** Milliseconds from the beginning of the navigation until the view is drawn. */
    double drawn(String url) {
        driver.get(url);
        try {
            Object time = new WebDriverWait(driver, Duration.ofSeconds(60)).until(any -> driver.executeScript(DRAWN));
            return ((Number) time).doubleValue();
        } catch (TimeoutException e) {
            throw new UserError(url + " was not drawn within a minute; is it a SteerGraph explorer?", e);
        }
    }

    /** Moves the map that is shown to and fro. */
    Panned pan(int milliseconds) {
        Map<?, ?> found = (Map<?, ?>) driver.executeAsyncScript(PAN, milliseconds);
        return new Panned(number(found, "rate"), number(found, "slowest"));
    }

    private static double number(Map<?, ?> of, String name) {
        return ((Number) of.get(name)).doubleValue();
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        Workbench.delete(profile);
    }

    /**
     * How smoothly the map moved.
     *
     * @param framesPerSecond painted
     * @param slowest milliseconds between two frames, at worst
     */
    record Panned(double framesPerSecond, double slowest) {}
}
