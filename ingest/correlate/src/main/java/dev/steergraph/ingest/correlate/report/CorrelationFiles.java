package dev.steergraph.ingest.correlate.report;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.Npy;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.FeatureFile;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.table.Parquet;
import dev.steergraph.ingest.correlate.pair.CorrelationMatrix;
import dev.steergraph.ingest.correlate.statistics.CorrelationResult;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The files of {@code correlations/} in a run directory. The same result gives the same bytes. */
public final class CorrelationFiles {

    private CorrelationFiles() {}

    /**
     * Writes {@code edges.parquet}, the same as {@code edges.csv.gz}, {@code features.parquet}, {@code adjacency.npz},
     * {@code layer_<a>[_vs_<b>].npy} and {@code .png} as {@link SetNames} calls them, {@code report.html} for reading, and last {@code summary.json}.
     *
     * @param directory {@code correlations/}, made if it is not there
     * @param model name of the model, for titles
     * @return the files in the order in which they were written
     */
    public static List<Path> write(Path directory, CorrelationResult result, String model) {
        return write(directory, result, model, null);
    }

    /** @param outliers of the rows that were correlated; null if nobody looked for them */
    public static List<Path> write(
            Path directory, CorrelationResult result, String model, @Nullable Outliers outliers) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + directory, e);
        }
        List<Path> written = new ArrayList<>();
        put(directory, "edges.parquet", written, file -> EdgeFile.write(file, result.edges(), result.details()));
        put(directory, "edges.csv.gz", written, file -> Parquet.csv(directory.resolve("edges.parquet"), file));
        put(directory, "features.parquet", written, file -> FeatureFile.write(file, result.features()));
        put(directory, "adjacency.npz", written, file -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                AdjacencyMatrix.of(result.edges()).writeNpz(out);
            }
        });
        matrices(directory, result, model, written);
        put(directory, "report.html", written, file -> Report.write(file, result, model, outliers));
        put(directory, "summary.json", written, file -> Summary.write(file, result, model, outliers));
        return written;
    }

    private static void put(Path directory, String name, List<Path> written, AtomicFile.Writer writer) {
        try {
            AtomicFile.writePath(directory.resolve(name), writer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + directory.resolve(name), e);
        }
        written.add(directory.resolve(name));
    }

    private static void matrices(Path directory, CorrelationResult result, String model, List<Path> written) {
        Map<FeatureSet, int[]> order = result.matrices().stream()
                .filter(CorrelationMatrix::isOfOneSet)
                .collect(Collectors.toMap(CorrelationMatrix::rowSet, matrix -> LeafOrder.of(matrix.r())));
        SetNames names = new SetNames(result.features().space());
        for (CorrelationMatrix matrix : result.matrices()) {
            put(
                    directory,
                    names.file(matrix) + ".npy",
                    written,
                    file -> Npy.write(file, matrix.r(), matrix.columnIndices().length));
            BufferedImage image = new Heatmap(
                            matrix,
                            Objects.requireNonNull(order.get(matrix.rowSet())),
                            Objects.requireNonNull(order.get(matrix.columnSet())))
                    .draw(
                            model + ", " + names.title(matrix) + ": feature correlations",
                            subtitle(matrix, result),
                            set -> axis(set, result));
            put(directory, names.file(matrix) + ".png", written, file -> {
                if (!ImageIO.write(image, "png", file.toFile())) {
                    throw new IOException("this Java has no PNG writer");
                }
            });
        }
    }

    private static String axis(FeatureSet set, CorrelationResult result) {
        FeatureSpace space = result.features().space();
        return "feature "
                + (space.isAlone(set) ? "" : "of " + set.sae() + " ")
                + "at "
                + result.hooks().get(space.sets().indexOf(set));
    }

    private static String subtitle(CorrelationMatrix matrix, CorrelationResult result) {
        return "Pearson r over " + result.rows() + " rows; the "
                + Math.max(matrix.rowIndices().length, matrix.columnIndices().length)
                + " features with the highest mean |activation|, clustered by r within their "
                + (result.features().space().hasSiblings() ? "set" : "layer");
    }
}
