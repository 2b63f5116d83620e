package dev.steergraph.ingest.extract;

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
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.Format;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFiles;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.extract.generate.TextModel.Continuation;
import dev.steergraph.ingest.extract.generate.TextModel.Manner;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.generate.Sampling;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.model.hook.PassEdits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small GPT-2 of random weights in a folder of the old kind: vocab.json and merges.txt, no tokenizer.json. */
class FolderModelTest {

    private static final Set<Site> SITES = EnumSet.complementOf(EnumSet.of(Site.UNNORMALIZED_RESID_POST));

    private static final int D = 32;
    private static final int VOCABULARY = 400;
    private static final int CONTEXT = 16;
    private static final int END_OF_TEXT = 0;
    private static final int NEW_TOKENS = 12;
    private static final Random RANDOM = new Random(7);

    @TempDir
    private Path folder;

    private Path model;
    private Path corpus;

    @BeforeEach
    void write() throws Exception {
        model = Files.createDirectory(folder.resolve("tiny-gpt2"));
        Files.writeString(
                model.resolve("config.json"),
                "{\"model_type\": \"gpt2\", \"architectures\": [\"GPT2LMHeadModel\"], \"n_embd\": 32, \"n_layer\": 2,"
                        + " \"n_head\": 4, \"n_positions\": 64, \"vocab_size\": 400, \"bos_token_id\": 0,"
                        + " \"eos_token_id\": 0, \"activation_function\": \"gelu_new\", \"layer_norm_epsilon\": 1e-5}");
        Path tokenizer = Path.of("../corpus/src/test/resources/dev/steergraph/ingest/corpus/tokenizer/tokenizers/gpt2");
        for (String file : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
            Files.copy(tokenizer.resolve(file), model.resolve(file));
        }
        Safetensors.write(model.resolve("model.safetensors"), Map.of("format", "pt"), weights());
        corpus = folder.resolve("corpus.jsonl.txt");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add("{\"prompt\": \"the dog" + " barks at the fox".repeat(i % 5) + "\", \"meta\": {\"set\": \"s"
                    + i % 3 + "\"}}");
        }
        Files.write(corpus, lines);
    }

    @Test
    void everyHookIsReadAndBosIsNoRow() throws IOException {
        for (Bos bos : List.of(Bos.AUTO, Bos.ALWAYS)) {
            RunDirectory run = extract(bos);
            assertThat(run.model().id()).isEqualTo("tiny-gpt2");
            assertThat(run.model().dModel()).isEqualTo(D);
            assertThat(RunTokens.documents(run).get(4).category()).isEqualTo("s1");
            RunTokens tokens = RunTokens.read(run);
            assertThat(tokens.ids()).doesNotContain(END_OF_TEXT);
            try (Transformer transformer =
                            ModelSource.folder("tiny-gpt2", model).load(Device.cpu(), Precision.F32);
                    Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(model), CONTEXT, bos, END_OF_TEXT)) {
                int[] body = tokenizer.encode("the dog barks at the fox");
                int[] ids = tokenizer.enclose(body);
                assertThat(ids[0] == END_OF_TEXT).isEqualTo(bos == Bos.ALWAYS);
                int first = tokens.documentStart()[1];
                assertThat(Arrays.copyOfRange(tokens.ids(), first, first + body.length))
                        .containsExactly(body);
                Map<HookPoint, float[]> alone = alone(transformer, ids);
                assertThat(alone).hasSize(17);
                alone.forEach((hook, values) -> {
                    ActivationRows rows = open(run, hook);
                    float[] row = new float[D];
                    for (int t = 0; t < body.length; t++) {
                        rows.copy(first + t, row, 0);
                        for (int i = 0; i < D; i++) {
                            assertThat(row[i])
                                    .as("%s, token %d", hook, t)
                                    .isCloseTo(values[(tokenizer.before() + t) * D + i], within(1e-4f));
                        }
                    }
                });
            }
        }
    }

    @Test
    void aTensorThatTheArchitectureHasNotIsRefusedByName() throws IOException {
        ModelInfo info = ModelSource.folder("tiny-gpt2", model).info();
        HookSpec spec = new HookSpec("all", Set.of(Site.RESID_POST, Site.UNNORMALIZED_RESID_POST));
        assertThatThrownBy(() -> spec.of(info))
                .isInstanceOf(UserError.class)
                .hasMessage("tiny-gpt2 has no hook_unnormalized_resid_post: blocks of gpt2 have hook_embed,"
                        + " hook_resid_pre, attn.hook_z, hook_attn_out, hook_resid_mid, ln2.hook_normalized,"
                        + " mlp.hook_in, hook_mlp_out, hook_resid_post; change --hooks.");
    }

    @Test
    void textGoesOnWithTheMostLikelyTokens() throws IOException {
        List<String> prompts = List.of("the dog barks", "the fox");
        List<Continuation> made = generate(Sampling.GREEDY, prompts);
        assertThat(made).extracting(Continuation::prompt).isEqualTo(prompts);
        try (Transformer transformer = ModelSource.folder("tiny-gpt2", model).load(Device.cpu(), Precision.F32);
                Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(model), CONTEXT, Bos.AUTO, END_OF_TEXT)) {
            for (Continuation one : made) {
                List<Integer> ids = new ArrayList<>();
                Arrays.stream(tokenizer.begin(one.prompt())).forEach(ids::add);
                List<Integer> expected = new ArrayList<>();
                for (int next = likeliest(transformer, ids);
                        expected.size() < NEW_TOKENS && next != END_OF_TEXT;
                        next = likeliest(transformer, ids)) {
                    expected.add(next);
                    ids.add(next);
                }
                int[] all = expected.stream().mapToInt(Integer::intValue).toArray();
                assertThat(one.ids()).containsExactly(all);
                assertThat(one.text()).isEqualTo(tokenizer.decode(all));
            }
        }
    }

    @Test
    void aSeedDrawsTheSameTextAgainAndAnotherSeedAnother() throws IOException {
        Sampling warm = new Sampling(1, 0, 1);
        List<String> prompts = List.of("the dog barks", "the dog barks");
        List<Continuation> made = generate(warm, prompts);
        List<Continuation> again = generate(warm, prompts);
        assertThat(again.get(0).ids()).containsExactly(made.get(0).ids());
        assertThat(again.get(1).ids()).containsExactly(made.get(1).ids());
        assertThat(made.get(1).ids()).isNotEqualTo(made.get(0).ids());
    }

    private List<Continuation> generate(Sampling sampling, List<String> prompts) throws IOException {
        List<Continuation> made = new ArrayList<>();
        try (TextModel text = TextModel.open(ModelSpec.of(model.toString()), "cpu", Bos.AUTO, new SilentProgress())) {
            for (String prompt : prompts) {
                made.add(text.generate(prompt, new Manner(sampling, NEW_TOKENS, 3).plus(made.size()), PassEdits.NONE));
            }
        }
        return made;
    }

    /** By a pass over the whole text, without a cache. */
    private static int likeliest(Transformer transformer, List<Integer> ids) {
        try (NDManager scope = transformer.manager().newSubManager()) {
            long[] wide = ids.stream().mapToLong(Integer::longValue).toArray();
            NDArray batch = scope.create(wide, new Shape(1, wide.length));
            float[] logits = transformer
                    .nextLogits(scope, Input.of(batch), HookReader.NONE, HookWriter.NONE)
                    .toFloatArray();
            int best = 0;
            for (int i = 1; i < logits.length; i++) {
                best = logits[i] > logits[best] ? i : best;
            }
            return best;
        }
    }

    private RunDirectory extract(Bos bos) throws IOException {
        ExtractParameters parameters = new ExtractParameters(
                ModelSpec.of(model.toString()),
                new HookSpec("all", SITES),
                new CorpusSpec(List.of(corpus.toString()), Format.JSONL, "prompt", "meta.set", false, 0),
                new RowSpec(Long.MAX_VALUE, Long.MAX_VALUE, CONTEXT, bos, Layout.CUT, Pool.TOKEN),
                "cpu",
                0);
        try (RunDirectory run = RunDirectory.open(folder.resolve("run-" + bos), new RunId("run"))) {
            new Extract(run, parameters, new SilentProgress()).execute(true);
            return run;
        }
    }

    private static ActivationRows open(RunDirectory run, HookPoint hook) {
        try {
            return Activations.open(run, hook);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<HookPoint, float[]> alone(Transformer model, int[] ids) {
        Map<HookPoint, float[]> values = new HashMap<>();
        Set<HookPoint> hooks = Set.copyOf(new HookSpec("all", SITES).of(model.info()));
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

    private static List<Tensor> weights() {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(random("wte.weight", VOCABULARY, D));
        tensors.add(random("wpe.weight", 64, D));
        for (String block : List.of("h.0.", "h.1.")) {
            norm(tensors, block + "ln_1");
            linear(tensors, block + "attn.c_attn", D, 3 * D);
            linear(tensors, block + "attn.c_proj", D, D);
            norm(tensors, block + "ln_2");
            linear(tensors, block + "mlp.c_fc", D, 4 * D);
            linear(tensors, block + "mlp.c_proj", 4 * D, D);
        }
        norm(tensors, "ln_f");
        return tensors;
    }

    private static void norm(List<Tensor> tensors, String name) {
        tensors.add(random(name + ".weight", D));
        tensors.add(random(name + ".bias", D));
    }

    private static void linear(List<Tensor> tensors, String name, int in, int out) {
        tensors.add(random(name + ".weight", in, out));
        tensors.add(random(name + ".bias", out));
    }

    private static Tensor random(String name, long... shape) {
        int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) RANDOM.nextGaussian() / 4;
        }
        return Tensor.of(name, values, shape);
    }
}
