package dev.steergraph.ingest.correlate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.table.EdgeDetails;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Details of edges against scipy and scikit-learn ({@code make_details.py}), and cosines against their definition. */
class DetailSearchTest {

    private static final Decoders NONE = Decoders.NONE;

    private static JsonNode reference() throws IOException {
        try (InputStream in = DetailSearchTest.class.getResourceAsStream("details.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static float[][] rows(JsonNode columns) {
        float[][] rows = new float[columns.get(0).size()][columns.size()];
        for (int f = 0; f < columns.size(); f++) {
            for (int row = 0; row < rows.length; row++) {
                rows[row][f] = columns.get(f).get(row).floatValue();
            }
        }
        return rows;
    }

    private static CorrelationResult run(List<Codes> layers, Decoders decoders, int bins) {
        int[] each = IntStream.range(0, layers.get(0).rows()).toArray();
        CorrelationParameters parameters =
                new CorrelationParameters(0, 0, 0, 0, 2).with(CorrelationExtras.NONE.withBins(bins));
        return Correlation.run(layers, each, decoders, parameters, CorrelationProgress.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void detailsEqualScipyAndScikitLearn(int bins) throws IOException {
        JsonNode reference = reference();
        float[][] values = rows(reference.get("columns"));
        CorrelationResult result = run(List.of(Tables.codes(0, values, 6)), NONE, bins);
        EdgeDetails details = result.details().orElseThrow();
        assertThat(result.edges().size()).isEqualTo(15);
        for (int e = 0; e < 15; e++) {
            JsonNode pair = reference.get("pairs").get(e);
            assertThat(result.edges().sourceIndex(e)).isEqualTo(pair.get("i").asInt());
            assertThat(result.edges().targetIndex(e)).isEqualTo(pair.get("j").asInt());
            double bits = pair.get("mi").get(Integer.toString(bins)).asDouble();
            assertThat(details.mi()[e]).as("%s %s", bins, pair).isCloseTo(bits, within(1e-12));
            assertThat(details.sourceGivenTarget()[e])
                    .isCloseTo(pair.get("sourceGivenTarget").asDouble(), within(1e-15));
            assertThat(details.targetGivenSource()[e])
                    .isCloseTo(pair.get("targetGivenSource").asDouble(), within(1e-15));
            assertThat(details.lift()[e]).isCloseTo(pair.get("lift").asDouble(), within(1e-12));
            if (bins == 2) {
                assertThat(details.mi()[e]).isCloseTo(result.edges().mi()[e], within(1e-12));
            }
        }
        assertThat(details.cosine()).isEmpty();
    }

    @Test
    void cosinesAreThoseOfDecoderRowsWhereBothHaveOneOfEqualWidth() throws IOException {
        float[][] values = rows(reference().get("columns"));
        List<Codes> layers = List.of(
                Tables.codes(1, Tables.part(values, 0, 2), 2),
                Tables.codes(2, Tables.part(values, 2, 4), 2),
                Tables.codes(7, Tables.part(values, 4, 6), 2));
        float[][] first = {{3, 4}, {0, 2}};
        float[][] second = {{-4, 3}, {0, 0}};
        float[][] wider = {{1, 0, 0}, {0, 1, 1}};
        EdgeDetails details = run(layers, set -> set.layer() == 1 ? first : set.layer() == 2 ? second : wider, 4)
                .details()
                .orElseThrow();
        int none = 9;
        // 1:0 with 1:1, 2:0, 2:1 and twice 7; 1:1 with 2:0, 2:1 and twice 7; 2:0 with 2:1; ...
        assertThat(Arrays.stream(details.cosine())
                        .map(cosine -> Double.isNaN(cosine) ? none : cosine)
                        .toArray())
                .containsExactly(
                        new double[] {0.8, 0, none, none, none, 0.6, none, none, none, none, none, none, none, none, 0},
                        within(1e-12));
    }

    @Test
    void aDecoderOfOtherFeaturesIsAUserError() throws IOException {
        float[][] values = rows(reference().get("columns"));
        List<Codes> layers = List.of(Tables.codes(3, values, 6));
        assertThatThrownBy(() -> run(layers, set -> new float[5][4], 4))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the SAE of layer 3 has 5 features, the codes have 6");
    }
}
