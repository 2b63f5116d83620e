package dev.steergraph.analytics.exchange.neuronpedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.analytics.fixture.CorrelatedText;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.feature.LogitLens;
import dev.steergraph.core.feature.LogitLensFile;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.LogitLensResult;
import dev.steergraph.core.stage.LogitLensSettings;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureFile;
import dev.steergraph.ingest.correlate.synthetic.SyntheticRun;
import dev.steergraph.ingest.correlate.synthetic.SyntheticShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuronpediaExportTest {

    @TempDir
    private static Path folder;

    private static RunDirectory run;

    @BeforeAll
    static void make() throws IOException {
        run = CorrelatedText.make(folder);
    }

    @AfterAll
    static void close() throws IOException {
        run.close();
    }

    @Test
    void theBatchesHoldFeaturesContextsAndCorrelations() throws IOException {
        List<Path> files = NeuronpediaExport.write(run, folder.resolve("exports"), "someone", CorrelatedText.SILENT);
        Path source = folder.resolve("exports/all-minilm-l6-v2/0-res-random");
        assertThat(files)
                .containsExactly(
                        source.resolve("features/batch-0.jsonl.gz"),
                        source.resolve("activations/batch-0.jsonl.gz"),
                        source.resolve("features/batch-1.jsonl.gz"),
                        source.resolve("activations/batch-1.jsonl.gz"));
        List<JsonNode> features = lines(files.get(0));
        assertThat(features).hasSize(1024);
        features.addAll(lines(files.get(2)));
        assertThat(features).hasSize(CorrelatedText.FEATURES);
        Codes codes =
                FeatureReader.ofCodes(run, CodeSetSpec.first(run)).read().get(0).all();
        double[][] columns = columns(codes);
        EdgeList edges = EdgeFile.read(
                folder.resolve("run/correlations/edges.parquet"),
                FeatureFile.read(folder.resolve("run/correlations/features.parquet"))
                        .space());
        assertThat(edges.size()).isPositive();
        int fires = 0;
        for (int f = 0; f < CorrelatedText.FEATURES; f++) {
            JsonNode row = features.get(f);
            assertThat(row.get("modelId").asText()).isEqualTo("all-minilm-l6-v2");
            assertThat(row.get("layer").asText()).isEqualTo("0-res-random");
            assertThat(row.get("index").asText()).isEqualTo("" + f);
            assertThat(row.get("hookName").asText()).isEqualTo(CorrelatedText.HOOK.toString());
            double[] column = columns[f];
            long active =
                    IntStream.range(0, column.length).filter(r -> column[r] > 0).count();
            assertThat(row.get("frac_nonzero").asDouble()).isEqualTo((double) active / codes.rows());
            assertThat(row.get("freq_hist_data_bar_values")).hasSameSizeAs(row.get("freq_hist_data_bar_heights"));
            long counted = 0;
            for (JsonNode height : row.get("freq_hist_data_bar_heights")) {
                counted += height.asLong();
            }
            assertThat(counted).isEqualTo(active);
            fires += active > 0 ? 1 : 0;
            assertCorrelated(row, f, columns, edges);
        }
        assertThat(fires).isGreaterThan(100);
        assertActivations(files, columns);
    }

    @Test
    void logitsAreThoseOfTheLens() throws IOException {
        Path out = folder.resolve("without");
        JsonNode without = lines(NeuronpediaExport.write(run, out, "someone", CorrelatedText.SILENT)
                        .get(0))
                .get(1);
        assertThat(without.get("pos_str")).isEmpty();
        assertThat(without.get("neg_values")).isEmpty();
        String set = CorrelatedText.HOOK.toString();
        int[] ids = new int[2 * CorrelatedText.FEATURES];
        float[] values = new float[ids.length];
        Arrays.fill(ids, -1);
        System.arraycopy(new int[] {2058, 101}, 0, ids, 2, 2);
        System.arraycopy(new float[] {1.5f, 0.25f}, 0, values, 2, 2);
        run.begin(
                Stages.LOGIT_LENS,
                LogitLensSettings.of(
                        run.finished(Stages.EXTRACT).settings(),
                        run.finished(Stages.ENCODE).settings().saes()));
        LogitLensFile.write(
                run.root().resolve(PartPaths.logitLens(set)),
                new LogitLens(CorrelatedText.FEATURES, 2, ids, values, ids, values),
                30_522);
        run.addParts(Stages.LOGIT_LENS, List.of(PartPaths.logitLens(set)), 0);
        run.finish(Stages.LOGIT_LENS, 0, new LogitLensResult(List.of(set), List.of(), 30_522));
        List<JsonNode> rows = lines(NeuronpediaExport.write(run, out, "someone", CorrelatedText.SILENT)
                .get(0));
        assertThat(rows.get(0).get("pos_str")).isEmpty();
        assertThat(rows.get(1).get("pos_str")).extracting(JsonNode::asText).containsExactly(" over", " [CLS]");
        assertThat(rows.get(1).get("pos_values")).extracting(JsonNode::asDouble).containsExactly(1.5, 0.25);
        assertThat(rows.get(1).get("neg_str")).hasSize(2);
        assertThat(rows.get(1).get("neg_values")).hasSize(2);
    }

    private static void assertCorrelated(JsonNode row, int f, double[][] columns, EdgeList edges) {
        JsonNode indices = row.get("correlated_features_indices");
        long all = IntStream.range(0, edges.size())
                .filter(e -> edges.sourceIndex(e) == f || edges.targetIndex(e) == f)
                .count();
        assertThat(indices.size()).isEqualTo((int) Math.min(10, all));
        double before = 1.1;
        for (int i = 0; i < indices.size(); i++) {
            double r = row.get("correlated_features_pearson").get(i).asDouble();
            assertThat(r).isLessThanOrEqualTo(before);
            before = r;
            if (i < 2) {
                double[] column = columns[f];
                double[] other = columns[indices.get(i).asInt()];
                double xy = 0;
                double xx = 0;
                double yy = 0;
                for (int t = 0; t < column.length; t++) {
                    xy += column[t] * other[t];
                    xx += column[t] * column[t];
                    yy += other[t] * other[t];
                }
                assertThat(row.get("correlated_features_l1").get(i).asDouble())
                        .isCloseTo(xy / Math.sqrt(xx * yy), within(1e-9));
            }
        }
    }

    private static void assertActivations(List<Path> files, double[][] columns) throws IOException {
        Set<String> ids = new HashSet<>();
        int f = -1;
        double previous = 0;
        boolean cut = false;
        for (Path file : List.of(files.get(1), files.get(3))) {
            for (JsonNode row : lines(file)) {
                assertThat(ids.add(row.get("id").asText())).isTrue();
                int index = Integer.parseInt(row.get("index").asText());
                double value = row.get("maxValue").asDouble();
                if (index != f) {
                    double[] column = columns[index];
                    double largest = 0;
                    for (double x : column) {
                        largest = Math.max(largest, x);
                    }
                    assertThat((float) value).isEqualTo((float) largest);
                } else {
                    assertThat(value).isLessThanOrEqualTo(previous);
                }
                f = index;
                previous = value;
                assertThat(row.get("tokens").size())
                        .isEqualTo(row.get("values").size())
                        .isLessThanOrEqualTo(128);
                cut |= row.get("tokens").size() == 128;
                assertThat(row.get("values")
                                .get(row.get("maxValueTokenIndex").asInt())
                                .asDouble())
                        .isEqualTo(value);
                StringBuilder joined = new StringBuilder();
                row.get("tokens").forEach(token -> joined.append(token.asText()));
                assertThat(joined.toString()).containsAnyOf(" text", " ship");
            }
        }
        assertThat(cut).isTrue();
    }

    /** double[CorrelatedText.FEATURES][rows] */
    private static double[][] columns(Codes codes) {
        double[][] columns = new double[codes.dSae()][codes.rows()];
        for (int r = 0; r < codes.rows(); r++) {
            for (int e = codes.start(r); e < codes.start(r + 1); e++) {
                columns[codes.indices()[e]][r] = codes.values()[e];
            }
        }
        return columns;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(new ObjectMapper().readTree(line));
            }
        }
        return lines;
    }

    @Test
    void codesWithoutTextCannotBeExported() throws IOException {
        try (RunDirectory planted = RunDirectory.open(folder.resolve("planted"), new RunId("planted"))) {
            new SyntheticRun(planted, CorrelatedText.SILENT).execute(new SyntheticShape(128, 1, 50, 2, 7));
            assertThatThrownBy(() ->
                            NeuronpediaExport.write(planted, folder.resolve("x"), "someone", CorrelatedText.SILENT))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("has no text");
        }
    }
}
