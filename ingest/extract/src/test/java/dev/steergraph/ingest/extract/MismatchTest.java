package dev.steergraph.ingest.extract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SAEs that belong to MiniLM's activations, and others, in runs: a feature for each direction of each axis. */
class MismatchTest {

    private static final int D = 384;
    private static final ExtractJob.Bytes SMALL_BUFFER = ExtractJob.Bytes.ofBuffers(200 * D * Float.BYTES);
    private static final HookPoint HOOK = HookPoint.residPost(0);

    @TempDir
    private Path folder;

    private Path corpus;
    private final Recorder recorder = new Recorder();

    @BeforeEach
    void write() throws IOException {
        corpus = folder.resolve("corpus.txt");
        Files.write(
                corpus,
                IntStream.range(0, 90)
                        .mapToObj(i -> "text " + i + " says" + " that the ship sailed".repeat(1 + i * 7 % 11))
                        .toList());
    }

    @Test
    void howAnSaeDoesIsKeptWithItsCodesInOnePassAsFromStoredActivations() throws IOException {
        String sae = sae("good", 0.9f);
        SaeCheck found;
        try (RunDirectory run = open("stored")) {
            extract(run, List.of(), recorder).execute(true);
            new Encode(run, recorder).execute(SaeSpec.parse(List.of(sae)), "cpu");
            found = check(run);
        }
        assertThat(found.rows()).isEqualTo(2_048);
        // A hundredth of the squares is left, which is more of the variance, as their mean is not 0.
        assertThat(requireNonNull(found.fvu())).isBetween(0.01, 0.02);
        assertThat(found.l0()).isCloseTo(D, within(0.5));
        try (RunDirectory run = open("one")) {
            extract(run, List.of(sae), recorder).execute(true);
            assertThat(check(run)).isEqualTo(found);
        }
        assertThat(recorder.titles.stream().filter(title -> title.startsWith("check")))
                .hasSize(2);
    }

    @Test
    void anSaeThatDoesNotFitStopsBeforeAnythingIsMade() throws IOException {
        String sae = sae("bad", -1);
        try (RunDirectory run = open("one")) {
            refused(() -> extract(run, List.of(sae), recorder).execute(true));
            assertThat(RunDirectory.view(run.root()).stages()).doesNotContainKey("encode");
            assertThat(Files.exists(run.root().resolve("codes"))).isFalse();
            // Another SAE may take its place, and the same one if that is wanted.
            ExtractParameters accepting = parameters(List.of(sae), true);
            new Extract(run, accepting, recorder, SMALL_BUFFER).execute(true);
            assertThat(recorder.notes).anyMatch(note -> note.endsWith("; the mismatch is accepted."));
            assertThat(requireNonNull(check(run).fvu())).isGreaterThan(1);
        }
        try (RunDirectory run = open("stored")) {
            extract(run, List.of(), recorder).execute(true);
            refused(() -> new Encode(run, recorder).execute(SaeSpec.parse(List.of(sae)), "cpu"));
            assertThat(RunDirectory.view(run.root()).stages()).doesNotContainKey("encode");
            new Encode(run, recorder).execute(SaeSpec.parse(List.of(sae)).acceptingMismatch(true), "cpu");
            assertThat(requireNonNull(check(run).fvu())).isGreaterThan(1);
        }
    }

    @Test
    void aRunThatGoesOnDoesNotLookAgain() throws IOException {
        String sae = sae("good", 0.9f);
        try (RunDirectory run = open("one")) {
            Extract extract = extract(run, List.of(sae), recorder);
            recorder.onUpdate = () -> extract.stop();
            assertThatThrownBy(() -> extract.execute(true)).isInstanceOf(CancellationException.class);
            assertThat(recorder.titles).contains("check blocks.0.hook_resid_post");
        }
        Recorder second = new Recorder();
        try (RunDirectory run = open("one")) {
            extract(run, List.of(sae), second).execute(true);
            assertThat(second.titles).noneMatch(title -> title.startsWith("check"));
            assertThat(check(run).rows()).isEqualTo(2_048);
        }
    }

    /** BOS and its like are no rows: each text has two, CLS and SEP. */
    @Test
    void theManifestCountsSpecialTokens() throws IOException {
        try (RunDirectory run = open("one")) {
            extract(run, List.of(), recorder).execute(true);
            assertThat(run.finished(Stages.EXTRACT).result().specialTokens()).isEqualTo(180);
        }
    }

    private static SaeCheck check(RunDirectory run) {
        EncodedSet set = run.finished(Stages.ENCODE).result().sets().get(HOOK.toString());
        return requireNonNull(requireNonNull(set).check());
    }

    private static void refused(Work work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.settings()).containsExactly("accept-mismatch"))
                .hasMessageContaining(
                        " does not fit the activations at blocks.0.hook_resid_post of all-minilm-l6-v2: on"
                                + " the first 2,048 rows it leaves ");
    }

    private interface Work {
        void run() throws IOException;
    }

    private RunDirectory open(String name) throws IOException {
        return RunDirectory.open(folder.resolve("runs").resolve(name), new RunId(name));
    }

    private Extract extract(RunDirectory run, List<String> saes, Progress progress) {
        return new Extract(run, parameters(saes, false), progress, SMALL_BUFFER);
    }

    private ExtractParameters parameters(List<String> saes, boolean accepted) {
        return new ExtractParameters(
                ModelSpec.of("minilm"),
                saes.isEmpty() ? Optional.of(new HookSpec("0", EnumSet.of(Site.RESID_POST))) : Optional.empty(),
                CorpusSpec.of(corpus.toString()),
                new RowSpec(Long.MAX_VALUE, Long.MAX_VALUE, 64, Bos.AUTO, Layout.CUT, Pool.TOKEN),
                "cpu",
                0,
                SaeSpec.parse(saes).acceptingMismatch(accepted),
                false);
    }

    /** x̂ = share · x. */
    private String sae(String name, float share) throws IOException {
        float[] encoder = new float[D * 2 * D];
        float[] decoder = new float[2 * D * D];
        for (int i = 0; i < D; i++) {
            encoder[i * 2 * D + i] = 1;
            encoder[i * 2 * D + D + i] = -1;
            decoder[i * D + i] = share;
            decoder[(D + i) * D + i] = -share;
        }
        SaeFolder.write(
                folder.resolve(name),
                new Sae(
                        D,
                        2 * D,
                        new ArrayTensor(encoder, D, 2 * D),
                        new ArrayTensor(decoder, 2 * D, D),
                        new float[D],
                        false,
                        Normalization.NONE,
                        new Gate.Jump(new float[2 * D], new float[2 * D], null),
                        new SaeOrigin("all-minilm-l6-v2", HOOK.toString(), null)),
                "batchtopk");
        return "0=" + folder.resolve(name);
    }

    private static final class Recorder implements Progress {

        private final List<String> titles = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private Runnable onUpdate = () -> {};

        @Override
        public void begin(String what, long total, String unit) {
            titles.add(what);
        }

        @Override
        public void update(long done, String detail) {
            onUpdate.run();
        }

        @Override
        public void end(String summary) {}

        @Override
        public void note(String sentence) {
            notes.add(sentence);
        }
    }
}
