package dev.steergraph.ingest.extract.lens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.Progress;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.feature.LogitLens;
import dev.steergraph.core.feature.LogitLens.Logit;
import dev.steergraph.core.feature.LogitLensFile;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.extract.EmbeddingModel;
import dev.steergraph.ingest.extract.Extract;
import dev.steergraph.ingest.extract.ExtractParameters;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.RandomSae;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.training.ArrayTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stage, on a GPT-2 of one block whose matrices are all zero but for the embedding: what a direction adds to the logits can
 * be worked out by hand.
 */
class FindTokensTest {

    private static final int D = EmbeddingModel.D;
    private static final int VOCABULARY = EmbeddingModel.VOCABULARY;
    private static final int FEATURES = 3;
    private static final HookPoint HOOK = HookPoint.residPost(0);

    /** Two tokens whose rows are the same. */
    private static final int[] TWINS = {17, 301};

    @TempDir
    private Path folder;

    private final float[] embedding = embedding();

    @Test
    void everyFeatureGetsTheTokensThatItsDecoderRowRaisesAndLowersMost() throws IOException {
        try (RunDirectory run = run(sae(HOOK, 1), HOOK)) {
            new FindTokens(run, new SilentProgress()).execute("cpu");
            assertThat(run.finished(Stages.LOGIT_LENS).result().sets()).containsExactly(HOOK.toString());
            assertThat(run.finished(Stages.LOGIT_LENS).result().vocabulary()).isEqualTo(VOCABULARY);
            LogitLens lens = LogitLensFile.of(run, HOOK.toString()).orElseThrow();
            double[] logits = byHand(decoder(1), 1);
            List<Logit> top = lens.top(1);
            assertThat(top).hasSize(10);
            for (int i = 0; i < 10; i++) {
                assertThat((double) top.get(i).value())
                        .isCloseTo(logits[top.get(i).token()], within(1e-5));
            }
            double[] sorted = logits.clone();
            Arrays.sort(sorted);
            assertThat((double) top.get(9).value()).isCloseTo(sorted[VOCABULARY - 10], within(1e-5));
            assertThat((double) lens.bottom(1).get(9).value()).isCloseTo(sorted[9], within(1e-5));
            assertThat((double) lens.bottom(1).get(0).value()).isCloseTo(sorted[0], within(1e-5));
        }
    }

    /** Feature 0 is the twins' own direction. */
    @Test
    void ofEqualTokensTheLowerIdComesFirst() throws IOException {
        try (RunDirectory run = run(sae(HOOK, 1), HOOK)) {
            new FindTokens(run, new SilentProgress()).execute("cpu");
            List<Logit> top =
                    LogitLensFile.of(run, HOOK.toString()).orElseThrow().top(0);
            assertThat(top.get(0).token()).isEqualTo(TWINS[0]);
            assertThat(top.get(1).token()).isEqualTo(TWINS[1]);
            assertThat(top.get(0).value()).isEqualTo(top.get(1).value());
        }
    }

    @Test
    void whatIsFinishedStaysAndWhatIsDamagedIsMadeAgainWithTheSameBytes() throws IOException {
        try (RunDirectory run = run(sae(HOOK, 1), HOOK)) {
            FindTokens stage = new FindTokens(run, new SilentProgress());
            stage.execute("cpu");
            Path file = run.root().resolve(PartPaths.logitLens(HOOK.toString()));
            byte[] bytes = Files.readAllBytes(file);
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            stage.execute("cpu");
            assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                    .isEqualTo(key);
            byte[] damaged = bytes.clone();
            damaged[damaged.length - 3] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> LogitLensFile.of(run, HOOK.toString()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("steergraph logit-lens");
            stage.execute("cpu");
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
            Files.delete(file);
            stage.execute("cpu");
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }
    }

    @Test
    void codesOfAnotherSaeHaveNoLensUntilItIsMade() throws IOException {
        try (RunDirectory run = run(sae(HOOK, 1), HOOK)) {
            new FindTokens(run, new SilentProgress()).execute("cpu");
        }
        try (RunDirectory run = run(sae(HOOK, 2), HOOK)) {
            assertThat(LogitLensFile.of(run, HOOK.toString())).isEmpty();
            new FindTokens(run, new SilentProgress()).execute("cpu");
            double[] logits = byHand(decoder(2), 1);
            Logit first =
                    LogitLensFile.of(run, HOOK.toString()).orElseThrow().top(1).get(0);
            assertThat((double) first.value()).isCloseTo(logits[first.token()], within(1e-5));
        }
    }

    @Test
    void anSaeThatIsAnotherOneNowIsRefused() throws IOException {
        Path path = sae(HOOK, 1);
        try (RunDirectory run = run(path, HOOK)) {
            sae(HOOK, 2);
            assertThatThrownBy(() -> new FindTokens(run, new SilentProgress()).execute("cpu"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("is not the one that made the codes of " + HOOK);
            assertThat(run.stage(Stages.LOGIT_LENS)).isEmpty();
        }
    }

    @Test
    void whatTheMlpReadsIsNotWrittenToTheStream() throws IOException {
        HookPoint read = new HookPoint(0, Site.MLP_IN);
        try (RunDirectory run = run(sae(read, 1), read)) {
            new FindTokens(run, new SilentProgress()).execute("cpu");
            assertThat(run.finished(Stages.LOGIT_LENS).result().sets()).isEmpty();
            assertThat(run.finished(Stages.LOGIT_LENS).result().setsWithout()).containsExactly(read.toString());
            assertThat(LogitLensFile.of(run, read.toString())).isEmpty();
        }
    }

    @Test
    void aModelThatPredictsNoTextHasNone() throws IOException {
        Path sae = RandomSae.write(folder.resolve("random"), 384, 20, HOOK.toString(), 1);
        List<String> notes = new ArrayList<>();
        Progress progress = noting(notes);
        try (RunDirectory run = run(ModelSpec.of("minilm"), sae, HOOK)) {
            new FindTokens(run, progress).afterEncoding("cpu");
            assertThat(notes).containsExactly("all-minilm-l6-v2 predicts no text: its features have no logit lens.");
            assertThat(run.stage(Stages.LOGIT_LENS)).isEmpty();
            assertThatThrownBy(() -> new FindTokens(run, progress).execute("cpu"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("predicts no text");
        }
    }

    @Test
    void aModelThatIsNotHereAnyMoreIsSaidAfterEncoding() throws IOException {
        List<String> notes = new ArrayList<>();
        Path sae = sae(HOOK, 1);
        try (RunDirectory run = run(sae, HOOK)) {
            Files.move(folder.resolve("tiny-gpt2"), folder.resolve("elsewhere"));
            Progress progress = noting(notes);
            new FindTokens(run, progress).afterEncoding("cpu");
            assertThat(notes).hasSize(1);
            assertThat(notes.get(0)).contains("steergraph logit-lens --run " + run.root());
            assertThatThrownBy(() -> new FindTokens(run, progress).execute("cpu"))
                    .isInstanceOf(UserError.class);
        }
    }

    private static Progress noting(List<String> notes) {
        return new Progress() {
            @Override
            public void begin(String what, long total, String unit) {}

            @Override
            public void update(long done, String detail) {}

            @Override
            public void end(String summary) {}

            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        };
    }

    private RunDirectory run(Path sae, HookPoint hook) throws IOException {
        return run(ModelSpec.of(model().toString()), sae, hook);
    }

    /** Text to codes in one pass. */
    private RunDirectory run(ModelSpec model, Path sae, HookPoint hook) throws IOException {
        Path corpus = folder.resolve("corpus.txt");
        Files.write(corpus, List.of("the dog barks at the fox", "the fox runs"));
        RunDirectory run = RunDirectory.open(folder.resolve("run"), new RunId("run"));
        new Extract(
                        run,
                        new ExtractParameters(
                                model,
                                Optional.empty(),
                                CorpusSpec.of(corpus.toString()),
                                RowSpec.tokens(Long.MAX_VALUE),
                                "cpu",
                                0,
                                SaeSpec.parse(List.of(hook + "=" + sae)),
                                false),
                        new SilentProgress())
                .execute(true);
        return run;
    }

    /** The row less its mean, on each token's row, less the mean over the tokens. */
    private double[] byHand(float[] decoder, int feature) {
        double mean = 0;
        for (int i = 0; i < D; i++) {
            mean += decoder[feature * D + i] / D;
        }
        double[] logits = new double[VOCABULARY];
        double shared = 0;
        for (int token = 0; token < VOCABULARY; token++) {
            for (int i = 0; i < D; i++) {
                logits[token] += (decoder[feature * D + i] - mean) * gain(i) * embedding[token * D + i];
            }
            shared += logits[token] / VOCABULARY;
        }
        for (int token = 0; token < VOCABULARY; token++) {
            logits[token] -= shared;
        }
        return logits;
    }

    private static float gain(int i) {
        return 1 + i / 10f;
    }

    private static float[] embedding() {
        float[] values = gaussian(VOCABULARY * D, 5);
        for (int token : TWINS) {
            for (int i = 0; i < D; i++) {
                values[token * D + i] = i % 2 == 0 ? 4 : -4;
            }
        }
        return values;
    }

    private static float[] decoder(int seed) {
        float[] rows = gaussian(FEATURES * D, seed);
        for (int i = 0; i < D; i++) {
            rows[i] = i % 2 == 0 ? 1 : -1;
        }
        return rows;
    }

    private Path sae(HookPoint hook, int seed) throws IOException {
        Path path = folder.resolve("sae");
        SaeFolder.write(
                path,
                new Sae(
                        D,
                        FEATURES,
                        new ArrayTensor(gaussian(D * FEATURES, 3), D, FEATURES),
                        new ArrayTensor(decoder(seed), FEATURES, D),
                        new float[D],
                        false,
                        Normalization.NONE,
                        new Gate.Jump(new float[FEATURES], new float[FEATURES], null),
                        new SaeOrigin("tiny-gpt2", hook.toString(), null)),
                "batchtopk");
        return path;
    }

    private Path model() throws IOException {
        Path model = folder.resolve("tiny-gpt2");
        if (Files.exists(model)) {
            return model;
        }
        float[] ones = new float[D];
        Arrays.fill(ones, 1);
        float[] gains = new float[D];
        for (int i = 0; i < D; i++) {
            gains[i] = gain(i);
        }
        EmbeddingModel.write(model, embedding, gains, ones);
        return model;
    }

    private static float[] gaussian(int size, int seed) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
