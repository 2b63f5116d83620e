package dev.steergraph.ingest.extract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae;
import dev.steergraph.ingest.extract.train.TrainSae;
import dev.steergraph.ingest.extract.train.TrainingSpec;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.sae.RandomSae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.run.OwnSae;
import dev.steergraph.ingest.sae.training.TrainedArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a Llama whose heads are together wider than its residual stream: 48 against 32. */
class HookWidthTest {

    private static final int D = 32;
    private static final int Z = 48;
    private static final int VOCABULARY = 400;
    private static final HookPoint HOOK = new HookPoint(1, Site.Z);
    private static final Set<Site> NEW = Set.of(Site.EMBED, Site.Z, Site.RESID_MID, Site.LN2_NORMALIZED, Site.MLP_IN);

    @TempDir
    private Path folder;

    private final Random random = new Random(3);
    private Path model;
    private Path corpus;

    @BeforeEach
    void write() throws Exception {
        model = Files.createDirectory(folder.resolve("tiny-llama"));
        Files.writeString(
                model.resolve("config.json"),
                "{\"model_type\": \"llama\", \"hidden_size\": 32, \"intermediate_size\": 40, \"num_hidden_layers\": 2,"
                        + " \"num_attention_heads\": 4, \"num_key_value_heads\": 2, \"head_dim\": 12, \"vocab_size\": 400,"
                        + " \"bos_token_id\": 0, \"eos_token_id\": 0, \"tie_word_embeddings\": true}");
        Path tokenizer = Path.of("../corpus/src/test/resources/dev/steergraph/ingest/corpus/tokenizer/tokenizers/gpt2");
        for (String file : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
            Files.copy(tokenizer.resolve(file), model.resolve(file));
        }
        Safetensors.write(model.resolve("model.safetensors"), Map.of("format", "pt"), weights());
        corpus = folder.resolve("corpus.txt");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add("the dog" + " barks at the fox".repeat(1 + i % 5));
        }
        Files.write(corpus, lines);
    }

    @Test
    void everyHookPointHasRowsOfItsOwnWidth() throws Exception {
        List<HookPoint> hooks;
        RunDirectory run = extract("stored", Optional.of(new HookSpec("1", NEW)), SaeSpec.NONE, Pool.TOKEN);
        try (Transformer transformer = ModelSource.folder("tiny-llama", model).load(Device.cpu(), Precision.F32)) {
            hooks = new HookSpec("1", NEW).of(transformer.info());
            RunTokens tokens = RunTokens.read(run);
            int[] first = Arrays.copyOf(tokens.ids(), tokens.documentStart()[1]);
            Map<HookPoint, float[]> alone = read(transformer, first, Set.copyOf(hooks));
            assertThat(hooks).hasSize(5).contains(HookPoint.embed());
            for (HookPoint hook : hooks) {
                int width = hook.equals(HOOK) ? Z : D;
                ActivationRows rows = Activations.open(run, hook);
                assertThat(rows.width()).as("%s", hook).isEqualTo(width);
                assertThat(run.model().width(hook)).isEqualTo(width);
                float[] row = new float[width];
                for (int t = 0; t < first.length; t++) {
                    rows.copy(t, row, 0);
                    for (int i = 0; i < width; i++) {
                        assertThat(row[i])
                                .as("%s, token %d", hook, t)
                                .isCloseTo(requireNonNull(alone.get(hook))[t * width + i], within(1e-4f));
                    }
                }
            }
        }
        assertThat(Files.readString(run.root().resolve("run.json")))
                .contains("\"widths\" : {\n      \"blocks.1.attn.hook_z\" : 48\n    }");
        RunDirectory means = extract("means", Optional.of(new HookSpec("1", NEW)), SaeSpec.NONE, Pool.MEAN);
        for (HookPoint hook : hooks) {
            requireMean(Activations.open(means, hook), Activations.open(run, hook), RunTokens.read(run));
        }
    }

    /** From activations that were stored and in one pass the codes are the same. */
    @Test
    void saesAreTrainedEncodedAndEvaluatedThere() throws Exception {
        RunDirectory stored =
                extract("stored", Optional.of(new HookSpec("1", Set.of(Site.Z))), SaeSpec.NONE, Pool.TOKEN);
        Path sae;
        EvaluateSae.Result evaluated;
        try (RunDirectory run = RunDirectory.existing(stored.root())) {
            TrainingSpec training =
                    new TrainingSpec(TrainedArchitecture.BATCHTOPK, 64, 8, 20_000, 64, 0, TrainingSpec.METRICS_EVERY);
            new TrainSae(run, new SilentProgress()).execute(training, "cpu", 1);
            new Encode(run, new SilentProgress()).execute(SaeSpec.NONE, "cpu");
            sae = OwnSae.folder(run, HOOK);
            evaluated = new EvaluateSae(run, new SilentProgress())
                    .execute(SaeSpec.NONE, Long.MAX_VALUE, "cpu")
                    .get(0);
        }
        assertThat(SaeFolder.read(sae).dIn()).isEqualTo(Z);
        assertThat(SaeFolder.read(sae).origin().hook()).isEqualTo("blocks.1.attn.hook_z");
        assertThat(requireNonNull(evaluated.reconstruction()).explainedVariance())
                .isGreaterThan(0.5);
        EvaluateSae.CrossEntropy predicted = requireNonNull(evaluated.crossEntropy());
        assertThat(predicted.zeroed()).isNotEqualTo(predicted.clean());
        assertThat(predicted.recovered()).isBetween(0.5, 1.1);

        RunDirectory encoded = extract("onepass", Optional.empty(), SaeSpec.parse(List.of("1=" + sae)), Pool.TOKEN);
        String codes = PartPaths.codes(HOOK, 0);
        assertThat(encoded.root().resolve(codes))
                .hasSameBinaryContentAs(stored.root().resolve(codes));
        assertThat(encoded.root().resolve(PartPaths.activations(HOOK))).doesNotExist();
    }

    @Test
    void anSaeAsWideAsTheResidualStreamIsRefused() throws IOException {
        Path sae = RandomSae.write(folder.resolve("sae"), D, 8, "blocks.1.attn.hook_z", 4);
        assertThatThrownBy(() -> extract("refused", Optional.empty(), SaeSpec.parse(List.of("1=" + sae)), Pool.TOKEN))
                .isInstanceOf(UserError.class)
                .hasMessage("--sae 1=" + sae + ": the SAE has d_in 32, blocks.1.attn.hook_z of tiny-llama has width 48;"
                        + " give an SAE that was made for this model and hook point.");
    }

    /** Before weights are read: there are none. */
    @Test
    void widthsAreComparedBeforeTheModelIsLoaded() throws IOException {
        Files.delete(model.resolve("model.safetensors"));
        Path sae = RandomSae.write(folder.resolve("sae"), Z, 8, "blocks.1.hook_resid_post", 4);
        assertThatThrownBy(() -> extract("refused", Optional.empty(), SaeSpec.parse(List.of("1=" + sae)), Pool.TOKEN))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the SAE has d_in 48, blocks.1.hook_resid_post of tiny-llama has width 32;");
        Path transcoder = folder.resolve("transcoder");
        Files.createDirectory(transcoder);
        for (String file : List.of("cfg.json", "sae_weights.safetensors")) {
            Files.copy(transcoder().resolve(file), transcoder.resolve(file));
        }
        Path config = transcoder.resolve("cfg.json");
        Files.writeString(config, Files.readString(config).replace("blocks.0.hook_mlp_out", "blocks.0.attn.hook_z"));
        assertThatThrownBy(() ->
                        extract("refused", Optional.empty(), SaeSpec.parse(List.of("0=" + transcoder)), Pool.TOKEN))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the transcoder has d_out 32, blocks.0.attn.hook_z of tiny-llama has width 48;");
    }

    /** What it predicts is stored in one run only; in the others the model makes it. */
    @Test
    void aTranscoderIsCheckedAndEvaluatedAgainstWhatItPredicts() throws Exception {
        SaeSpec saes = SaeSpec.parse(List.of("0=" + transcoder())).acceptingMismatch(true);
        RunDirectory once = extract("once", Optional.empty(), saes, Pool.TOKEN);
        Set<Site> read = Set.of(Site.MLP_IN);
        RunDirectory input = extract("input", Optional.of(new HookSpec("0", read)), SaeSpec.NONE, Pool.TOKEN);
        RunDirectory both = extract(
                "both", Optional.of(new HookSpec("0", Set.of(Site.MLP_IN, Site.MLP_OUT))), SaeSpec.NONE, Pool.TOKEN);
        HookPoint hook = new HookPoint(0, Site.MLP_IN);
        try (RunDirectory run = RunDirectory.existing(input.root())) {
            new Encode(run, new SilentProgress()).execute(saes, "cpu");
        }
        SaeCheck check = check(once, hook);
        assertThat(requireNonNull(check.fvu())).isPositive();
        assertThat(check(input, hook)).isEqualTo(check);
        EvaluateSae.Result stored = evaluated(both, saes);
        EvaluateSae.Result made = evaluated(once, saes);
        assertThat(requireNonNull(made.reconstruction()).explainedVariance())
                .isCloseTo(requireNonNull(stored.reconstruction()).explainedVariance(), within(1e-5));
        assertThat(requireNonNull(made.reconstruction()).rows())
                .isEqualTo(requireNonNull(stored.reconstruction()).rows());
        assertThat(requireNonNull(made.crossEntropy()).spliced())
                .isEqualTo(requireNonNull(stored.crossEntropy()).spliced())
                .isNotEqualTo(requireNonNull(made.crossEntropy()).clean());
    }

    private static EvaluateSae.Result evaluated(RunDirectory run, SaeSpec saes) throws IOException {
        return new EvaluateSae(RunDirectory.view(run.root()), new SilentProgress())
                .execute(saes, Long.MAX_VALUE, "cpu").stream()
                        .filter(result -> result.hook().equals("blocks.0.mlp.hook_in"))
                        .findFirst()
                        .orElseThrow();
    }

    private static SaeCheck check(RunDirectory run, HookPoint hook) throws IOException {
        return requireNonNull(requireNonNull(RunDirectory.view(run.root())
                        .finished(Stages.ENCODE)
                        .result()
                        .sets()
                        .get(hook.toString()))
                .check());
    }

    /** Of what the MLP of block 0 reads, by make_transcoders.py. */
    private static Path transcoder() {
        return Path.of("src/test/resources/dev/steergraph/ingest/extract/evaluate/splice/transcoder");
    }

    @Test
    void blocksWhoseHalvesRunInParallelHaveNothingBetweenThem() throws IOException {
        Path neox = Path.of("../model/src/test/resources/dev/steergraph/ingest/model");
        HookSpec middle = new HookSpec("0", Set.of(Site.RESID_MID));
        assertThatThrownBy(() -> middle.of(
                        ModelSource.folder("pythia", neox.resolve("gpt-neox")).info()))
                .isInstanceOf(UserError.class)
                .hasMessage("pythia has no hook_resid_mid: blocks of gpt_neox, whose halves run in parallel, have"
                        + " hook_embed, hook_resid_pre, attn.hook_z, hook_attn_out, ln2.hook_normalized, mlp.hook_in,"
                        + " hook_mlp_out, hook_resid_post; change --hooks.");
        assertThat(middle.of(ModelSource.folder("pythia", neox.resolve("gpt-neox-sequential"))
                        .info()))
                .containsExactly(new HookPoint(0, Site.RESID_MID));
    }

    private RunDirectory extract(String name, Optional<HookSpec> hooks, SaeSpec saes, Pool pool) throws IOException {
        ExtractParameters parameters = new ExtractParameters(
                ModelSpec.of(model.toString()),
                hooks,
                CorpusSpec.of(corpus.toString()),
                new RowSpec(Long.MAX_VALUE, Long.MAX_VALUE, 16, Bos.NEVER, Layout.CUT, pool, true),
                "cpu",
                0,
                saes,
                false);
        try (RunDirectory run = RunDirectory.open(folder.resolve(name), new RunId("run"))) {
            new Extract(run, parameters, new SilentProgress()).execute(true);
            return run;
        }
    }

    private static void requireMean(ActivationRows means, ActivationRows rows, RunTokens tokens) {
        float[] mean = new float[means.width()];
        float[] row = new float[means.width()];
        means.copy(1, mean, 0);
        int from = tokens.documentStart()[1];
        int to = tokens.documentStart()[2];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (int t = from; t < to; t++) {
                rows.copy(t, row, 0);
                sum += row[i];
            }
            assertThat(mean[i]).isCloseTo((float) (sum / (to - from)), within(1e-5f));
        }
    }

    private static Map<HookPoint, float[]> read(Transformer model, int[] ids, Set<HookPoint> hooks) {
        Map<HookPoint, float[]> values = new HashMap<>();
        try (NDManager scope = model.manager().newSubManager()) {
            long[] wide = Arrays.stream(ids).asLongStream().toArray();
            model.forward(scope, scope.create(wide, new Shape(1, ids.length)), new HookReader() {
                @Override
                public Set<HookPoint> hooks() {
                    return hooks;
                }

                @Override
                public void read(HookPoint hook, NDArray activations) {
                    values.put(hook, activations.toFloatArray());
                }
            });
        }
        return values;
    }

    private List<Tensor> weights() {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(gaussian("embed_tokens.weight", VOCABULARY, D));
        tensors.add(gaussian("norm.weight", D));
        for (String block : List.of("layers.0.", "layers.1.")) {
            tensors.add(gaussian(block + "input_layernorm.weight", D));
            tensors.add(gaussian(block + "post_attention_layernorm.weight", D));
            tensors.add(gaussian(block + "self_attn.q_proj.weight", Z, D));
            tensors.add(gaussian(block + "self_attn.k_proj.weight", Z / 2, D));
            tensors.add(gaussian(block + "self_attn.v_proj.weight", Z / 2, D));
            tensors.add(gaussian(block + "self_attn.o_proj.weight", D, Z));
            tensors.add(gaussian(block + "mlp.gate_proj.weight", 40, D));
            tensors.add(gaussian(block + "mlp.up_proj.weight", 40, D));
            tensors.add(gaussian(block + "mlp.down_proj.weight", D, 40));
        }
        return tensors;
    }

    private Tensor gaussian(String name, long... shape) {
        int size = 1;
        for (long length : shape) {
            size *= (int) length;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (0.3 * random.nextGaussian()) + (shape.length == 1 ? 1 : 0);
        }
        return Tensor.of(name, values, shape);
    }
}
