package dev.steergraph.ingest.correlate.report;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether text can be drawn: Java2D fails without any font, as in a bare container. */
final class Fonts {

    private static final Logger LOG = LoggerFactory.getLogger(Fonts.class);

    static final boolean AVAILABLE = probe();

    private Fonts() {}

    private static boolean probe() {
        try {
            FontRenderContext context = new FontRenderContext(null, true, false);
            return new Font(Font.SANS_SERIF, Font.PLAIN, 12)
                            .getStringBounds("r", context)
                            .getWidth()
                    > 0;
        } catch (RuntimeException | LinkageError | InternalError e) {
            LOG.warn("No font is installed: heatmaps are drawn without text ({})", e.toString());
            return false;
        }
    }
}
