package dev.steergraph.ingest.correlate.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.feature.DecoderSource;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureFile;
import dev.steergraph.ingest.correlate.Correlate;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticRunTest {

    /** More rows than a part holds, and not a whole number of documents. */
    private static final SyntheticShape SHAPE = new SyntheticShape(512, 3, 40_007, 12, 7);

    private static final Progress SILENT = new Progress() {
        @Override
        public void begin(String what, long total, String unit) {}

        @Override
        public void update(long done, String detail) {}

        @Override
        public void end(String summary) {}
    };

    @TempDir
    private Path folder;

    @Test
    void correlationFindsThePlantedPairsAndNothingElse() throws IOException {
        List<PlantedPair> pairs = new PlantedCodes(SHAPE).pairs();
        assertThat(pairs).hasSize(12).anyMatch(p -> p.layerA() < p.layerB());
        try (RunDirectory run = RunDirectory.open(folder, new RunId("synthetic"))) {
            new SyntheticRun(run, SILENT).execute(SHAPE);
            new Correlate(SILENT, DecoderSource.NONE)
                    .execute(run, new CorrelationParameters(0.3, 5, 1, 0, 2), FeatureBasis.CODES);
            assertThat(run.finished(Stages.CORRELATE).result().nullEdges()).containsExactly(0L);
        }
        EdgeList edges = EdgeFile.read(
                folder.resolve("correlations/edges.parquet"),
                FeatureFile.read(folder.resolve("correlations/features.parquet"))
                        .space());
        Map<List<Integer>, Double> found = new HashMap<>();
        for (int e = 0; e < edges.size(); e++) {
            found.put(
                    List.of(edges.sourceLayer(e), edges.sourceIndex(e), edges.targetLayer(e), edges.targetIndex(e)),
                    edges.r()[e]);
        }
        assertThat(found).hasSameSizeAs(pairs);
        for (PlantedPair pair : pairs) {
            // At density 0.005, 200 rows of one feature decide; five standard errors of their share are 0.17.
            assertThat(found.get(List.of(pair.layerA(), pair.indexA(), pair.layerB(), pair.indexB())))
                    .as("%s", pair)
                    .isCloseTo(pair.r(), within(0.17));
        }
        assertThat(Files.readAllLines(folder.resolve(SyntheticRun.TRUTH))).hasSize(1 + pairs.size());
    }

    @Test
    void anInterruptedRunResumesToTheSameBytes() throws IOException {
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        for (Path root : List.of(whole, cut)) {
            try (RunDirectory run = RunDirectory.open(root, new RunId("synthetic"))) {
                new SyntheticRun(run, SILENT).execute(SHAPE);
            }
        }
        Path second = Path.of("codes", HookPoint.residPost(1).toString(), "part-00001.safetensors");
        Files.delete(cut.resolve(second));
        try (RunDirectory run = RunDirectory.existing(cut)) {
            new SyntheticRun(run, SILENT).execute(SHAPE);
        }
        assertThat(cut.resolve(second)).hasSameBinaryContentAs(whole.resolve(second));
    }

    @Test
    void rowsAreTheSameHoweverTheyAreCut() {
        PlantedCodes codes = new PlantedCodes(SHAPE);
        Codes together = codes.rows(100, 300).get(2);
        Codes apart = codes.rows(200, 300).get(2);
        int from = together.start(100);
        assertThat(Arrays.copyOfRange(together.indices(), from, together.indices().length))
                .isEqualTo(apart.indices());
        assertThat(Arrays.copyOfRange(together.values(), from, together.values().length))
                .isEqualTo(apart.values());
        assertThat(apart.start(1)).isGreaterThanOrEqualTo(SHAPE.active());
    }

    @Test
    void anotherShapeNeedsAnotherFolder() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("synthetic"))) {
            new SyntheticRun(run, SILENT).execute(new SyntheticShape(128, 1, 50, 2, 7));
            assertThatThrownBy(() -> new SyntheticRun(run, SILENT).execute(SHAPE))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("begun with other settings");
        }
        assertThatThrownBy(() -> new SyntheticShape(128, 1, 50, 64, 7))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("at most a quarter");
    }
}
