package dev.steergraph.ingest.correlate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.NamedCodes;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

/** Sets of one layer, of several widths and at several sites, against the same features in a layer each. */
class SeveralSetsTest {

    private static final int ROWS = 1500;
    private static final int[] WIDTHS = {30, 70, 50, 40};
    private static final int[] FROM = {0, 30, 100, 150, 190};

    private final Random random = new Random(31);
    private final float[][] values = Tables.varied(ROWS, 190, random);
    private final int[] document = Tables.documents(ROWS, random);

    /** By depth and name: what reads the residual stream before comes before a transcoder, though its name is the last. */
    private List<CodeRows> sets() {
        return List.of(
                set(0, 4, FeatureSite.RESID_PRE, "z-pre"),
                set(1, 4, FeatureSite.TRANSCODER, "tc"),
                set(2, 4, FeatureSite.RESID_POST, "a-wide"),
                set(3, 4, FeatureSite.RESID_POST, "b"));
    }

    private CodeRows set(int k, int layer, FeatureSite site, String name) {
        Codes codes = Tables.codes(layer, Tables.part(values, FROM[k], FROM[k + 1]), WIDTHS[k]);
        return new NamedCodes(codes, site, name);
    }

    private CorrelationResult run(List<CodeRows> codes, CorrelationParameters parameters, Decoders decoders) {
        return Correlation.run(codes, document, decoders, parameters, CorrelationProgress.NONE);
    }

    private static CorrelationParameters parameters() {
        return new CorrelationParameters(0.15, 2, 0, 3, 2)
                .with(CorrelationExtras.NONE
                        .withBins(3)
                        .withBootstrap(100, 20)
                        .withHalves(true)
                        .withTop(10));
    }

    @Test
    void figuresAreThoseOfTheSameFeaturesInALayerEach() {
        List<CodeRows> apart = new ArrayList<>();
        for (int k = 0; k < WIDTHS.length; k++) {
            apart.add(set(k, k, FeatureSite.RESID_POST, "res"));
        }
        List<CodeRows> shuffled = new ArrayList<>(sets());
        Collections.shuffle(shuffled, new Random(2));
        CorrelationResult together = run(shuffled, parameters(), Decoders.NONE);
        CorrelationResult reference = run(apart, parameters(), Decoders.NONE);
        assertThat(together.edges().size()).isGreaterThan(50);
        assertThat(together)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*space\\.sets", ".*\\.(rowSet|columnSet)", "hooks")
                .isEqualTo(reference);
        assertThat(together.sets())
                .containsExactly(
                        new FeatureSet(4, "z-pre"),
                        new FeatureSet(4, "tc"),
                        new FeatureSet(4, "a-wide"),
                        new FeatureSet(4, "b"));
        assertThat(together.counts().across()).isZero();
        assertThat(together.counts().within()).isEqualTo(together.edges().size());
        assertThat(together.counts().betweenSets())
                .isEqualTo(reference.counts().across())
                .isPositive();
    }

    @Test
    void edgesBetweenSetsEqualCommonsMath() {
        EdgeList edges = run(sets(), parameters(), Decoders.NONE).edges();
        int between = 0;
        for (int e = 0; e < edges.size(); e++) {
            double[] x = column(edges.source()[e]);
            double[] y = column(edges.target()[e]);
            assertThat(edges.r()[e]).isCloseTo(new PearsonsCorrelation().correlation(x, y), within(1e-9));
            between += edges.sourceSet(e).equals(edges.targetSet(e)) ? 0 : 1;
        }
        assertThat(between).isGreaterThan(20);
    }

    private double[] column(int feature) {
        return IntStream.range(0, ROWS).mapToDouble(row -> values[row][feature]).toArray();
    }

    /** Were a document's place to follow from layer and index alone, equal features would stay equal. */
    @Test
    void permutedDocumentsSeparateFeaturesOfOneIndexInTwoSets() {
        List<CodeRows> twins = List.of(
                set(1, 4, FeatureSite.RESID_POST, "one"),
                set(1, 4, FeatureSite.RESID_POST, "two"),
                set(1, 4, FeatureSite.MLP_OUT, "three"));
        CorrelationResult result = run(twins, new CorrelationParameters(0.9, 2, 1, 3, 2), Decoders.NONE);
        assertThat(result.counts().betweenSets()).isGreaterThan(60);
        EdgeList permuted = Correlation.permuted(
                twins, document, new CorrelationParameters(0.9, 2, 0, 3, 2), CorrelationProgress.NONE);
        assertThat(IntStream.range(0, permuted.size()).filter(e -> permuted.sourceIndex(e) == permuted.targetIndex(e)))
                .isEmpty();
    }

    @Test
    void decodersOfSeveralSetsAreComparedWhereTheyWriteToOneSpace() {
        List<CodeRows> sets = List.of(
                set(0, 4, FeatureSite.HOOK_Z, "z-a"),
                set(1, 4, FeatureSite.HOOK_Z, "z-b"),
                set(2, 4, FeatureSite.TRANSCODER, "tc"),
                set(3, 4, FeatureSite.RESID_POST, "res"),
                set(0, 5, FeatureSite.HOOK_Z, "z-a"),
                set(1, 5, FeatureSite.RESID_POST, "narrow"));
        CorrelationParameters parameters =
                new CorrelationParameters(0.02, 0, 0, 3, 2).with(CorrelationExtras.NONE.withBins(2));
        CorrelationResult result = run(sets, parameters, set -> decoder(set, sets));
        EdgeList edges = result.edges();
        double[] cosine = result.details().orElseThrow().cosine();
        List<String> compared = new ArrayList<>();
        for (int e = 0; e < edges.size(); e++) {
            String pair = edges.sourceSet(e) + " " + edges.targetSet(e);
            if (!Double.isNaN(cosine[e])) {
                compared.add(pair);
                double angle = edges.sourceIndex(e) - edges.targetIndex(e);
                assertThat(cosine[e]).as(pair).isCloseTo(Math.cos(angle), within(1e-6));
            }
        }
        assertThat(compared.stream().distinct())
                .containsExactlyInAnyOrder(
                        "4/z-a 4/z-a",
                        "4/z-a 4/z-b",
                        "4/z-b 4/z-b",
                        "4/tc 4/tc",
                        "4/tc 4/res",
                        "4/res 4/res",
                        "5/z-a 5/z-a",
                        "5/narrow 5/narrow");
    }

    /** Feature i points in the direction of i radians. */
    private static float[][] decoder(FeatureSet set, List<CodeRows> sets) {
        int width = set.sae().equals("narrow") ? 2 : 3;
        int features = sets.stream()
                .filter(codes -> codes.set().equals(set))
                .findFirst()
                .orElseThrow()
                .dSae();
        float[][] rows = new float[features][width];
        for (int f = 0; f < features; f++) {
            rows[f][0] = (float) Math.cos(f);
            rows[f][1] = (float) Math.sin(f);
        }
        return rows;
    }

    @Test
    void twoSetsOfOneNameInALayerAreRefused() {
        List<CodeRows> same = List.of(set(0, 4, FeatureSite.RESID_PRE, "x"), set(1, 4, FeatureSite.RESID_POST, "x"));
        assertThatThrownBy(() -> run(same, parameters(), Decoders.NONE))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "layer 4 has two sets of the name x; encode them from folders of different names, or leave one"
                                + " out");
    }
}
