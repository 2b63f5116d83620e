package dev.steergraph.ingest.correlate.label;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.LabelsResult;
import dev.steergraph.core.stage.LabelsSettings;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.table.LabelEdge;
import dev.steergraph.core.table.LabelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stage {@code correlate-labels}: a run's features with labels of its documents. */
public final class CorrelateLabels {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final RunDirectory run;
    private final Progress progress;

    public CorrelateLabels(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /**
     * Correlates all sets of codes with labels, unless that is done.
     *
     * @param labels a file of labels, as {@link DocumentLabels#read} takes it; null for the corpus's categories
     * @throws dev.steergraph.core.UserError if the run is not encoded, or has no such labels
     */
    public LabelsResult execute(LabelParameters parameters, @Nullable Path labels) throws IOException {
        FeatureReader features = FeatureReader.ofCodes(run, CodeSetSpec.all(run));
        DocumentLabels of = labels == null ? DocumentLabels.ofCategories(run) : DocumentLabels.read(labels, run);
        LabelsSettings settings = new LabelsSettings(
                parameters.pooling().toString(),
                parameters.threshold(),
                parameters.top(),
                parameters.minDocuments(),
                parameters.seed(),
                labels == null ? LabelsSettings.CATEGORY : Sha256.of(labels),
                features.checksum());
        if (run.isFinished(Stages.LABELS, settings)) {
            return run.finished(Stages.LABELS).result();
        }
        Stopwatch clock = new Stopwatch();
        List<CodeRows> sets = features.read();
        progress.begin("correlate features with labels", 0, "features");
        LabelCorrelation.Result found =
                new LabelCorrelation(parameters).run(sets, RunTokens.read(run).document(), of);
        LabelsResult result = result(found, FeatureSpace.of(sets), parameters.threshold());
        progress.end(result.edges() + " pairs of " + result.labels().size() + " labels and " + result.features()
                + " features with |r| above " + parameters.threshold());
        run.begin(Stages.LABELS, settings);
        AtomicFile.writePath(
                run.root().resolve(PartPaths.LABEL_TABLE), temporary -> LabelFile.write(temporary, found.edges()));
        byte[] summary = (JSON.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(run.root().resolve(PartPaths.LABEL_SUMMARY), out -> out.write(summary));
        run.addParts(Stages.LABELS, List.of(PartPaths.LABEL_TABLE, PartPaths.LABEL_SUMMARY), clock.lap());
        run.finish(Stages.LABELS, clock.lap(), result);
        return result;
    }

    private static LabelsResult result(LabelCorrelation.Result found, FeatureSpace space, double threshold) {
        List<LabelsResult.Label> labels = new ArrayList<>();
        long all = 0;
        for (int k = 0; k < found.names().size(); k++) {
            String name = found.names().get(k);
            List<LabelEdge> own = found.edges().stream()
                    .filter(edge -> edge.label().equals(name))
                    .toList();
            long edges =
                    own.stream().filter(edge -> Math.abs(edge.r()) > threshold).count();
            all += edges;
            Optional<LabelEdge> best = own.stream().max((a, b) -> Double.compare(a.r(), b.r()));
            labels.add(new LabelsResult.Label(
                    name,
                    found.documents()[k],
                    edges,
                    best.map(edge -> best(edge, space)).orElse(null)));
        }
        return new LabelsResult(found.labelled(), found.features(), all, found.nullEdges(), labels, found.leftOut());
    }

    private static LabelsResult.Best best(LabelEdge edge, FeatureSpace space) {
        return new LabelsResult.Best(
                space.address(space.find(edge.set(), edge.index()).orElseThrow())
                        .toString(),
                edge.r(),
                edge.auroc(),
                edge.share(),
                Double.isNaN(edge.firstHalf()) ? null : (Double) edge.firstHalf(),
                Double.isNaN(edge.secondHalf()) ? null : (Double) edge.secondHalf());
    }
}
