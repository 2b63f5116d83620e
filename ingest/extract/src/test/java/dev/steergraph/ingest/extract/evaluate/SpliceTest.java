package dev.steergraph.ingest.extract.evaluate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae.CrossEntropy;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against transformers and SAELens: {@code make_splice.py}. */
class SpliceTest {

    private static final Path MODEL = Path.of("../model/src/test/resources/dev/steergraph/ingest/model/gpt2");

    private final JsonNode expected =
            new ObjectMapper().readTree(SpliceTest.class.getResourceAsStream("splice/expected.json"));
    private final List<int[]> sequences = new ArrayList<>();

    SpliceTest() throws IOException {
        expected.get("sequences").forEach(ids -> sequences.add(ints(ids)));
    }

    @Test
    void whatIsPredictedWithReconstructionsAndWithZerosIsTheReferences() throws Exception {
        try (Transformer model = model();
                Splice splice = new Splice(model, this::special, Spared.NONE, saes())) {
            Map<HookPoint, Splice.Losses> found = byLength(splice, 1_000);
            expected.get("hooks").properties().forEach(hook -> {
                CrossEntropy nats = CrossEntropy.of(requireNonNull(found.get(HookPoint.parse(hook.getKey()))), 0);
                JsonNode theirs = hook.getValue();
                assertThat(nats.tokens()).isEqualTo(theirs.get("tokens").asLong());
                assertThat(nats.clean()).isCloseTo(theirs.get("clean").asDouble(), within(1e-6));
                assertThat(nats.spliced())
                        .as(hook.getKey())
                        .isCloseTo(theirs.get("spliced").asDouble(), within(1e-5));
                assertThat(nats.zeroed())
                        .as(hook.getKey())
                        .isCloseTo(theirs.get("zeroed").asDouble(), within(1e-6));
                assertThat(nats.recovered())
                        .as(hook.getKey())
                        .isCloseTo(theirs.get("ce_loss_score").asDouble(), within(1e-4));
            });
        }
    }

    @Test
    void batchesGiveWhatSequencesGiveAlone() throws Exception {
        try (Transformer model = model();
                Splice splice = new Splice(model, this::special, Spared.NONE, saes())) {
            Map<HookPoint, Splice.Losses> together = splice.of(sequences, Set.of());
            byLength(splice, 1).forEach((hook, alone) -> {
                Splice.Losses batched = requireNonNull(together.get(hook));
                assertThat(batched.tokens()).isEqualTo(alone.tokens());
                assertThat(batched.clean()).isCloseTo(alone.clean(), within(1e-6 * alone.tokens()));
                assertThat(batched.spliced()).isCloseTo(alone.spliced(), within(1e-6 * alone.tokens()));
                assertThat(batched.zeroed()).isCloseTo(alone.zeroed(), within(1e-6 * alone.tokens()));
            });
        }
    }

    /** With zeros in the residual stream only the special tokens in front tell texts apart. */
    @Test
    void zerosInTheResidualStreamAreComputedOnceWhereTextsBeginAlike() throws Exception {
        try (Transformer model = model();
                Splice splice = new Splice(model, this::special, Spared.NONE, saes())) {
            List<HookPoint> stream =
                    List.of(HookPoint.residPost(0), HookPoint.embed(), new HookPoint(0, Site.RESID_MID));
            HookPoint residual = stream.get(0);
            for (HookPoint hook : stream) {
                assertThat(splice.zeroed(hook, sequences))
                        .as("some begin with BOS")
                        .isEmpty();
            }
            for (boolean begun : new boolean[] {true, false}) {
                List<int[]> alike = sequences.stream()
                        .filter(ids -> special(ids[0]) == begun)
                        .toList();
                assertThat(alike).hasSizeGreaterThan(2);
                for (HookPoint hook : stream) {
                    double each = 0;
                    for (int[] ids : alike) {
                        each += requireNonNull(splice.of(List.of(ids), Set.of()).get(hook))
                                .zeroed();
                    }
                    assertThat(splice.zeroed(hook, alike).orElseThrow())
                            .as("%s", hook)
                            .isCloseTo(each, within(1e-4));
                }
                assertThat(splice.zeroed(new HookPoint(0, Site.ATTN_OUT), alike))
                        .isEmpty();
            }
            int[] within = {1, 7, 2, 9};
            assertThat(splice.zeroed(residual, List.of(within, within))).isEmpty();
        }
    }

    /** Thousands of passes while collections are forced; what a collection frees is not to be in use. */
    @Test
    @Timeout(120)
    void collectionsChangeNothing() throws Exception {
        Map<HookPoint, Sae> few = saes();
        few.keySet().retainAll(Set.of(HookPoint.residPost(0), HookPoint.residPost(1), HookPoint.embed()));
        try (Transformer model = model();
                Splice splice = new Splice(model, this::special, Spared.NONE, few)) {
            Map<HookPoint, Splice.Losses> first = splice.of(sequences.subList(0, 1), Set.of());
            for (int i = 0; i < 1_000; i++) {
                if (i % 20 == 0) {
                    System.gc();
                }
                assertThat(splice.of(sequences.subList(0, 1), Set.of())).isEqualTo(first);
            }
        }
    }

    private static Transformer model() throws IOException {
        return ModelSource.folder("gpt2", MODEL).load(Device.cpu(), Precision.F32);
    }

    private Map<HookPoint, Sae> saes() throws Exception {
        Sae sae = SaeFolder.read(
                Path.of(SpliceTest.class.getResource("splice/sae").toURI()));
        Map<HookPoint, Sae> saes = new LinkedHashMap<>();
        expected.get("hooks").fieldNames().forEachRemaining(hook -> saes.put(HookPoint.parse(hook), sae));
        return saes;
    }

    private boolean special(int id) {
        return IntStream.of(ints(expected.get("special"))).anyMatch(one -> one == id);
    }

    private Map<HookPoint, Splice.Losses> byLength(Splice splice, int tokens) {
        Map<HookPoint, Splice.Losses> all = new LinkedHashMap<>();
        for (List<int[]> batch : SplicePass.batches(sequences, tokens)) {
            splice.of(batch, Set.of()).forEach((hook, losses) -> all.merge(hook, losses, Splice.Losses::plus));
        }
        return all;
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asInt();
        }
        return values;
    }
}
