package dev.steergraph.web;

import java.io.IOException;
import java.nio.file.Files;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Starts a browser without a window, with a profile of its own, that keeps its console. */
final class ChromiumProcess {

    private ChromiumProcess() {}

    static ChromeDriver start(ChromiumFiles files) throws IOException {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(files.browser().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1440,900",
                "--user-data-dir=" + Files.createTempDirectory("explorer-profile"));
        LoggingPreferences log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", log);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(files.driver().toFile())
                .build();
        return new ChromeDriver(service, options);
    }
}
