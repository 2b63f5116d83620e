package dev.steergraph.steering.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.experiment.ExperimentResult;
import dev.steergraph.steering.half.FirstHalf;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The files of an experiment. */
final class ExperimentFiles {

    static final String SUMMARY = PartPaths.EXPERIMENT + "/experiment.json";

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final RunDirectory run;
    private final Summary summary;

    /**
     * {@code experiment.json}.
     *
     * @param passed how many features pass each filter and those before it
     * @param relaxed filters that had to give way
     * @param contrasts all comparisons, primary ones first
     * @param conclusions in words
     */
    record Summary(
            ExperimentRequest request,
            Map<String, Integer> passed,
            List<String> relaxed,
            List<Contrast> contrasts,
            List<String> conclusions,
            List<FeatureCells> features) {}

    ExperimentFiles(
            RunDirectory run,
            FirstHalf half,
            Selection selection,
            List<FeatureCells> features,
            ExperimentRequest request) {
        this.run = run;
        List<Contrast> contrasts = Contrasts.of(features, request.arms(), request.seed());
        summary = new Summary(
                request,
                selection.passed(),
                selection.relaxed(),
                contrasts,
                Conclusions.of(contrasts),
                features);
    }

    /** Paths in the run. */
    List<String> write() throws IOException {
        byte[] json = JSON.writeValueAsBytes(summary);
        AtomicFile.write(run.root().resolve(SUMMARY), out -> out.write(json));
        return List.of(SUMMARY);
    }

    ExperimentResult result() {
        return new ExperimentResult(
                summary.features().size(),
                summary.features().stream()
                        .mapToInt(feature -> feature.cells().size())
                        .sum(),
                summary.relaxed(),
                summary.conclusions());
    }
}
