package dev.steergraph.web;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where Chromium and its driver are: where Debian puts them, or where the system properties {@code steergraph.chromium} and
 * {@code steergraph.chromedriver} say.
 */
record ChromiumFiles(Path browser, Path driver) {

    static ChromiumFiles fromSystemProperties() {
        return new ChromiumFiles(
                Path.of(System.getProperty("steergraph.chromium", "/usr/bin/chromium")),
                Path.of(System.getProperty("steergraph.chromedriver", "/usr/bin/chromedriver")));
    }

    boolean exist() {
        return Files.isExecutable(browser) && Files.isExecutable(driver);
    }

    /** Why the tests of the pages do not run, in one line. */
    String missing() {
        return "The tests of the pages are skipped: they need Chromium at " + browser + " and its driver at " + driver
                + " (system properties steergraph.chromium and steergraph.chromedriver).";
    }
}
