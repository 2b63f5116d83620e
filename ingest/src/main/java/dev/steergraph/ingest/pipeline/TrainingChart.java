package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.sae.TrainingMetrics;
import dev.steergraph.ingest.store.AtomicFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** {@code training.png}: loss, explained variance, L0 and dead share over rows. */
final class TrainingChart {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    private TrainingChart() {}

    static void draw(List<TrainingMetrics> metrics, String hook, Path file) throws IOException {
        BufferedImage image = new BufferedImage(2 * WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        paint(graphics, 0, 0, chart(metrics, hook + ": loss", "mean ‖x − x̂‖² a row", TrainingMetrics::loss));
        paint(graphics, 1, 0, chart(metrics, "Explained variance", "of the batch", TrainingMetrics::explainedVariance));
        paint(graphics, 0, 1, chart(metrics, "L0", "active features a row", TrainingMetrics::l0));
        paint(graphics, 1, 1, chart(metrics, "Dead features", "%", m -> 100 * m.deadShare()));
        graphics.dispose();
        AtomicFile.write(file, out -> ImageIO.write(image, "png", out));
    }

    private static XYChart chart(
            List<TrainingMetrics> metrics, String title, String unit, ToDoubleFunction<TrainingMetrics> value) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("rows seen, thousands")
                .yAxisTitle(unit)
                .theme(ChartTheme.Matlab)
                .build();
        chart.getStyler().setLegendVisible(false);
        double[] x = metrics.stream().mapToDouble(m -> m.rows() / 1e3).toArray();
        double[] y = metrics.stream().mapToDouble(value).toArray();
        chart.addSeries(title, x, y).setMarker(SeriesMarkers.NONE);
        return chart;
    }

    private static void paint(Graphics2D graphics, int column, int row, XYChart chart) {
        Graphics2D part = (Graphics2D) graphics.create(column * WIDTH, row * HEIGHT, WIDTH, HEIGHT);
        chart.paint(part, WIDTH, HEIGHT);
        part.dispose();
    }
}
