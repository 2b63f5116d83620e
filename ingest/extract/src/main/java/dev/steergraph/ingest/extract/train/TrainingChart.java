package dev.steergraph.ingest.extract.train;

import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.ingest.sae.training.TrainingMetrics;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** {@code training.png}: loss, explained variance, L0 and dead share over rows, and where they stand now. */
final class TrainingChart {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int HEAD = 64;
    private static final Color BATCH = new Color(0x0072B2);
    private static final Color HELD_OUT = new Color(0xD55E00);

    private final List<TrainingMetrics> metrics;

    private TrainingChart(List<TrainingMetrics> metrics) {
        this.metrics = metrics;
    }

    /** Draws nothing before there is anything. */
    static void draw(List<TrainingMetrics> metrics, String hook, Path file) throws IOException {
        if (!metrics.isEmpty()) {
            BufferedImage image = new TrainingChart(metrics).draw(hook);
            AtomicFile.write(file, out -> ImageIO.write(image, "png", out));
        }
    }

    private BufferedImage draw(String hook) {
        BufferedImage image = new BufferedImage(2 * WIDTH, HEAD + 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
        graphics.drawString("SAE for " + hook, 16, 28);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        graphics.drawString(standing(), 16, 52);
        paint(graphics, 0, 0, loss());
        paint(graphics, 1, 0, explainedVariance());
        paint(graphics, 0, 1, fromZero("L0", "active features a row", TrainingMetrics::l0, 1));
        paint(graphics, 1, 1, fromZero("Dead features", "% of all", m -> 100 * m.deadFraction(), 1));
        graphics.dispose();
        return image;
    }

    private String standing() {
        TrainingMetrics last = metrics.get(metrics.size() - 1);
        String heldOut = last.heldOut() == null ? "" : String.format(Locale.ROOT, " (held out %.3f)", last.heldOut());
        return String.format(
                Locale.ROOT,
                "step %,d, %,d rows seen: loss %.4f, explained variance %.3f%s, L0 %.1f, dead %.2f %%",
                last.step(),
                last.rows(),
                last.loss(),
                last.explainedVariance(),
                heldOut,
                last.l0(),
                100 * last.deadFraction());
    }

    /** Five times what it is now fills the panel; the first steps lie above. */
    private XYChart loss() {
        double most = metrics.stream().mapToDouble(TrainingMetrics::loss).max().orElse(1);
        double last = metrics.get(metrics.size() - 1).loss();
        double top = Math.min(most, 5 * last);
        XYChart chart = chart(top < most ? "Loss (cut off above)" : "Loss", "‖x − x̂‖², mean over the batch");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.05 * top).setYAxisDecimalPattern("0.0##");
        line(chart, "batch", m -> Math.min(top, m.loss()));
        return chart;
    }

    /** What is below 0 in the first steps would leave no room for the rest. */
    private XYChart explainedVariance() {
        XYChart chart = chart("Explained variance", "1 − Σ‖x − x̂‖² / Σ‖x − mean‖²");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setYAxisDecimalPattern("0.0");
        line(chart, "batch", m -> Math.max(0, m.explainedVariance()));
        List<TrainingMetrics> evaluated =
                metrics.stream().filter(m -> m.heldOut() != null).toList();
        if (!evaluated.isEmpty()) {
            chart.getStyler().setLegendVisible(true).setLegendPosition(LegendPosition.InsideSE);
            chart.addSeries(
                            "held-out documents",
                            rows(evaluated),
                            values(evaluated, m -> Math.max(0, Objects.requireNonNull(m.heldOut()))))
                    .setMarker(SeriesMarkers.CIRCLE)
                    .setMarkerColor(HELD_OUT)
                    .setLineColor(HELD_OUT)
                    .setLineStyle(new BasicStroke(1.5f));
        }
        return chart;
    }

    private XYChart fromZero(String title, String unit, ToDoubleFunction<TrainingMetrics> value, double least) {
        XYChart chart = chart(title, unit);
        double most = metrics.stream().mapToDouble(value).max().orElse(0);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(Math.max(least, 1.15 * most));
        line(chart, "batch", value);
        return chart;
    }

    private XYChart chart(String title, String unit) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("rows seen, thousands")
                .yAxisTitle(unit)
                .theme(ChartTheme.Matlab)
                .build();
        XYStyler styler = chart.getStyler();
        styler.setLegendVisible(false);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setXAxisDecimalPattern("#,##0.#");
        styler.setXAxisMin(0.0);
        styler.setXAxisMax(1.02 * metrics.get(metrics.size() - 1).rows() / 1e3);
        styler.setMarkerSize(7);
        styler.setPlotGridLinesColor(new Color(0xDDDDDD));
        return chart;
    }

    private void line(XYChart chart, String name, ToDoubleFunction<TrainingMetrics> value) {
        chart.addSeries(name, rows(metrics), values(metrics, value))
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(BATCH)
                .setLineStyle(new BasicStroke(2));
    }

    private static double[] rows(List<TrainingMetrics> of) {
        return values(of, m -> m.rows() / 1e3);
    }

    private static double[] values(List<TrainingMetrics> of, ToDoubleFunction<TrainingMetrics> value) {
        return of.stream().mapToDouble(value).toArray();
    }

    private static void paint(Graphics2D graphics, int column, int row, XYChart chart) {
        Graphics2D part = (Graphics2D) graphics.create(column * WIDTH, HEAD + row * HEIGHT, WIDTH, HEIGHT);
        chart.paint(part, WIDTH, HEIGHT);
        part.dispose();
    }
}
