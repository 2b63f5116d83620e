package dev.steergraph.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.feature.FeatureStatistics;
import dev.steergraph.core.feature.StatisticsFile;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.CorrelateResult;
import dev.steergraph.core.stage.CorrelateSettings;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.Stage;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.correlate.Correlate;
import dev.steergraph.ingest.correlate.StabilityAnalysis;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.sae.RandomSae;
import dev.steergraph.ingest.sae.run.SaeDecoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text to codes in one pass, against activations that are stored and encoded afterwards; in parts of about 100 rows. */
class OnePassTest {

    private static final int D = 384;
    private static final ExtractJob.Bytes SMALL_BUFFER = ExtractJob.Bytes.ofBuffers(100 * D * Float.BYTES * 2);
    private static final HookPoint FIRST = HookPoint.residPost(0);
    private static final HookPoint SECOND = HookPoint.residPost(1);

    @TempDir
    private Path folder;

    private Path corpus;
    private List<String> saes;

    @BeforeEach
    void write() throws IOException {
        corpus = ShipTexts.write(folder.resolve("corpus.txt"));
        saes = List.of(
                "0=" + RandomSae.write(folder.resolve("narrow"), D, 40, FIRST.toString(), 1),
                "blocks.1.hook_resid_post=" + RandomSae.write(folder.resolve("unsaid"), D, 64, null, 2),
                "0=" + RandomSae.write(folder.resolve("wide"), D, 96, FIRST.toString(), 3));
    }

    @ParameterizedTest
    @CsvSource({"CUT, TOKEN, false", "PACK, TOKEN, true", "SPLIT, MEAN, false", "CUT, MEAN, true"})
    void codesAndStatisticsAreThoseOfStoredActivations(Layout layout, Pool pool, boolean kept) throws IOException {
        Map<String, String> stored;
        try (RunDirectory run = open("stored")) {
            new Extract(run, parameters(layout, pool, List.of(), false), new Recorder(), SMALL_BUFFER).execute(true);
            new Encode(run, new Recorder()).execute(SaeSpec.parse(saes).acceptingMismatch(true), "cpu");
            stored = checksums(run);
        }
        try (RunDirectory run = onePass("one", layout, pool, kept)) {
            Map<String, String> once = checksums(run);
            assertThat(once.keySet().stream().anyMatch(path -> path.startsWith("activations/")))
                    .isEqualTo(kept);
            stored.keySet().removeIf(path -> !kept && path.startsWith("activations/"));
            assertThat(once)
                    .isEqualTo(stored)
                    .containsKeys(
                            "codes/blocks.0.hook_resid_post/part-00000.safetensors",
                            "codes/blocks.0.hook_resid_post.res-wide/part-00000.safetensors",
                            "features/blocks.1.hook_resid_post.safetensors");
            assertThat(run.root().resolve("activations").toFile().exists()).isEqualTo(kept);
            FeatureReader first = FeatureReader.ofCodes(run, CodeSetSpec.first(run));
            Codes codes = first.read().get(0).all();
            assertThat(codes.values().length).isBetween(codes.rows(), codes.rows() * 39);
            FeatureStatistics statistics =
                    StatisticsFile.read(run.root().resolve("features/blocks.0.hook_resid_post.safetensors"));
            assertThat(statistics.active()).isEqualTo(counts(codes));
            assertThat(first.read().get(0).sae()).isEqualTo("res-narrow");
        }
    }

    @Test
    void aPartHasWhatIsWrittenOfItHoweverLittleOfTheActivationsFits() throws IOException {
        ExtractParameters parameters = parameters(Layout.CUT, Pool.TOKEN, saes, false);
        Codes lots;
        int parts;
        try (RunDirectory run = open("lots")) {
            new Extract(
                            run,
                            parameters,
                            new Recorder(),
                            new ExtractJob.Bytes(SMALL_BUFFER.buffers(), SMALL_BUFFER.buffers() / 3 / 270))
                    .execute(false);
            lots = FeatureReader.ofCodes(run, CodeSetSpec.first(run))
                    .read()
                    .get(0)
                    .all();
            parts = run.files(Stages.ENCODE, "codes/blocks.0.hook_resid_post/").size();
            assertThat(run.files(Stages.EXTRACT, "tokens/part-")).hasSize(parts);
        }
        try (RunDirectory run = open("small")) {
            new Extract(run, parameters, new Recorder(), SMALL_BUFFER).execute(false);
            Codes small = FeatureReader.ofCodes(run, CodeSetSpec.first(run))
                    .read()
                    .get(0)
                    .all();
            assertThat(run.files(Stages.ENCODE, "codes/blocks.0.hook_resid_post/"))
                    .hasSizeGreaterThan(2 * parts);
            assertThat(lots.indptr()).isEqualTo(small.indptr());
            assertThat(lots.indices()).isEqualTo(small.indices());
            assertThat(lots.values()).isEqualTo(small.values());
        }
    }

    private static long[] counts(Codes codes) {
        long[] counts = new long[codes.dSae()];
        for (int index : codes.indices()) {
            counts[index]++;
        }
        return counts;
    }

    @Test
    void aFinishedRunIsCorrelatedAndNotMadeAgain() throws IOException {
        try (RunDirectory run = onePass("one", Layout.CUT, Pool.TOKEN, false)) {
            new Correlate(new Recorder(), new SaeDecoders())
                    .execute(run, new CorrelationParameters(0.3, 2, 1, 0, 2), FeatureBasis.CODES);
            assertThat(run.finished(Stages.CORRELATE).result().features()).isEqualTo(200);
            Map<String, String> before = checksums(run);
            Recorder recorder = new Recorder();
            new Extract(run, parameters(Layout.CUT, Pool.TOKEN, saes, false), recorder, SMALL_BUFFER).execute(true);
            assertThat(recorder.titles).hasSize(1).allMatch(title -> title.startsWith("verify"));
            new Encode(run, recorder).execute(SaeSpec.parse(saes).acceptingMismatch(true), "cpu");
            assertThat(recorder.titles).hasSize(1);
            assertThat(checksums(run)).isEqualTo(before);
            assertThatThrownBy(() -> new Encode(run, new Recorder())
                            .execute(SaeSpec.parse(saes.subList(0, 2)).acceptingMismatch(true), "cpu"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("has no activations of blocks.0.hook_resid_post");
        }
    }

    @Test
    void allSetsAreCorrelatedOrThoseThatAreNamed() throws IOException {
        CorrelationParameters parameters = new CorrelationParameters(0.3, 2, 0, 0, 2);
        try (RunDirectory run = onePass("one", Layout.CUT, Pool.TOKEN, false)) {
            Correlate correlate = new Correlate(new Recorder(), new SaeDecoders());
            correlate.execute(run, parameters, FeatureBasis.CODES);
            StageState<CorrelateSettings, CorrelateResult> first = run.finished(Stages.CORRELATE);
            assertThat(first.result().features()).isEqualTo(40 + 96 + 64);
            assertThat(CodeSetSpec.of(run, first.settings().inputs()).leftOut()).isEmpty();

            correlate.execute(run, parameters, FeatureBasis.CODES, List.of("res-wide", "res-unsaid"));
            StageState<CorrelateSettings, CorrelateResult> second = run.finished(Stages.CORRELATE);
            assertThat(second.result().features()).isEqualTo(96 + 64);
            CodeSetSpec sets = CodeSetSpec.of(run, second.settings().inputs());
            assertThat(sets.sets().get(0).id()).isEqualTo(FIRST + ".res-wide");
            assertThat(sets.names()).contains("res-wide").doesNotContain("res-narrow");
            assertThat(sets.leftOut()).containsExactly(FIRST.toString());
            List<CodeRows> read =
                    FeatureReader.of(run, second.settings().inputs()).read();
            assertThat(read.get(0).dSae()).isEqualTo(96);
            assertThat(StabilityAnalysis.of(run, 1, new Recorder()).halves().stream()
                            .flatMapToInt(
                                    half -> IntStream.range(0, half.size()).map(half::sourceIndex)))
                    .as("the other SAE has only 40 features")
                    .anyMatch(index -> index >= 40);

            assertThatThrownBy(() -> correlate.execute(run, parameters, FeatureBasis.CODES, List.of("res-none")))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("res-none is no set");
        }
    }

    @Test
    void stoppedItGoesOnToTheSameBytes() throws IOException {
        Map<String, String> whole;
        try (RunDirectory run = onePass("whole", Layout.SPLIT, Pool.TOKEN, false)) {
            whole = checksums(run);
        }
        for (long rows : List.of(150L, 350L, 600L)) {
            try (RunDirectory run = open("stopped")) {
                Recorder recorder = new Recorder();
                Extract extract =
                        new Extract(run, parameters(Layout.SPLIT, Pool.TOKEN, saes, false), recorder, SMALL_BUFFER);
                recorder.onUpdate = done -> {
                    if (done > rows) {
                        extract.stop();
                    }
                };
                assertThatThrownBy(() -> extract.execute(true)).isInstanceOf(CancellationException.class);
                assertThat(run.stage(Stages.ENCODE).orElseThrow().finished()).isFalse();
            }
        }
        try (RunDirectory run = onePass("stopped", Layout.SPLIT, Pool.TOKEN, false)) {
            assertThat(checksums(run)).isEqualTo(whole);
        }
    }

    /** As a kill leaves it between any two steps: files without an entry, and entries of one stage only. */
    @Test
    void whatOneStageHasAndTheOtherHasNotIsMadeAgain() throws IOException {
        Map<String, String> whole;
        try (RunDirectory run = onePass("cut", Layout.CUT, Pool.TOKEN, false)) {
            whole = checksums(run);
            run.drop(Stages.ENCODE, "codes/blocks.1.hook_resid_post");
            run.drop(Stages.ENCODE, "features");
            Files.write(run.root().resolve(PartPaths.codes(FIRST, 2)), new byte[9]);
            Files.delete(run.root().resolve(PartPaths.tokens(1)));
        }
        try (RunDirectory run = onePass("cut", Layout.CUT, Pool.TOKEN, false)) {
            assertThat(checksums(run)).isEqualTo(whole);
            Path statistics = run.root().resolve("features/blocks.0.hook_resid_post.safetensors");
            byte[] bytes = Files.readAllBytes(statistics);
            bytes[bytes.length / 2] ^= 1;
            Files.write(statistics, bytes);
        }
        try (RunDirectory run = onePass("cut", Layout.CUT, Pool.TOKEN, false)) {
            assertThat(checksums(run)).isEqualTo(whole);
        }
    }

    @Test
    void anSaeOfAnotherWidthLayerOrHookIsRefusedWithBothSidesNamed() throws IOException {
        Path other = RandomSae.write(folder.resolve("other"), 100, 8, null, 4);
        refused("0=" + other, "nothing says which hook point the SAE reads, neither its files nor their place");
        refused(
                "blocks.0.hook_resid_post=" + other,
                "--sae blocks.0.hook_resid_post=" + other
                        + ": the SAE has d_in 100, blocks.0.hook_resid_post of all-minilm-l6-v2 has width 384");
        Path layer = RandomSae.write(folder.resolve("layer"), D, 8, "blocks.3.hook_resid_post", 5);
        refused(
                "0=" + layer,
                "--sae 0=" + layer + " names layer 0, but the SAE was trained on blocks.3.hook_resid_post");
        Path hook = RandomSae.write(folder.resolve("hook"), D, 8, "blocks.0.hook_mlp_out", 6);
        refused(
                "blocks.0.hook_resid_post=" + hook,
                "names blocks.0.hook_resid_post, but the SAE was trained on blocks.0.hook_mlp_out");
        Path unread = RandomSae.write(folder.resolve("unread"), D, 8, "blocks.0.hook_mlp_in", 7);
        refused("0=" + unread, "the SAE was trained on blocks.0.hook_mlp_in, which cannot be read");
        Path none = RandomSae.write(folder.resolve("none"), D, 8, "blocks.0.ln2.hook_normalized", 8);
        refused("0=" + none, "all-minilm-l6-v2 has no ln2.hook_normalized: blocks of bert have hook_embed,");
        refused("6=" + layer, "all-minilm-l6-v2 has layers 0 to 5");
        refused("0=" + folder.resolve("nothing"), "There is no SAE at " + folder.resolve("nothing"));
        refused("somewhere", "should be LAYER=PLACE");
        try (RunDirectory run = open("stored")) {
            new Extract(run, parameters(Layout.CUT, Pool.TOKEN, List.of(), false), new Recorder(), SMALL_BUFFER)
                    .execute(true);
            assertThatThrownBy(
                            () -> new Encode(run, new Recorder()).execute(SaeSpec.parse(List.of("0=" + hook)), "cpu"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("--sae gives an SAE for blocks.0.hook_mlp_out, but run")
                    .hasMessageContaining("has [blocks.0.hook_resid_post, blocks.1.hook_resid_post]");
        }
    }

    @Test
    void whereNothingWasTrainedTheHookPointsWithoutAnSaeAreNamed() throws IOException {
        try (RunDirectory run = open("stored")) {
            new Extract(run, parameters(Layout.CUT, Pool.TOKEN, List.of(), false), new Recorder(), SMALL_BUFFER)
                    .execute(true);
            assertThatThrownBy(() -> new Encode(run, new Recorder())
                            .execute(SaeSpec.parse(saes.subList(1, 2)).acceptingMismatch(true), "cpu"))
                    .isInstanceOf(UserError.class)
                    .hasMessage("--sae names SAEs for [blocks.1.hook_resid_post], and run " + run.root()
                            + " has activations of [blocks.0.hook_resid_post] as well, for which no SAE was trained in"
                            + " it; give --sae for these too, or train theirs with train-sae.");
        }
    }

    @Test
    void aFactorThatIsNotKnownIsNoted() throws IOException {
        Path sae = RandomSae.write(folder.resolve("scaled"), D, 8, FIRST.toString(), 9);
        Path config = sae.resolve("cfg.json");
        Files.writeString(config, Files.readString(config).replace("layer_norm", "expected_average_only_in"));
        Recorder recorder = new Recorder();
        SaeSpec.parse(List.of("0=" + sae))
                .read(new SaeTarget("minilm", "bert", 6, hook -> OptionalInt.of(D)), recorder);
        assertThat(recorder.notes).singleElement().asString().startsWith("--sae 0=" + sae + ": the SAE was trained on");
    }

    @Test
    void anSaeOfAnotherModelIsNoted() throws IOException {
        Path sae = RandomSae.write(folder.resolve("foreign"), D, 8, FIRST.toString(), 9);
        Recorder recorder = new Recorder();
        SaeSpec.parse(List.of("0=" + sae)).read(new SaeTarget("x", "bert", 6, hook -> OptionalInt.of(D)), recorder);
        assertThat(recorder.notes)
                .containsExactly(
                        "--sae 0=" + sae + ": the SAE was trained on minilm, the activations are of x; make sure that"
                                + " they belong together.");
    }

    private void refused(String sae, String sentence) throws IOException {
        try (RunDirectory run = open("refused")) {
            Extract extract = new Extract(
                    run, parameters(Layout.CUT, Pool.TOKEN, List.of(sae), false), new Recorder(), SMALL_BUFFER);
            assertThatThrownBy(() -> extract.execute(true))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(sentence);
        } catch (UserError e) {
            assertThat(e).hasMessageContaining(sentence);
        }
    }

    @Test
    void theHookIsTheOneThatTheSaeWasTrainedOn() throws IOException {
        Path hook = RandomSae.write(folder.resolve("hook"), D, 8, "blocks.0.hook_mlp_out", 6);
        try (RunDirectory run = open("own")) {
            new Extract(
                            run,
                            parameters(Layout.CUT, Pool.TOKEN, List.of("0=" + hook), false),
                            new Recorder(),
                            SMALL_BUFFER)
                    .execute(true);
            assertThat(CodesFile.read(List.of(run.root().resolve("codes/blocks.0.hook_mlp_out/part-00000.safetensors")))
                            .codes()
                            .hook())
                    .isEqualTo(new HookPoint(0, Site.MLP_OUT));
        }
    }

    private RunDirectory onePass(String name, Layout layout, Pool pool, boolean kept) throws IOException {
        RunDirectory run = open(name);
        new Extract(run, parameters(layout, pool, saes, kept), new Recorder(), SMALL_BUFFER).execute(true);
        return run;
    }

    private RunDirectory open(String name) throws IOException {
        return RunDirectory.open(folder.resolve("runs").resolve(name), new RunId(name));
    }

    private ExtractParameters parameters(Layout layout, Pool pool, List<String> encoded, boolean kept) {
        return new ExtractParameters(
                ModelSpec.of("minilm"),
                encoded.isEmpty() ? Optional.of(new HookSpec("0-1", EnumSet.of(Site.RESID_POST))) : Optional.empty(),
                CorpusSpec.of(corpus.toString()),
                new RowSpec(Long.MAX_VALUE, Long.MAX_VALUE, 24, Bos.AUTO, layout, pool),
                "cpu",
                0,
                SaeSpec.parse(encoded).acceptingMismatch(true),
                kept);
    }

    /** Of all files of both stages, which are finished. */
    private static Map<String, String> checksums(RunDirectory run) throws IOException {
        Map<String, String> checksums = new TreeMap<>();
        for (Stage<?, ?> stage : List.of(Stages.EXTRACT, Stages.ENCODE)) {
            assertThat(run.stage(stage).orElseThrow().finished()).isTrue();
            for (Part part : run.stage(stage).orElseThrow().parts()) {
                assertThat(Sha256.of(run.root().resolve(part.path()))).isEqualTo(part.sha256());
                checksums.put(part.path(), part.sha256());
            }
        }
        return checksums;
    }

    private static final class Recorder implements Progress {

        private final List<String> titles = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private LongConsumer onUpdate = done -> {};

        @Override
        public void begin(String what, long total, String unit) {
            titles.add(what);
        }

        @Override
        public void update(long done, String detail) {
            onUpdate.accept(done);
        }

        @Override
        public void end(String summary) {}

        @Override
        public void note(String sentence) {
            notes.add(sentence);
        }
    }
}
