package dev.steergraph.ingest.correlate.report;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.ingest.correlate.pair.CorrelationMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Draws a correlation matrix: a cell per pair, both axes named by feature index, and the scale beside it. */
final class Heatmap {

    private static final int CELL = 11;
    private static final int MAX_MATRIX = 1100;
    private static final int LEFT = 90;
    private static final int TOP = 70;
    private static final int RIGHT = 130;
    private static final int BOTTOM = 90;
    private static final int MIN_MATRIX = 400;

    private final CorrelationMatrix matrix;
    private final int[] rows;
    private final int[] columns;
    private final PrgnScale scale;
    private final int cell;
    private final int width;
    private final int height;

    /**
     * @param rows order of the rows
     * @param columns order of the columns
     */
    Heatmap(CorrelationMatrix matrix, int[] rows, int[] columns) {
        this.matrix = matrix;
        this.rows = rows;
        this.columns = columns;
        this.scale = new PrgnScale(limit());
        this.cell = Math.max(1, Math.min(CELL, MAX_MATRIX / Math.max(1, Math.max(rows.length, columns.length))));
        this.width = columns.length * cell;
        this.height = rows.length * cell;
    }

    /**
     * The 99th percentile of |r| off the diagonal, rounded up to a tenth: one strong pair must not make all others
     * pale.
     */
    private double limit() {
        double[] absR = Stream.of(matrix.r())
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .filter(r -> r < 1 - 1e-12)
                .sorted()
                .toArray();
        double r = absR.length == 0 ? 1 : absR[(int) (0.99 * (absR.length - 1))];
        return Math.max(0.1, Math.min(1, Math.ceil(r * 10) / 10));
    }

    BufferedImage draw(String title, String subtitle, Function<FeatureSet, String> axis) {
        BufferedImage image = new BufferedImage(
                LEFT + Math.max(MIN_MATRIX, width) + RIGHT,
                TOP + Math.max(MIN_MATRIX, height) + BOTTOM,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, image.getWidth(), image.getHeight());
            cells(g);
            bar(g, LEFT + Math.max(MIN_MATRIX, width) + 30);
            if (Fonts.AVAILABLE) {
                letters(g, title, subtitle, axis);
            }
        } finally {
            g.dispose();
        }
        return image;
    }

    private void cells(Graphics2D g) {
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                g.setColor(new Color(scale.rgb(matrix.r()[rows[i]][columns[j]])));
                g.fillRect(LEFT + j * cell, TOP + i * cell, cell, cell);
            }
        }
        g.setColor(Color.GRAY);
        g.drawRect(LEFT - 1, TOP - 1, width + 1, height + 1);
    }

    private void bar(Graphics2D g, int x) {
        for (int y = 0; y <= MIN_MATRIX; y++) {
            g.setColor(new Color(scale.rgb((1 - 2.0 * y / MIN_MATRIX) * scale.limit())));
            g.fillRect(x, TOP + y, 20, 1);
        }
        g.setColor(Color.GRAY);
        g.drawRect(x - 1, TOP - 1, 21, MIN_MATRIX + 2);
    }

    private void letters(Graphics2D g, String title, String subtitle, Function<FeatureSet, String> axis) {
        g.setColor(Color.BLACK);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
        g.drawString(title, LEFT, 30);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        g.drawString(subtitle, LEFT, 52);
        g.drawString(axis.apply(matrix.columnSet()), LEFT, TOP + height + 70);
        vertical(g, axis.apply(matrix.rowSet()), 24, TOP + Math.max(height, 250));
        int x = LEFT + Math.max(MIN_MATRIX, width) + 58;
        for (int tick = -2; tick <= 2; tick++) {
            String value = String.format(Locale.ROOT, "%+.2f", tick / 2.0 * scale.limit());
            String beyond = Math.abs(tick) < 2 || scale.limit() == 1 ? "" : tick > 0 ? "\u2265 " : "\u2264 ";
            g.drawString(tick == 0 ? "0" : beyond + value, x, TOP + 5 + (2 - tick) * MIN_MATRIX / 4);
        }
        g.drawString("r", x - 20, TOP + MIN_MATRIX + 22);
        if (cell == CELL) { // else there is no room for them; summary.json names them
            indices(g);
        }
    }

    private void indices(Graphics2D g) {
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 9));
        for (int i = 0; i < rows.length; i++) {
            String index = Integer.toString(matrix.rowIndices()[rows[i]]);
            g.drawString(index, LEFT - 5 - g.getFontMetrics().stringWidth(index), TOP + i * cell + 9);
        }
        for (int j = 0; j < columns.length; j++) {
            String index = Integer.toString(matrix.columnIndices()[columns[j]]);
            vertical(
                    g,
                    index,
                    LEFT + j * cell + 9,
                    TOP + height + 5 + g.getFontMetrics().stringWidth(index));
        }
    }

    private static void vertical(Graphics2D g, String text, int x, int y) {
        AffineTransform before = g.getTransform();
        g.translate(x, y);
        g.rotate(-Math.PI / 2);
        g.drawString(text, 0, 0);
        g.setTransform(before);
    }
}
