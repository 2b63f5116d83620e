package dev.steergraph.ingest.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.block.NextTokens;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks that write, and passes that end early. */
class InterventionTest {

    private static final long[] IDS = {7, 9, 20, 33, 5, 60, 12, 8};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2",
                "gpt-neox",
                "llama3",
                "gemma2",
                "bert",
                "qwen3",
                "olmo2",
                "gemma3",
                "qwen3-moe",
                "gpt-oss",
                "qwen3-5-moe"
            })
    void anEditIsWhatThePassGoesOnWith(String name) throws Exception {
        HookPoint at = new HookPoint(0, Site.MLP_OUT);
        try (Transformer model = load(name, Precision.F32)) {
            Map<HookPoint, float[]> plain = run(model, at, x -> x);
            Map<HookPoint, float[]> zeroed = run(model, at, NDArray::zerosLike);
            assertThat(zeroed.get(new HookPoint(0, Site.ATTN_OUT)))
                    .isEqualTo(plain.get(new HookPoint(0, Site.ATTN_OUT)));
            assertThat(zeroed.get(at)).containsOnly(0);
            assertThat(zeroed.get(HookPoint.residPost(0))).isNotEqualTo(plain.get(HookPoint.residPost(0)));
            assertThat(zeroed.get(HookPoint.residPost(1))).isNotEqualTo(plain.get(HookPoint.residPost(1)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2",
                "gpt-neox",
                "llama3",
                "gemma2",
                "qwen3",
                "olmo2",
                "gemma3",
                "qwen3-moe",
                "gpt-oss",
                "qwen3-5-moe"
            })
    void theResidualStreamIsTheSumOfWhatIsWrittenToIt(String name) throws Exception {
        try (Transformer model = load(name, Precision.F32)) {
            Map<HookPoint, float[]> found = run(model, HookPoint.residPost(0), x -> x);
            for (int layer = 0; layer < 2; layer++) {
                float[] before = at(found, new HookPoint(layer, Site.RESID_PRE));
                float[] attention = at(found, new HookPoint(layer, Site.ATTN_OUT));
                float[] mlp = at(found, new HookPoint(layer, Site.MLP_OUT));
                float[] after = at(found, HookPoint.residPost(layer));
                for (int i = 0; i < after.length; i++) {
                    assertThat(after[i]).isCloseTo(before[i] + attention[i] + mlp[i], within(1e-4f));
                }
            }
        }
    }

    /** What is written at a hook point changes what is computed from it, and nothing before it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2",
                "gpt-neox",
                "gpt-neox-sequential",
                "llama2-linear",
                "gemma2",
                "bert",
                "gemma3",
                "olmo2",
                "qwen3-5",
                "qwen3-moe",
                "gpt-oss"
            })
    void anEditReachesWhatComesLaterAndNothingElse(String name) throws Exception {
        try (Transformer model = load(name, Precision.F32)) {
            List<HookPoint> all = model.info().hookPoints().stream()
                    .sorted(HookPoint.IN_DEPTH)
                    .toList();
            HookPoint last = HookPoint.residPost(model.info().layers() - 1);
            Map<HookPoint, float[]> plain = run(model, last, x -> x);
            for (HookPoint at : all) {
                assertThat(run(model, at, NDArray::duplicate))
                        .as("%s as it is", at)
                        .usingRecursiveComparison()
                        .isEqualTo(at.site() == Site.LN2_NORMALIZED ? run(model, at, x -> x) : plain);
                Map<HookPoint, float[]> zeroed = run(model, at, NDArray::zerosLike);
                assertThat(at(zeroed, at)).as("%s", at).containsOnly(0f);
                assertThat(at(zeroed, last)).as("%s", at).isNotEqualTo(at(plain, last));
                for (HookPoint before : all.subList(0, all.indexOf(at))) {
                    assertThat(at(zeroed, before)).as("%s of %s", before, at).isEqualTo(at(plain, before));
                }
            }
        }
    }

    /** All heads at 0: what is left of attention is the bias of its output projection, the same for all tokens. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "gpt-neox", "llama2-linear", "bert"})
    void attentionAddsWhatItsOutputProjectionMakesOfZ(String name) throws Exception {
        try (Transformer model = load(name, Precision.F32)) {
            HookPoint z = new HookPoint(1, Site.Z);
            float[] added = at(run(model, z, NDArray::zerosLike), new HookPoint(1, Site.ATTN_OUT));
            int width = added.length / IDS.length;
            for (int i = width; i < added.length; i++) {
                assertThat(added[i]).isEqualTo(added[i - width]);
            }
            assertThat(added[0]).isNotZero();
        }
    }

    /** In BERT what the MLP reads goes on in the residual stream as well, where an edit of the MLP's input is not seen. */
    @Test
    void anEditOfTheMlpsInputLeavesTheResidualStream() throws Exception {
        HookPoint read = new HookPoint(0, Site.MLP_IN);
        HookPoint fed = new HookPoint(0, Site.MLP_OUT);
        HookPoint sum = new HookPoint(0, Site.UNNORMALIZED_RESID_POST);
        try (Transformer model = load("bert", Precision.F32);
                Kernels kernels = Kernels.beside(ModelSource.class, model.manager())) {
            Map<HookPoint, float[]> plain = run(model, read, x -> x);
            Map<HookPoint, float[]> edited = run(model, read, x -> kernels.call(x.getManager(), "scale", x, 0.5));
            assertThat(at(edited, fed)).isNotEqualTo(at(plain, fed));
            for (int i = 0; i < at(plain, fed).length; i++) {
                assertThat(at(edited, sum)[i] - at(edited, fed)[i])
                        .isCloseTo(at(plain, sum)[i] - at(plain, fed)[i], within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "gemma2", "gpt-neox", "bert"})
    void aPassEndsAfterTheLastHookAskedFor(String name) throws Exception {
        try (Transformer model = load(name, Precision.F32)) {
            for (HookPoint wanted : model.info().hookPoints()) {
                endsAfter(wanted, model);
            }
        }
    }

    private static void endsAfter(HookPoint wanted, Transformer model) {
        Set<HookPoint> upTo = model.info().hookPoints().stream()
                .filter(hook -> HookPoint.IN_DEPTH.compare(hook, wanted) <= 0)
                .collect(Collectors.toSet());
        Set<HookPoint> reached = new HashSet<>();
        HookWriter witness = new HookWriter() {
            @Override
            public Set<HookPoint> hooks() {
                return Set.copyOf(model.info().hookPoints());
            }

            @Override
            public NDArray write(HookPoint hook, NDArray activations) {
                reached.add(hook);
                return activations;
            }
        };
        try (NDManager scope = model.manager().newSubManager()) {
            Map<HookPoint, float[]> found = new HashMap<>();
            model.forward(scope, input(scope), TransformersParityTest.reader(Set.of(wanted), found), witness);
            assertThat(found).containsOnlyKeys(wanted);
            assertThat(reached).as("%s", wanted).isEqualTo(upTo);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2",
                "gpt-neox",
                "llama2-linear",
                "mistral",
                "gemma2",
                "bert",
                "qwen3",
                "olmo2",
                "gemma3",
                "qwen3-moe",
                "gpt-oss",
                "qwen3-5-moe"
            })
    void theFirstBlocksAloneGiveTheirActivationsAndNoText(String name) throws Exception {
        HookPoint last = HookPoint.residPost(0);
        ModelSource source = ModelSource.folder(name, TransformersParityTest.folder(name));
        try (Transformer whole = source.load(Device.cpu(), Precision.F32);
                Transformer first = source.loadBlocks(Device.cpu(), Precision.F32, 1);
                NDManager scope = first.manager().newSubManager()) {
            Map<HookPoint, float[]> found = run(first, last, x -> x);
            assertThat(found).hasSameSizeAs(whole.info().sites()).containsKey(last);
            Map<HookPoint, float[]> expected = run(whole, last, x -> x);
            found.forEach((hook, values) -> assertThat(values).as("%s", hook).isEqualTo(expected.get(hook)));
            assertThat(first.has(HookPoint.residPost(1))).isFalse();
            assertThatThrownBy(() -> first.nextLogits(scope, input(scope), HookReader.NONE, HookWriter.NONE))
                    .isInstanceOf(UserError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2",
                "gpt-neox",
                "llama3",
                "mistral",
                "gemma2",
                "bert",
                "qwen3",
                "olmo2",
                "gemma3",
                "gpt-oss",
                "qwen3-5",
                "qwen3-moe"
            })
    void narrowPrecisionsStayNear(String name) throws Exception {
        for (Precision precision : new Precision[] {Precision.BF16, Precision.F16}) {
            try (Transformer wide = load(name, Precision.F32);
                    Transformer narrow = load(name, precision)) {
                float[] exact = at(run(wide, HookPoint.residPost(0), x -> x), HookPoint.residPost(1));
                float[] near = at(run(narrow, HookPoint.residPost(0), x -> x), HookPoint.residPost(1));
                double error = 0;
                double all = 0;
                for (int i = 0; i < exact.length; i++) {
                    error += Math.pow(near[i] - exact[i], 2);
                    all += Math.pow(exact[i], 2);
                }
                assertThat(Math.sqrt(error / all))
                        .as("%s in %s", name, precision)
                        .isBetween(1e-7, precision == Precision.BF16 ? 3e-2 : 4e-3);
            }
        }
    }

    /** A pass that begins at a block ends as the whole one does, with edits at and after the block. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2",
                "gpt-neox",
                "llama3",
                "mistral",
                "gemma2",
                "qwen3",
                "olmo2",
                "gemma3",
                "qwen3-moe",
                "gpt-oss",
                "qwen3-5-moe"
            })
    void lossesAreThoseOfTheLogitsFromWhateverBlock(String name) throws Exception {
        HookPoint entered = new HookPoint(1, Site.RESID_PRE);
        HookPoint written = new HookPoint(1, Site.MLP_OUT);
        HookWriter zeros = writer(written, NDArray::zerosLike);
        NextTokens next = new NextTokens(new long[] {0, 1, 2, 4, 6}, new long[] {9, 20, 33, 60, 8});
        try (Transformer model = load(name, Precision.F32);
                NDManager scope = model.manager().newSubManager()) {
            Map<HookPoint, float[]> found = new HashMap<>();
            HookReader reader = TransformersParityTest.reader(Set.of(entered), found);
            float[] losses = model.losses(scope, input(scope), next, reader, zeros);
            float[] logits =
                    model.logits(scope, input(scope), HookReader.NONE, zeros).toFloatArray();
            int vocabulary = logits.length / IDS.length;
            for (int i = 0; i < losses.length; i++) {
                int first = (int) next.positions()[i] * vocabulary;
                double sum = 0;
                for (int v = 0; v < vocabulary; v++) {
                    sum += Math.exp(logits[first + v]);
                }
                assertThat(losses[i])
                        .isCloseTo((float) (Math.log(sum) - logits[first + (int) next.ids()[i]]), within(1e-5f));
            }
            NDArray residual = HostArrays.copy(
                    scope,
                    at(found, entered),
                    new Shape(2, IDS.length / 2, model.info().dModel()));
            assertThat(model.lossesFrom(scope, 1, residual, input(scope), next, zeros))
                    .isEqualTo(losses);
            assertThat(residual.toFloatArray()).isEqualTo(at(found, entered));
        }
    }

    private static Transformer load(String name, Precision precision) throws Exception {
        return ModelSource.folder(name, TransformersParityTest.folder(name)).load(Device.cpu(), precision);
    }

    private static Input input(NDManager scope) {
        return Input.of(scope.create(IDS, new Shape(2, IDS.length / 2)));
    }

    private static Map<HookPoint, float[]> run(Transformer model, HookPoint at, UnaryOperator<NDArray> edit) {
        Map<HookPoint, float[]> found = new HashMap<>();
        try (NDManager scope = model.manager().newSubManager()) {
            HookReader reader = TransformersParityTest.reader(TransformersParityTest.everyHook(model), found);
            model.forward(scope, input(scope), reader, writer(at, edit));
        }
        return found;
    }

    private static HookWriter writer(HookPoint at, UnaryOperator<NDArray> edit) {
        return new HookWriter() {
            @Override
            public Set<HookPoint> hooks() {
                return Set.of(at);
            }

            @Override
            public NDArray write(HookPoint hook, NDArray activations) {
                return edit.apply(activations);
            }
        };
    }

    private static float[] at(Map<HookPoint, float[]> found, HookPoint hook) {
        return Objects.requireNonNull(found.get(hook), hook.toString());
    }
}
