package dev.steergraph.ingest.extract.evaluate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.corpus.CorpusPosition;
import dev.steergraph.ingest.corpus.batch.Sequence;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae.CrossEntropy;
import dev.steergraph.ingest.extract.row.OutlierLimits;
import dev.steergraph.ingest.extract.row.SampleRows;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeFit;
import dev.steergraph.ingest.sae.Transcoding;
import dev.steergraph.ingest.sae.format.SaeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Against transformers and SAELens: {@code make_transcoders.py}. */
class TranscoderSpliceTest {

    private static final Path MODEL = Path.of("../model/src/test/resources/dev/steergraph/ingest/model/gpt2");

    private final JsonNode expected =
            new ObjectMapper().readTree(TranscoderSpliceTest.class.getResourceAsStream("splice/transcoders.json"));
    private final List<int[]> sequences = new ArrayList<>();

    TranscoderSpliceTest() throws IOException {
        expected.get("sequences").forEach(ids -> sequences.add(ints(ids)));
    }

    @Test
    void whatIsPredictedWithAPredictedMlpIsTheReferences() throws Exception {
        try (Transformer model = model()) {
            for (JsonNode theirs : expected.get("found")) {
                HookPoint read = HookPoint.parse(theirs.get("read").asText());
                try (Splice splice = new Splice(model, this::special, Spared.NONE, Map.of(read, transcoder(theirs)))) {
                    Splice.Losses sums = Splice.Losses.NONE;
                    for (List<int[]> batch : SplicePass.batches(sequences, 1_000)) {
                        sums = sums.plus(
                                requireNonNull(splice.of(batch, Set.of()).get(read)));
                    }
                    CrossEntropy nats = CrossEntropy.of(sums, 0);
                    assertThat(nats.tokens()).isEqualTo(theirs.get("tokens").asLong());
                    assertThat(nats.clean()).isCloseTo(theirs.get("clean").asDouble(), within(1e-6));
                    assertThat(nats.spliced())
                            .as("%s", read)
                            .isCloseTo(theirs.get("spliced").asDouble(), within(1e-5));
                    assertThat(nats.zeroed()).isCloseTo(theirs.get("zeroed").asDouble(), within(1e-6));
                    assertThat(nats.recovered())
                            .isCloseTo(theirs.get("ce_loss_score").asDouble(), within(1e-4));
                    assertThat(splice.zeroed(read, sequences)).isEmpty();
                }
            }
        }
    }

    @Test
    void theVarianceOfTheMlpsOutputIsWhatIsExplained() throws Exception {
        try (Transformer model = model()) {
            for (JsonNode theirs : expected.get("found")) {
                HookPoint read = HookPoint.parse(theirs.get("read").asText());
                HookPoint predicted = HookPoint.parse(theirs.get("predicted").asText());
                Sae sae = transcoder(theirs);
                OutlierLimits limits = OutlierLimits.none(List.of(read));
                Map<HookPoint, ActivationRows> rows =
                        new SampleRows(model, text(), limits, 1_000, 40).at(Set.of(read, predicted));
                ActivationRows x = requireNonNull(rows.get(read));
                ActivationRows y = requireNonNull(rows.get(predicted));
                assertThat(x.rows()).isEqualTo(theirs.get("rows").asInt());
                Evaluation found = Evaluation.of(sae, x, y, model.manager());
                double explained = theirs.get("explained_variance").asDouble();
                assertThat(found.explainedVariance()).isCloseTo(explained, within(1e-4 * Math.abs(explained)));
                assertThat(found.l0()).isCloseTo(theirs.get("l0").asDouble(), within(1e-6));
                try (SaeFit.Meter meter = new SaeFit.Meter(sae, model.manager())) {
                    assertThat(1 - meter.of(x, y).fvu().orElseThrow())
                            .isCloseTo(explained, within(1e-4 * Math.abs(explained)));
                }
            }
        }
    }

    private TextPart text() {
        List<Sequence> texts = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            int[] document = new int[sequences.get(i).length];
            for (int t = 0; t < document.length; t++) {
                document[t] = special(sequences.get(i)[t]) ? -1 : i;
            }
            texts.add(new Sequence(sequences.get(i), document));
        }
        return new TextPart(0, 0, List.of(), texts, 0, new CorpusPosition(0, 0, 0, 0, ""));
    }

    private static Transformer model() throws IOException {
        return ModelSource.folder("gpt2", MODEL).load(Device.cpu(), Precision.F32);
    }

    /** The same weights for each pair of hook points. */
    private static Sae transcoder(JsonNode place) throws Exception {
        Sae sae = SaeFolder.read(Path.of(
                TranscoderSpliceTest.class.getResource("splice/transcoder").toURI()));
        Transcoding stored = requireNonNull(sae.transcoding());
        return sae.with(new Transcoding(place.get("predicted").asText(), stored.dOut(), stored.skip()));
    }

    private boolean special(int id) {
        return Arrays.stream(ints(expected.get("special"))).anyMatch(one -> one == id);
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asInt();
        }
        return values;
    }
}
