package dev.steergraph.web.pages;

import dev.steergraph.cypher.CypherFile;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * How Neo4j Browser draws the graph, in its GraSS, which has no comments: labels as captions, r on correlations, features coloured
 * by layer. Browser colours by label only; a feature has the label of its layer.
 */
final class GraphStyle {

    private static final float BLUE = 0.62f;
    private static final float SATURATION = 0.76f;
    private static final float BRIGHTNESS = 0.68f;
    private static final float BORDER_BRIGHTNESS = 0.54f;

    private GraphStyle() {}

    /** @param layers in ascending order, of which the first becomes blue and the last red */
    static String of(List<Integer> layers) {
        StringBuilder style = new StringBuilder(common());
        for (int i = 0; i < layers.size(); i++) {
            float hue = layers.size() == 1 ? BLUE : BLUE * (1 - i / (layers.size() - 1f));
            style.append(String.format(
                    Locale.ROOT,
                    "node.L%d {\n  color: %s;\n  border-color: %s;\n  text-color-internal: #FFFFFF;\n  caption: \"{label}\";\n}\n",
                    layers.get(i),
                    hex(hue, BRIGHTNESS),
                    hex(hue, BORDER_BRIGHTNESS)));
        }
        return style.toString();
    }

    private static String hex(float hue, float brightness) {
        return String.format(Locale.ROOT, "#%06X", 0xFFFFFF & Color.HSBtoRGB(hue, SATURATION, brightness));
    }

    private static String common() {
        try (InputStream in = CypherFile.class.getResourceAsStream("style.grass")) {
            if (in == null) {
                throw new IllegalStateException("style.grass is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
