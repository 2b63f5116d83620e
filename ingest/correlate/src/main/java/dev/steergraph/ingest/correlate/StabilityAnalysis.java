package dev.steergraph.ingest.correlate;

import dev.steergraph.core.Progress;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.RowSubset;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.CorrelateSettings;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.statistics.DocumentHalves;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Repeats the correlations of a run on permuted documents, or on each half of its documents. Writes nothing. */
public final class StabilityAnalysis {

    /**
     * The threshold is multiplied by this factor until there are enough edges, but not lowered below {@link #LOWEST}.
     */
    private static final double FALL = 0.7;

    private static final double LOWEST = 0.01;

    private final List<CodeRows> layers;
    private final int[] document;
    private final CorrelationParameters parameters;
    private final Progress progress;

    private StabilityAnalysis(
            List<CodeRows> layers, int[] document, CorrelationParameters parameters, Progress progress) {
        this.layers = layers;
        this.document = document;
        this.parameters = parameters;
        this.progress = progress;
    }

    /** @throws dev.steergraph.core.UserError if the run is not correlated, or its codes are gone */
    public static StabilityAnalysis of(RunDirectory run, int threads, Progress progress) throws IOException {
        CorrelateSettings settings = run.finished(Stages.CORRELATE).settings();
        CorrelationParameters parameters =
                new CorrelationParameters(settings.threshold(), settings.minDocuments(), 0, settings.seed(), threads);
        parameters = parameters.with(CorrelationExtras.NONE.withFeatures(settings.features()));
        if (settings.minMi() > 0) {
            parameters = parameters.withMinMi(settings.minMi());
        }
        List<CodeRows> layers = FeatureReader.unchanged(run, settings.inputs()).read();
        return new StabilityAnalysis(layers, RunTokens.read(run).document(), parameters, progress);
    }

    /** Edges with the threshold that reached them: of |r|, or of bits where the run's edges have mutual information. */
    public record Permuted(EdgeList edges, double threshold) {}

    /**
     * The edges of the permuted null at the first threshold, from the run's own (of |r| or of bits) downwards, at which {@code positive} edges or
     * more are positive. Where permutation leaves no edge, a graph as dense as the run's takes a lower threshold.
     */
    public Permuted permuted(int positive) {
        progress.begin("correlate permuted documents", 0, "activations");
        boolean bits = parameters.byInformation();
        double threshold = bits ? parameters.minMi() : parameters.threshold();
        double lowest = bits ? LOWEST * LOWEST : LOWEST; // firing twice as closely together has four times the bits
        while (true) {
            CorrelationParameters lowered =
                    bits ? parameters.withMinMi(threshold) : withThreshold(threshold, parameters.minDocuments());
            EdgeList edges = Correlation.permuted(layers, document, lowered, forward());
            if (positive(edges) >= positive || threshold * FALL < lowest) {
                progress.end(edges.size() + " edges above " + threshold);
                return new Permuted(edges, threshold);
            }
            threshold *= FALL;
        }
    }

    /** The edges of each of two halves of the documents; they are the halves that {@code correlate} compares. */
    public List<EdgeList> halves() {
        DocumentHalves drawn = DocumentHalves.draw(Documents.of(document), parameters.seed());
        int minDocuments = DocumentHalves.minDocuments(parameters.minDocuments());
        List<EdgeList> halves = new ArrayList<>();
        for (boolean first : new boolean[] {true, false}) {
            int[] rows = IntStream.range(0, document.length)
                    .filter(row -> drawn.isInFirst(row) == first)
                    .toArray();
            int[] own = IntStream.of(rows).map(row -> document[row]).toArray();
            List<CodeRows> codes = new ArrayList<>();
            layers.forEach(layer -> codes.add(new RowSubset(layer, rows)));
            progress.begin("correlate half " + (halves.size() + 1) + ", " + rows.length + " rows", 0, "activations");
            EdgeList edges = Correlation.run(codes, own, parameters.withMinDocuments(minDocuments), forward())
                    .edges();
            progress.end(edges.size() + " edges");
            halves.add(edges);
        }
        return halves;
    }

    private CorrelationParameters withThreshold(double threshold, int minDocuments) {
        return new CorrelationParameters(
                threshold,
                0,
                minDocuments,
                0,
                parameters.seed(),
                parameters.threads(),
                parameters.support(),
                parameters.extras(),
                parameters.share());
    }

    private CorrelationProgress forward() {
        return (stage, done, total) -> progress.update(done, stage);
    }

    private static long positive(EdgeList edges) {
        return Arrays.stream(edges.r()).filter(r -> r > 0).count();
    }
}
