package dev.steergraph.steering.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.Pass;
import dev.steergraph.ingest.sae.RandomSae;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.edit.Unsteered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pass that begins at a block against the whole model with the same steering, and what it tells against plain sums. */
class SharedPassTest {

    private static final Path MODELS = Path.of("../ingest/model/src/test/resources/dev/steergraph/ingest/model");
    private static final Unsteered SPECIAL = new Unsteered(id -> id < 3, false);
    private static final int FEATURES = 48;
    private static final double NEAR = 1e-4;

    @TempDir
    private Path folder;

    /** A model, texts of unlike lengths as one batch, and random SAEs after both blocks. */
    private final class Small implements AutoCloseable {

        final Transformer model;
        final CodeSets sets;
        final TextBatch texts;
        final List<Sae> saes = new ArrayList<>();
        final int width;
        private final List<HookPoint> hooks = List.of(HookPoint.residPost(0), HookPoint.residPost(1));

        Small(String name) throws IOException {
            model = ModelSource.folder(name, MODELS.resolve(name)).load(Device.cpu(), Precision.F32);
            width = model.info().width(HookPoint.residPost(0));
            List<CodeSets.Read> reads = new ArrayList<>();
            for (int place = 0; place < 2; place++) {
                Path sae = RandomSae.write(folder.resolve(name + place), width, FEATURES, null, 5 + place);
                saes.add(SaeFolder.read(sae));
                reads.add(new CodeSets.Read(place, hooks.get(place), saes.get(place)));
            }
            sets = new CodeSets(reads, model.manager());
            Random random = new Random(11);
            List<int[]> ids = new ArrayList<>();
            for (int length : new int[] {12, 12, 11, 9, 7}) {
                int[] text = random.ints(length, 3, 50).toArray();
                text[0] = 1;
                ids.add(text);
            }
            texts = TextBatch.of(ids, SPECIAL, 1_000).get(0);
            assertThat(texts.texts()).isEqualTo(5);
        }

        float[] vector() {
            Random random = new Random(2);
            float[] vector = new float[width];
            for (int i = 0; i < width; i++) {
                vector[i] = (float) random.nextGaussian();
            }
            return vector;
        }

        Steering steering(HookPoint hook, double strength) throws IOException {
            return new Steering(model, List.of(Edit.adding(hook, vector(), strength)), SPECIAL);
        }

        FeatureSpace space() {
            return FeatureSpace.of(
                    List.of(new FeatureSet(0, "a"), new FeatureSet(1, "a")), new int[] {FEATURES, FEATURES});
        }

        /** float[n·V], logits of the rows in one pass through the whole model; and what follows each hook point. */
        float[] whole(Steering steering, Map<HookPoint, float[]> found) {
            HookReader reader = new HookReader() {
                @Override
                public Set<HookPoint> hooks() {
                    return Set.copyOf(Small.this.hooks);
                }

                @Override
                public void read(HookPoint hook, NDArray activations) {
                    found.put(hook, activations.toFloatArray());
                }
            };
            try (NDManager scope = model.manager().newSubManager()) {
                NDArray ids = HostArrays.copy(scope, texts.ids(), new Shape(texts.texts(), texts.length()));
                float[] all = model.logits(
                                scope,
                                new Input(ids, null, null),
                                reader,
                                steering.of(Pass.of(texts.ids(), texts.lengths())))
                        .toFloatArray();
                return rows(all, all.length / texts.ids().length);
            }
        }

        float[] rows(float[] all, int each) {
            float[] rows = new float[texts.rows().length * each];
            for (int k = 0; k < texts.rows().length; k++) {
                System.arraycopy(all, (int) texts.rows()[k] * each, rows, k * each, each);
            }
            return rows;
        }

        SaeEncoder.Codes encoded(int place, float[] activations) throws IOException {
            try (NDManager scope = model.manager().newSubManager();
                    SaeEncoder encoder = new SaeEncoder(saes.get(place), scope)) {
                return encoder.encode(
                        HostArrays.copy(scope, rows(activations, width), new Shape(texts.rows().length, width)));
            }
        }

        @Override
        public void close() {
            sets.close();
            model.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama3", "gemma2"})
    void aStrengthOfZeroChangesNothing(String name) throws IOException {
        try (Small small = new Small(name);
                SharedTexts texts =
                        new SharedTexts(small.model, List.of(small.texts), 0, small.sets, small.space(), true);
                Steering nothing = small.steering(HookPoint.residPost(0), 0)) {
            Map<Integer, CodeChange> changes = texts.changes(nothing);
            assertThat(changes).hasSize(2);
            for (CodeChange change : changes.values()) {
                assertThat(change.rows()).isEqualTo(small.texts.rows().length);
                assertThat(change.means()).containsOnly(0);
            }
            try (SharedPass.Steered steered = texts.passes().get(0).steered(nothing, true)) {
                Predictions predictions = steered.predictions(new long[] {7});
                assertThat(predictions.kl()).containsOnly(0);
                Predictions before = texts.passes().get(0).predictions(new long[] {7});
                assertThat(predictions.nll()).isEqualTo(before.nll());
                assertThat(predictions.target()).isEqualTo(before.target());
            }
            assertThat(texts.logits(nothing)).containsOnly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama3", "gemma2"})
    void codesAndPredictionsAreThoseOfTheWholeModel(String name) throws IOException {
        for (HookPoint hook : List.of(HookPoint.residPost(0), new HookPoint(1, Site.MLP_OUT), HookPoint.residPost(1))) {
            try (Small small = new Small(name);
                    Steering steering = small.steering(hook, 1.5)) {
                Map<HookPoint, float[]> activations = new HashMap<>();
                float[] p;
                try (Steering nothing = new Steering(small.model, List.of(), SPECIAL)) {
                    p = small.whole(nothing, activations);
                }
                float[] q = small.whole(steering, activations);
                try (SharedPass pass = new SharedPass(small.model, small.texts, hook.layer(), small.sets, true);
                        SharedPass.Steered steered = pass.steered(steering, true)) {
                    assertThat(steered.codes().keySet()).isEqualTo(pass.codes().keySet());
                    assertThat(steered.codes()).hasSize(2 - hook.layer()).containsKey(1);
                    for (Map.Entry<Integer, SaeEncoder.Codes> found :
                            steered.codes().entrySet()) {
                        SaeEncoder.Codes expected = small.encoded(
                                found.getKey(),
                                Objects.requireNonNull(activations.get(HookPoint.residPost(found.getKey()))));
                        assertThat(expected.features()).isNotEmpty();
                        assertThat(found.getValue().indptr()).isEqualTo(expected.indptr());
                        assertThat(found.getValue().features()).isEqualTo(expected.features());
                        for (int e = 0; e < expected.values().length; e++) {
                            assertThat(found.getValue().values()[e])
                                    .isCloseTo(expected.values()[e], within((float) NEAR));
                        }
                        SaeEncoder.Codes before =
                                Objects.requireNonNull(pass.codes().get(found.getKey()));
                        assertThat(found.getValue().values()).isNotEqualTo(before.values());
                    }
                    long[] targets = {5, 9};
                    assertPlain(small.texts, p, q, targets, steered.predictions(targets));
                    assertPlain(small.texts, p, p, targets, pass.predictions(targets));
                    assertShift(small, p, q, steered);
                }
            }
        }
    }

    /** KL, NLL and the targets' probability written out over the whole vocabulary. */
    private static void assertPlain(TextBatch texts, float[] p, float[] q, long[] targets, Predictions found) {
        int n = texts.rows().length;
        int v = p.length / n;
        for (int row = 0; row < n; row++) {
            double[] logP = logSoftmax(p, row * v, v);
            double[] logQ = logSoftmax(q, row * v, v);
            double kl = 0;
            for (int i = 0; i < v; i++) {
                kl += Math.exp(logP[i]) * (logP[i] - logQ[i]);
            }
            assertThat(found.kl()[row]).isCloseTo(kl, within(NEAR));
            int next = texts.next()[row];
            if (next < 0) {
                assertThat(found.nll()[row]).isNaN();
            } else {
                assertThat(found.nll()[row]).isCloseTo(-logQ[next], within(NEAR));
            }
            double together = Arrays.stream(targets)
                    .mapToDouble(id -> Math.exp(logQ[(int) id]))
                    .sum();
            assertThat(found.target()[row]).isCloseTo(Math.log(together), within(NEAR));
        }
    }

    private static double[] logSoftmax(float[] logits, int from, int v) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < v; i++) {
            largest = Math.max(largest, logits[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < v; i++) {
            sum += Math.exp(logits[from + i] - largest);
        }
        double[] log = new double[v];
        for (int i = 0; i < v; i++) {
            log[i] = logits[from + i] - largest - Math.log(sum);
        }
        return log;
    }

    /** Sums of how logits change in two groups of rows, less their means over the vocabulary. */
    private static void assertShift(Small small, float[] p, float[] q, SharedPass.Steered steered) {
        int n = small.texts.rows().length;
        int v = p.length / n;
        int[] group = new int[n];
        for (int row = 0; row < n; row++) {
            group[row] = small.texts.text()[row] == 0 ? 1 : 0;
        }
        double[][] sums = new double[2][v];
        for (int row = 0; row < n; row++) {
            for (int i = 0; i < v; i++) {
                sums[group[row]][i] += (double) q[row * v + i] - p[row * v + i];
            }
        }
        try (NDManager scope = small.model.manager().newSubManager()) {
            float[] shift = steered.shift(scope, group, 2).toFloatArray();
            assertThat(shift).hasSize(2 * v);
            for (int k = 0; k < 2; k++) {
                double mean = Arrays.stream(sums[k]).average().orElseThrow();
                for (int i = 0; i < v; i++) {
                    assertThat(shift[k * v + i]).isCloseTo((float) (sums[k][i] - mean), within(2e-3f));
                }
            }
        }
    }

    @Test
    void steeringBeforeItsBlockIsNotPossible() throws IOException {
        try (Small small = new Small("gpt2");
                SharedPass pass = new SharedPass(small.model, small.texts, 1, small.sets, false);
                Steering steering = small.steering(HookPoint.residPost(0), 1)) {
            assertThatThrownBy(() -> pass.steered(steering, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("begins at block 1");
        }
    }
}
