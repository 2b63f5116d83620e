package dev.steergraph.steering.experiment;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.experiment.ExperimentResult;
import dev.steergraph.core.table.CellFile;
import dev.steergraph.core.table.CellRow;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.steering.half.FirstHalf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The files of an experiment. */
final class ExperimentFiles {

    static final String SUMMARY = PartPaths.EXPERIMENT + "/experiment.json";

    static final String PAGE = PartPaths.EXPERIMENT + "/report.html";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(nullForNaN())
            .build();

    private final RunDirectory run;
    private final FeatureSpace space;
    private final Summary summary;

    /** Nothing in the place of what is no number, which JSON has no word for. */
    private static SimpleModule nullForNaN() {
        JsonSerializer<Double> serializer = new JsonSerializer<>() {
            @Override
            public void serialize(Double value, JsonGenerator to, SerializerProvider provider) throws IOException {
                if (Double.isFinite(value)) {
                    to.writeNumber(value);
                } else {
                    to.writeNull();
                }
            }
        };
        return new SimpleModule().addSerializer(Double.class, serializer).addSerializer(double.class, serializer);
    }

    /**
     * {@code experiment.json}.
     *
     * @param passed how many features pass each filter and those before it
     * @param relaxed filters that had to give way
     * @param contrasts all comparisons, primary ones first
     * @param conclusions in words
     * @param texts what was written, of the first features
     */
    record Summary(
            ExperimentRequest request,
            Map<String, Integer> passed,
            List<String> relaxed,
            List<Contrast> contrasts,
            List<String> conclusions,
            List<FeatureCells> features,
            List<FeatureTexts> texts) {}

    ExperimentFiles(
            RunDirectory run,
            FirstHalf half,
            Selection selection,
            List<FeatureCells> features,
            List<FeatureTexts> texts,
            ExperimentRequest request) {
        this.run = run;
        space = half.space();
        List<Contrast> contrasts = Contrasts.of(features, request.arms(), request.seed());
        summary = new Summary(
                request,
                selection.passed(),
                selection.relaxed(),
                contrasts,
                Conclusions.of(contrasts),
                features,
                texts);
    }

    /** Paths in the run. */
    List<String> write() throws IOException {
        byte[] json = JSON.writeValueAsBytes(summary);
        AtomicFile.write(run.root().resolve(SUMMARY), out -> out.write(json));
        CellFile.write(run.root().resolve(PartPaths.EXPERIMENT_CELLS), rows());
        ExperimentPage.write(run.root().resolve(PAGE), summary, run.model().id());
        List<String> paths = new ArrayList<>(List.of(SUMMARY, PartPaths.EXPERIMENT_CELLS, PAGE));
        paths.addAll(new ArmRecipes(run, space).write(summary.features()));
        return paths;
    }

    private List<CellRow> rows() {
        return summary.features().stream()
                .flatMap(feature -> feature.cells().stream())
                .map(cell -> cell.row(space))
                .toList();
    }

    ExperimentResult result() {
        return new ExperimentResult(
                summary.features().size(),
                summary.features().stream()
                        .mapToInt(feature -> feature.cells().size())
                        .sum(),
                summary.relaxed(),
                summary.conclusions(),
                summary.texts().size());
    }
}
