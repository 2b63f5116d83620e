package dev.steergraph.ingest.sae.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeFit;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the explained variance of SAELens' evaluation: make_fit.py. */
class SaeFitTest {

    static List<LoaderParityTest.Fixture> fixtures() throws Exception {
        return LoaderParityTest.fixtures();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void whatIsLeftUnexplainedIsSaeLens(LoaderParityTest.Fixture fixture) throws Exception {
        JsonNode theirs =
                new ObjectMapper().readTree(resource("fit.json").toFile()).get(fixture.number());
        Sae sae = SaeFolder.read(LoaderParityTest.place(fixture));
        FloatBuffer stored = Safetensors.open(resource("loaders/expected/" + fixture.number() + ".safetensors"))
                .tensor("x", DType.F32, 2)
                .data()
                .asFloatBuffer();
        float[] x = new float[stored.remaining()];
        stored.get(x);
        ActivationRows rows = new ActivationRows(sae.dIn(), List.of(FloatBuffer.wrap(x)));
        ActivationRows target = sae.transcoding() == null
                ? rows
                : new ActivationRows(sae.dOut(), List.of(FloatBuffer.wrap(backwards(x, sae.dIn()))));
        try (NDManager manager = NDManager.newBaseManager();
                SaeFit.Meter meter = new SaeFit.Meter(sae, manager)) {
            SaeFit fit = meter.of(rows, target);
            double expected = theirs.path("explained_variance").asDouble();
            double tolerance = 1e-4 * Math.max(1, Math.abs(expected));
            assertThat(1 - fit.fvu().orElseThrow()).isCloseTo(expected, within(tolerance));
            assertThat(fit.l0()).isCloseTo(theirs.path("l0").asDouble(), within(1e-5));
            assertThat(fit.rows()).isEqualTo(rows.rows());
            Evaluation evaluation = Evaluation.of(sae, rows, target, manager);
            assertThat(evaluation.explainedVariance()).isCloseTo(expected, within(tolerance));
            assertThat(evaluation.l0()).isCloseTo(theirs.path("l0").asDouble(), within(1e-5));
            assertThat(meter.of(rows, null).fvu()).isEmpty();
            assertThat(meter.of(rows.only(0, 0, 0), target.only(0, 0, 0)).fvu())
                    .as("of rows that do not vary")
                    .isEmpty();
        }
    }

    private static float[] backwards(float[] x, int width) {
        float[] turned = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            turned[i] = x[i / width * width + width - 1 - i % width];
        }
        return turned;
    }

    private static Path resource(String name) throws Exception {
        return Path.of(
                Objects.requireNonNull(SaeFitTest.class.getResource(name), name).toURI());
    }
}
