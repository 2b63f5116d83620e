package dev.steergraph.ingest.correlate.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.table.LabelEdge;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.statistics.DocumentHalves;
import dev.steergraph.ingest.correlate.statistics.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against scipy's pearsonr and scikit-learn's roc_auc_score on pooled activations (make_labels.py). */
class LabelCorrelationTest {

    private static JsonNode table;
    private static Codes codes;
    private static int[] document;
    private static DocumentLabels labels;

    @BeforeAll
    static void read() throws IOException {
        table = new ObjectMapper().readTree(LabelCorrelationTest.class.getResourceAsStream("labels.json"));
        ObjectMapper mapper = new ObjectMapper();
        float[][] values = mapper.treeToValue(table.get("values"), float[][].class);
        document = mapper.treeToValue(table.get("document"), int[].class);
        codes = Tables.codes(3, values, values[0].length);
        List<List<String>> of = new ArrayList<>();
        for (JsonNode label : table.get("label")) {
            of.add(
                    label.asInt() < 0
                            ? List.of()
                            : List.of(table.get("names").get(label.asInt()).asText()));
        }
        labels = DocumentLabels.of(of);
    }

    private static LabelCorrelation.Result run(Pooling pooling, int pools) {
        return new LabelCorrelation(new LabelParameters(pooling, 0, 0, 1, 5), pools)
                .run(List.of(codes), document, labels);
    }

    private static LabelEdge edge(LabelCorrelation.Result found, String label, int feature) {
        return found.edges().stream()
                .filter(edge -> edge.label().equals(label) && edge.index() == feature)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"max, 16777216", "max, 70", "max, 1", "mean, 16777216", "mean, 1"})
    void everyPairIsWhatScipyAndScikitLearnMakeOfIt(String pool, int pools) {
        LabelCorrelation.Result found = run(Pooling.parse(pool), pools);
        int compared = 0;
        for (JsonNode expected : table.get("expected")) {
            if (expected.get("pool").asText().equals(pool)) {
                LabelEdge edge = edge(
                        found,
                        expected.get("label").asText(),
                        expected.get("feature").asInt());
                assertThat(edge.r()).isCloseTo(expected.get("r").asDouble(), within(1e-12));
                assertThat(edge.auroc()).isCloseTo(expected.get("auroc").asDouble(), within(1e-12));
                assertThat(edge.documents()).isEqualTo(expected.get("documents").asInt());
                assertThat(edge.active()).isEqualTo(expected.get("active").asInt());
                assertThat(edge.meanWith()).isCloseTo(expected.get("with").asDouble(), within(1e-12));
                assertThat(edge.meanWithout()).isCloseTo(expected.get("without").asDouble(), within(1e-12));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(36).isEqualTo(found.edges().size());
        assertThat(found.labelled())
                .isEqualTo((int)
                        Arrays.stream(labels.of()).filter(own -> own.length > 0).count())
                .isLessThan(60);
    }

    @Test
    void halvesAreThoseOfTheLabelledDocuments() {
        LabelCorrelation.Result found = run(Pooling.MAX, 1000);
        List<Integer> kept = IntStream.range(0, 60).filter(labels::has).boxed().toList();
        boolean[] first = DocumentHalves.draw(
                        Documents.of(IntStream.range(0, kept.size()).toArray()), 5)
                .first();
        for (LabelEdge edge : found.edges()) {
            List<double[]> a = new ArrayList<>();
            List<double[]> b = new ArrayList<>();
            for (int k = 0; k < kept.size(); k++) {
                int d = kept.get(k);
                double pool = IntStream.range(0, document.length)
                        .filter(row -> document[row] == d)
                        .mapToDouble(row -> codes.value(row, edge.index()))
                        .max()
                        .orElseThrow();
                double y = labels.names().get(labels.of()[d][0]).equals(edge.label()) ? 1 : 0;
                (first[k] ? a : b).add(new double[] {pool, y});
            }
            assertThat(edge.firstHalf()).isCloseTo(pearson(a), within(1e-9));
            assertThat(edge.secondHalf()).isCloseTo(pearson(b), within(1e-9));
        }
    }

    private static double pearson(List<double[]> pairs) {
        double mx = pairs.stream().mapToDouble(pair -> pair[0]).average().orElseThrow();
        double my = pairs.stream().mapToDouble(pair -> pair[1]).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (double[] pair : pairs) {
            xy += (pair[0] - mx) * (pair[1] - my);
            xx += (pair[0] - mx) * (pair[0] - mx);
            yy += (pair[1] - my) * (pair[1] - my);
        }
        return xy / Math.sqrt(xx * yy);
    }

    /** Feature 0 is active with 2 just where the label is, feature 1 everywhere else. */
    private static LabelCorrelation.Result planted(LabelParameters parameters) {
        float[][] values = new float[80][3];
        int[] of = new int[80];
        List<List<String>> own = new ArrayList<>();
        for (int d = 0; d < 40; d++) {
            boolean has = d % 4 == 0;
            own.add(List.of(has ? "spam" : "ham", "text"));
            values[2 * d][has ? 0 : 1] = 2;
            values[2 * d + 1][2] = 1 + d % 3;
            of[2 * d] = d;
            of[2 * d + 1] = d;
        }
        return new LabelCorrelation(parameters).run(List.of(Tables.codes(0, values, 3)), of, DocumentLabels.of(own));
    }

    @Test
    void aLabelThatIsAFeaturesFiringHasACorrelationOfOne() {
        LabelCorrelation.Result found = planted(new LabelParameters(Pooling.MAX, 0.5, 1, 5, 0));
        LabelEdge spam = edge(found, "spam", 0);
        assertThat(spam.r()).isCloseTo(1, within(1e-12));
        assertThat(spam.auroc()).isEqualTo(1);
        assertThat(spam.share()).isEqualTo(1);
        assertThat(spam.documents()).isEqualTo(10);
        assertThat(spam.firstHalf()).isCloseTo(1, within(1e-12));
        assertThat(edge(found, "spam", 1).r()).isCloseTo(-1, within(1e-12));
        assertThat(found.edges()).hasSize(4);
        assertThat(found.leftOut()).containsExactly("text");
        assertThat(found.nullEdges()).isZero();
    }

    @Test
    void ofEachLabelTheBestStayWhateverTheThresholdIs() {
        LabelCorrelation.Result found = planted(new LabelParameters(Pooling.MAX, 0.5, 3, 5, 0));
        assertThat(found.edges()).hasSize(6);
        assertThat(found.edges().get(2).index()).isEqualTo(2);
        assertThat(Math.abs(found.edges().get(2).r())).isLessThan(0.5);
        assertThat(planted(new LabelParameters(Pooling.MAX, 0.5, 3, 11, 0)).edges())
                .as("10 documents have the one label, in 10 feature 0 is active")
                .extracting(LabelEdge::label, LabelEdge::index)
                .containsExactly(tuple("ham", 1), tuple("ham", 2));
    }

    @Test
    void labelsThatTellNothingAreRefused() {
        assertThatThrownBy(() -> planted(new LabelParameters(Pooling.MAX, 0.5, 3, 41, 0)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nothing to correlate with");
        List<List<String>> many =
                IntStream.range(0, 1001).mapToObj(d -> List.of("l" + d)).toList();
        assertThatThrownBy(() -> DocumentLabels.of(many))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("1001 different labels");
        assertThatThrownBy(() -> new LabelParameters(Pooling.MAX, 1, 3, 5, 0)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new LabelParameters(Pooling.MAX, Double.NaN, 3, 5, 0))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> Pooling.parse("median")).isInstanceOf(UserError.class);
    }
}
