package dev.steergraph.ingest.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.feature.DecoderSource;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureFile;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.synthetic.SyntheticRun;
import dev.steergraph.ingest.correlate.synthetic.SyntheticShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a run with planted pairs: halves find them again, permuted documents do not. */
class StabilityAnalysisTest {

    private static final SyntheticShape SHAPE = new SyntheticShape(256, 2, 20_000, 8, 7);

    private static final CorrelationParameters PARAMETERS = new CorrelationParameters(0.3, 5, 0, 3, 2);

    @TempDir
    private Path folder;

    @Test
    void aRunThatIsNotCorrelatedIsAUserError() throws IOException {
        try (RunDirectory run = synthetic()) {
            assertThatThrownBy(() -> StabilityAnalysis.of(run, 2, new SilentProgress()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("steergraph correlate");
        }
    }

    @Test
    void eachHalfFindsThePlantedPairsInItsOwnRows() throws IOException {
        try (RunDirectory run = synthetic()) {
            new Correlate(new SilentProgress(), DecoderSource.NONE).execute(run, PARAMETERS, FeatureBasis.CODES);
            EdgeList whole = EdgeFile.read(
                    folder.resolve("correlations/edges.parquet"),
                    FeatureFile.read(folder.resolve("correlations/features.parquet"))
                            .space());
            assertThat(whole.size()).isPositive();
            List<EdgeList> halves =
                    StabilityAnalysis.of(run, 2, new SilentProgress()).halves();
            assertThat(halves).hasSize(2);
            assertThat(halves.get(0).r()).isNotEqualTo(halves.get(1).r());
            for (EdgeList half : halves) {
                assertThat(pairs(half)).containsAll(pairs(whole));
            }
            // Rows on which both fire are each in one half.
            for (int e = 0; e < whole.size(); e++) {
                int together = 0;
                double sum = 0;
                for (EdgeList half : halves) {
                    int there = indexOf(half, whole, e);
                    together += half.coactivations()[there];
                    sum += half.r()[there];
                }
                assertThat(together).isEqualTo(whole.coactivations()[e]);
                assertThat(sum / 2).isCloseTo(whole.r()[e], within(0.05));
            }
            List<EdgeList> again =
                    StabilityAnalysis.of(run, 1, new SilentProgress()).halves();
            assertThat(again.get(0).r()).isEqualTo(halves.get(0).r());
        }
    }

    @Test
    void oneSeedHasOnePairOfHalves() throws IOException {
        CorrelationParameters low = new CorrelationParameters(0.02, 3, 0, 11, 2);
        try (RunDirectory run = synthetic()) {
            new Correlate(new SilentProgress(), DecoderSource.NONE)
                    .execute(run, low.with(CorrelationExtras.NONE.withHalves(true)), FeatureBasis.CODES);
            JsonNode reported = new ObjectMapper()
                    .readTree(folder.resolve("correlations/summary.json").toFile())
                    .get("halves");
            List<EdgeList> halves =
                    StabilityAnalysis.of(run, 2, new SilentProgress()).halves();
            assertThat(halves.get(0).size())
                    .isEqualTo(reported.get("edgesA").asInt())
                    .isNotEqualTo(halves.get(1).size());
            assertThat(halves.get(1).size()).isEqualTo(reported.get("edgesB").asInt());
            Set<List<Integer>> both = pairs(halves.get(0));
            both.retainAll(pairs(halves.get(1)));
            assertThat(both).hasSize(reported.get("both").asInt());
        }
    }

    @Test
    void theThresholdOfPermutedDocumentsFallsUntilThereAreEnough() throws IOException {
        try (RunDirectory run = synthetic()) {
            new Correlate(new SilentProgress(), DecoderSource.NONE).execute(run, PARAMETERS, FeatureBasis.CODES);
            StabilityAnalysis analysis = StabilityAnalysis.of(run, 2, new SilentProgress());
            StabilityAnalysis.Permuted none = analysis.permuted(0);
            assertThat(none.threshold()).isEqualTo(0.3);
            assertThat(none.edges().size()).isZero();
            StabilityAnalysis.Permuted some = analysis.permuted(5);
            assertThat(some.threshold()).isBetween(0.01, 0.3 * 0.71);
            assertThat(Arrays.stream(some.edges().r()).filter(r -> r > 0).count())
                    .isGreaterThanOrEqualTo(5);
            assertThat(Arrays.stream(some.edges().r()).map(Math::abs).min().orElseThrow())
                    .isGreaterThan(some.threshold());
            // More than there can be: it ends all the same.
            assertThat(analysis.permuted(Integer.MAX_VALUE).threshold()).isBetween(0.01, 0.0143);
        }
    }

    @Test
    void aRunByMutualInformationIsRepeatedByMutualInformation() throws IOException {
        try (RunDirectory run = synthetic()) {
            new Correlate(new SilentProgress(), DecoderSource.NONE)
                    .execute(run, PARAMETERS.withMinMi(0.005), FeatureBasis.CODES);
            for (EdgeList half :
                    StabilityAnalysis.of(run, 2, new SilentProgress()).halves()) {
                assertThat(half.mi()).isNotEmpty();
                assertThat(Arrays.stream(half.mi()).min().orElseThrow()).isGreaterThan(0.005);
            }
        }
    }

    private RunDirectory synthetic() throws IOException {
        RunDirectory run = RunDirectory.open(folder, new RunId("synthetic"));
        new SyntheticRun(run, new SilentProgress()).execute(SHAPE);
        return run;
    }

    private static Set<List<Integer>> pairs(EdgeList edges) {
        Set<List<Integer>> pairs = new HashSet<>();
        for (int e = 0; e < edges.size(); e++) {
            pairs.add(pair(edges, e));
        }
        return pairs;
    }

    private static List<Integer> pair(EdgeList edges, int e) {
        return List.of(edges.sourceLayer(e), edges.sourceIndex(e), edges.targetLayer(e), edges.targetIndex(e));
    }

    private static int indexOf(EdgeList half, EdgeList whole, int e) {
        for (int k = 0; k < half.size(); k++) {
            if (pair(half, k).equals(pair(whole, e))) {
                return k;
            }
        }
        throw new AssertionError(pair(whole, e) + " is not in this half");
    }
}
