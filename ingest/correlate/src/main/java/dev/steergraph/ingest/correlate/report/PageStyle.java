package dev.steergraph.ingest.correlate.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** How pages of results look, light and dark. */
public final class PageStyle {

    private PageStyle() {}

    /** The style sheet, which a page holds. */
    public static String css() throws IOException {
        try (InputStream in = PageStyle.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
