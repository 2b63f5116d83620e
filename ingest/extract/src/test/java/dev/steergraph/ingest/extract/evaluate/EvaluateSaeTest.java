package dev.steergraph.ingest.extract.evaluate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.EvaluatedSae;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.extract.AxisSae;
import dev.steergraph.ingest.extract.EmbeddingModel;
import dev.steergraph.ingest.extract.Extract;
import dev.steergraph.ingest.extract.ExtractParameters;
import dev.steergraph.ingest.extract.HookSpec;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae.CrossEntropy;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae.Result;
import dev.steergraph.ingest.extract.train.HeldOut;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.training.ArrayTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a GPT-2 of one block whose matrices are all zero, so that its residual stream is the embedding of the token (positions
 * have none) and what it predicts can be worked out by hand.
 */
class EvaluateSaeTest {

    private static final int D = EmbeddingModel.D;
    private static final int VOCABULARY = EmbeddingModel.VOCABULARY;
    private static final int DOCUMENTS = 40;
    private static final HookPoint HOOK = HookPoint.residPost(0);

    @TempDir
    private Path folder;

    private final float[] embedding = gaussian(VOCABULARY * D);
    private final float[] bias = gaussian(D);
    private RunDirectory run;
    private RunTokens tokens;

    @BeforeEach
    void extract() throws Exception {
        Path model = model();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            lines.add("the dog" + " barks at the fox".repeat(1 + i % 7));
        }
        Path corpus = folder.resolve("corpus.txt");
        Files.write(corpus, lines);
        ExtractParameters parameters = new ExtractParameters(
                ModelSpec.of(model.toString()),
                HookSpec.residPost("0"),
                CorpusSpec.of(corpus.toString()),
                RowSpec.tokens(Long.MAX_VALUE),
                "cpu",
                0);
        try (RunDirectory open = RunDirectory.open(folder.resolve("run"), new RunId("run"))) {
            new Extract(open, parameters, new SilentProgress()).execute(true);
        }
        run = RunDirectory.view(folder.resolve("run"));
        tokens = RunTokens.read(run);
    }

    @Test
    void anSaeThatLosesNothingRecoversAllAndOneThatLosesAllRecoversNone() throws IOException {
        Result perfect = evaluate(sae(1));
        CrossEntropy predicted = requireNonNull(perfect.crossEntropy());
        Evaluation reconstruction = requireNonNull(perfect.reconstruction());
        double clean = byHand(true);
        double zeroed = byHand(false);
        assertThat(predicted.clean()).isCloseTo(clean, within(1e-5));
        assertThat(predicted.zeroed()).isCloseTo(zeroed, within(1e-5));
        assertThat(predicted.spliced()).isCloseTo(clean, within(1e-5));
        assertThat(predicted.recovered()).isCloseTo(1, within(1e-4));
        assertThat(predicted.tokens()).isEqualTo(predicted());
        assertThat(reconstruction.explainedVariance()).isCloseTo(1, within(1e-5));
        assertThat(reconstruction.reconstructionBias()).isCloseTo(1, within(1e-5));
        assertThat(reconstruction.l0()).isEqualTo(D);
        assertThat(reconstruction.rows()).isEqualTo(HeldOut.of(tokens).heldOut().length);

        CrossEntropy nothing = requireNonNull(evaluate(sae(0)).crossEntropy());
        assertThat(nothing.spliced()).isCloseTo(zeroed, within(1e-5));
        assertThat(nothing.recovered()).isCloseTo(0, within(1e-4));
    }

    /** x̂ = 0.8·x: ‖x̂‖² is 0.8 of x·x̂, and a final norm makes up for the length. */
    @Test
    void reconstructionsThatAreTooShort() throws IOException {
        Result shrunk = evaluate(sae(0.8f));
        Evaluation reconstruction = requireNonNull(shrunk.reconstruction());
        assertThat(reconstruction.reconstructionBias()).isCloseTo(0.8, within(1e-5));
        assertThat(reconstruction.explainedVariance()).isLessThan(0.97);
        assertThat(requireNonNull(shrunk.crossEntropy()).recovered()).isCloseTo(1, within(1e-3));
    }

    @Test
    void anSaeOfAnotherModelIsRefusedWithBothWidths() throws IOException {
        Path other = folder.resolve("other");
        SaeFolder.write(
                other,
                new Sae(
                        2,
                        1,
                        new ArrayTensor(new float[2], 2, 1),
                        new ArrayTensor(new float[2], 1, 2),
                        new float[2],
                        false,
                        Normalization.NONE,
                        new Gate.Jump(new float[1], new float[1], null),
                        new SaeOrigin("x", HOOK.toString(), null)),
                "batchtopk");
        assertThatThrownBy(() -> new EvaluateSae(run, new SilentProgress())
                        .execute(SaeSpec.parse(List.of("0=" + other)), Long.MAX_VALUE, "cpu"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("d_in 2")
                .hasMessageContaining("width 8");
    }

    @Test
    void theStageKeepsWhatTheCommandSaysAndIsNotDoneTwice() throws IOException {
        Path path = folder.resolve("sae");
        SaeFolder.write(path, sae(0.9f), "batchtopk");
        SaeSpec saes = SaeSpec.parse(List.of("0=" + path));
        try (RunDirectory open = RunDirectory.existing(folder.resolve("run"))) {
            EvaluateSae evaluation = new EvaluateSae(open, new SilentProgress());
            Result said = evaluation.execute(saes, 50, "cpu").get(0);
            evaluation.record(saes, 50, "cpu");
            EvaluatedSae kept = requireNonNull(
                    open.finished(Stages.EVALUATE_SAE).result().saes().get(HOOK.toString()));
            assertThat(kept.explainedVariance())
                    .isEqualTo(requireNonNull(said.reconstruction()).explainedVariance());
            assertThat(requireNonNull(kept.prediction()).recovered())
                    .isEqualTo(requireNonNull(said.crossEntropy()).recovered());

            open.drop(Stages.EXTRACT, "activations");
            evaluation.record(saes, 50, "cpu");
            assertThat(open.finished(Stages.EVALUATE_SAE).result().saes()).containsEntry(HOOK.toString(), kept);
            assertThatThrownBy(() -> evaluation.record(saes, 60, "cpu"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("has no activations of " + HOOK + " any more");
        }
    }

    private Result evaluate(Sae sae) throws IOException {
        Path path = folder.resolve("sae");
        SaeFolder.write(path, sae, "batchtopk");
        List<Result> results = new EvaluateSae(run, new SilentProgress())
                .execute(SaeSpec.parse(List.of("0=" + path)), Long.MAX_VALUE, "cpu");
        assertThat(results).hasSize(1);
        assertThat(results.get(0).hook()).isEqualTo(HOOK.toString());
        return results.get(0);
    }

    /** Tokens of held-out documents but the first of each. */
    private long predicted() {
        return HeldOut.of(tokens).heldOut().length - DOCUMENTS / 20;
    }

    /** Mean of ln Σ exp logits − logit of the next token, logits = LN(x)·embeddingᵀ. */
    private double byHand(boolean asItIs) {
        double sum = 0;
        for (int row : HeldOut.of(tokens).heldOut()) {
            if (row + 1 == tokens.rows() || tokens.document()[row + 1] != tokens.document()[row]) {
                continue;
            }
            double[] x = new double[D];
            for (int i = 0; i < D; i++) {
                x[i] = asItIs ? embedding[tokens.ids()[row] * D + i] : 0;
            }
            double mean = Arrays.stream(x).average().orElseThrow();
            double variance =
                    Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
            double total = 0;
            double next = 0;
            for (int v = 0; v < VOCABULARY; v++) {
                double logit = 0;
                for (int i = 0; i < D; i++) {
                    double normed = (x[i] - mean) / Math.sqrt(variance + 1e-5) + bias[i];
                    logit += normed * embedding[v * D + i];
                }
                total += Math.exp(logit);
                next = v == tokens.ids()[row + 1] ? logit : next;
            }
            sum += Math.log(total) - next;
        }
        return sum / predicted();
    }

    /** A feature for each direction of each axis, so that codes hold x exactly; decoded at some share of its length. */
    private static Sae sae(float share) {
        SaeOrigin origin = new SaeOrigin("tiny-gpt2", HOOK.toString(), null);
        return AxisSae.of(D, share, 0, 0, origin, Normalization.NONE);
    }

    private Path model() throws Exception {
        Path model = folder.resolve("tiny-gpt2");
        float[] gain = new float[D];
        Arrays.fill(gain, 1);
        EmbeddingModel.write(model, embedding, gain, bias);
        return model;
    }

    private static float[] gaussian(int size) {
        Random random = new Random(size);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
