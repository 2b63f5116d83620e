package dev.steergraph.ingest.extract.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.NotedProgress;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.stage.TrainedSae;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.extract.Extract;
import dev.steergraph.ingest.extract.ExtractParameters;
import dev.steergraph.ingest.extract.HookSpec;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.SinkModel;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.training.TrainedArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SAEs of a run whose first position is a sink a hundred medians long: without it, with it, and where nobody looked. */
class OutlierTrainingTest {

    private static final HookPoint HOOK = HookPoint.residPost(1);

    @TempDir
    private Path folder;

    private Path corpus;
    private SinkModel model;
    private final NotedProgress noting = new NotedProgress();

    @BeforeEach
    void write() throws IOException {
        corpus = folder.resolve("corpus.txt");
        Files.write(
                corpus,
                IntStream.range(0, 80)
                        .mapToObj(i -> "the dog" + " barks at a fox in the box".repeat(1 + i % 3))
                        .toList());
        model = SinkModel.write(folder.resolve("model"), 400, -1);
    }

    @Test
    void withoutSinksNothingIsSaid() throws IOException {
        TrainedSae trained = train(extract("run", false));
        assertThat(trained.explainedVarianceWithOutliers()).isNull();
        assertThat(noting.notes()).isEmpty();
        assertThat(Files.readString(folder.resolve("runs/run/run.json"))).doesNotContain("WithOutliers");
    }

    /** What is kept is trained on, but the scale is that of the other rows, and both figures are given. */
    @Test
    void keptSinksAreOutOfTheScaleAndOfTheFirstFigure() throws IOException {
        Path root = extract("kept", true);
        TrainedSae trained = train(root);
        assertThat(noting.notes())
                .hasSize(1)
                .first()
                .asString()
                .contains("80 of ", "trained on, as the run keeps them");
        requireBothFigures(root, trained);
    }

    /** As in runs of earlier versions. */
    @Test
    void sinksOfARunThatDidNotLookForThemAreNotTrainedOn() throws IOException {
        Path kept = extract("kept", true);
        Path old = extract("old", true);
        forget(old);
        TrainedSae trained = train(old);
        assertThat(noting.notes()).hasSize(1).first().asString().contains("80 of ", "not trained on");
        requireBothFigures(old, trained);
        TrainedSae other = train(kept);
        assertThat(other.explainedVariance()).isNotEqualTo(trained.explainedVariance());

        TrainedSae without = train(extract("without", false));
        // The same rows are trained on, in the same order: those of a run that left the first position out.
        assertThat(sae(old)).isEqualTo(sae(folder.resolve("runs/without")));
        assertThat(trained.explainedVariance()).isEqualTo(without.explainedVariance());
    }

    private void requireBothFigures(Path root, TrainedSae trained) throws IOException {
        RunDirectory run = RunDirectory.view(root);
        Sae sae = SaeFolder.read(root.resolve(PartPaths.sae(HOOK)));
        int[] positions = RunTokens.positions(run);
        int[] all = HeldOut.of(RunTokens.read(run)).heldOut();
        int[] ordinary = Arrays.stream(all).filter(row -> positions[row] > 0).toArray();
        ActivationRows rows = Activations.open(run, HOOK);
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThat(trained.explainedVariance())
                    .isEqualTo(Evaluation.of(sae, rows.only(ordinary), manager).explainedVariance());
            assertThat(trained.explainedVarianceWithOutliers())
                    .isEqualTo(Evaluation.of(sae, rows.only(all), manager).explainedVariance());
        }
        assertThat(trained.heldOutRows()).isEqualTo(ordinary.length);
        EvaluateSae.Result evaluated = new EvaluateSae(run, new SilentProgress())
                .execute(SaeSpec.NONE, 100, "cpu")
                .get(0);
        assertThat(Objects.requireNonNull(evaluated.reconstruction()).explainedVariance())
                .isEqualTo(trained.explainedVariance());
        Evaluation withOutliers = Objects.requireNonNull(evaluated.withOutliers());
        assertThat(withOutliers.explainedVariance())
                .isCloseTo(Objects.requireNonNull(trained.explainedVarianceWithOutliers()), within(1e-12));
        assertThat(withOutliers.rows()).isEqualTo(all.length);
    }

    private static String sae(Path root) throws IOException {
        return Sha256.of(root.resolve(PartPaths.sae(HOOK)).resolve("sae_weights.safetensors"));
    }

    private Path extract(String name, boolean keep) throws IOException {
        Path root = folder.resolve("runs").resolve(name);
        ExtractParameters parameters = new ExtractParameters(
                ModelSpec.of(model.folder().toString()),
                HookSpec.residPost("1"),
                CorpusSpec.of(corpus.toString()),
                new RowSpec(Long.MAX_VALUE, Long.MAX_VALUE, SinkModel.CONTEXT, Bos.AUTO, Layout.CUT, Pool.TOKEN, keep),
                "cpu",
                0);
        try (RunDirectory run = RunDirectory.open(root, new RunId(name))) {
            new Extract(run, parameters, new SilentProgress()).execute(true);
        }
        return root;
    }

    private TrainedSae train(Path root) throws IOException {
        try (RunDirectory run = RunDirectory.existing(root)) {
            new TrainSae(run, noting)
                    .execute(new TrainingSpec(TrainedArchitecture.TOPK, 24, 3, 4_000, 100, 0, 20), "cpu", 1);
            return Objects.requireNonNull(
                    run.finished(Stages.TRAIN_SAE).result().saes().get(HOOK));
        }
    }

    /** Makes it a run of an earlier version. */
    private static void forget(Path root) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Path manifest = root.resolve("run.json");
        ObjectNode run = (ObjectNode) json.readTree(manifest.toFile());
        ObjectNode stage = (ObjectNode) run.path("stages").path("extract");
        ((ObjectNode) stage.path("report")).remove("outliers");
        ((ObjectNode) stage.path("settings")).remove("keepOutliers");
        // Runs of that time have no checksum of the manifest itself.
        run.remove("sha256");
        json.writeValue(manifest.toFile(), run);
    }
}
