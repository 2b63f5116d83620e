package dev.steergraph.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.NotedProgress;
import dev.steergraph.core.Progress;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.DocumentTokens;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.OutlierText;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.sae.RandomSae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Planted attention sinks: which rows are left out, how they are counted, and what stays. */
class OutlierExtractionTest {

    private static final int D = SinkModel.D;
    private static final ExtractJob.Bytes SMALL_BUFFER = ExtractJob.Bytes.ofBuffers(25 * D * Float.BYTES * 2);
    private static final HookPoint FIRST = HookPoint.residPost(0);
    private static final HookPoint SECOND = HookPoint.residPost(1);

    @TempDir
    private Path folder;

    private Path corpus;
    private final List<String> texts = new ArrayList<>();
    private int sink;

    @BeforeEach
    void write() throws IOException {
        for (int i = 0; i < 60; i++) {
            texts.add("the dog" + " barks at a cat".repeat(i * 7 % 4) + (i % 9 == 4 ? " fox fox" : ""));
        }
        corpus = folder.resolve("corpus.txt");
        Files.write(corpus, texts);
        sink = SinkModel.lastToken(folder.resolve("tokenizer"), "the dog fox");
    }

    /** As in SmolLM2 or GPT-2: no BOS, and the first token of every sequence is long. */
    @Test
    void aFirstPositionThatIsASinkIsNoRow() throws IOException {
        SinkModel model = SinkModel.write(folder.resolve("model"), 400, -1);
        RunDirectory run = extract("run", model, parameters(model, Layout.CUT, Bos.AUTO, Pool.TOKEN, false));
        Outliers outliers = outliers(run);
        assertThat(outliers.firstPosition()).isTrue();
        assertThat(outliers.firstTokens()).isEqualTo(texts.size());
        assertThat(outliers.rows()).isZero();
        assertThat(outliers.positions()).containsExactly(new Outliers.Position(0, texts.size()));
        assertThat(outliers.tokens()).extracting(Outliers.Token::token).containsExactly("t");
        assertThat(outliers.hooks()).isEqualTo(Map.of(FIRST, (long) texts.size(), SECOND, (long) texts.size()));
        List<Integer> expected = new ArrayList<>();
        for (String text : texts) {
            int[] ids = model.encode(text);
            Arrays.stream(ids, 1, ids.length).forEach(expected::add);
        }
        requireRows(run, model, expected);
        assertThat(RunTokens.positions(run)).doesNotContain(0);
        assertThat(run.corpus().rows()).isEqualTo(expected.size());
        assertThat(OutlierText.of(outliers).get(0)).contains("no BOS", "60 tokens");
    }

    /** What stands at the first position is of one kind: six medians are enough where a single row may have ten. */
    @Test
    void aFirstPositionMayBeASinkBelowTheLimitOfARow() throws IOException {
        Random random = new Random(3);
        Files.write(
                corpus,
                IntStream.range(0, 80)
                        .mapToObj(i -> random.ints(8, 'a', 'z' + 1)
                                .mapToObj(letter -> String.valueOf((char) letter))
                                .collect(Collectors.joining()))
                        .toList());
        SinkModel model = SinkModel.write(folder.resolve("model"), 24, 1.6f, -1);
        RunDirectory run = extract("run", model, parameters(model, Layout.CUT, Bos.AUTO, Pool.TOKEN, false));
        Outliers outliers = outliers(run);
        double median = Objects.requireNonNull(outliers.medians().get(FIRST));
        assertThat(outliers.limit(FIRST)).isGreaterThan(30).isGreaterThan(7 * median);
        assertThat(outliers.hooks()).isEmpty();
        assertThat(outliers.firstTokens()).isEqualTo(80);
        assertThat(OutlierText.of(outliers).get(1)).startsWith("positions: 0 (80)");
        assertThat(RunTokens.positions(run)).doesNotContain(0);
    }

    @Test
    void aFirstPositionOfTwoMediansIsARow() throws IOException {
        SinkModel model = SinkModel.write(folder.resolve("model"), 6, -1);
        RunDirectory run = extract("run", model, parameters(model, Layout.CUT, Bos.AUTO, Pool.TOKEN, false));
        assertThat(outliers(run).firstPosition()).isFalse();
        assertThat(outliers(run).any()).isFalse();
        assertThat(RunTokens.positions(run)).contains(0);
    }

    /** As in Gemma, whose tokenizer begins with BOS: the sink is no row anyway. */
    @Test
    void behindABosTheFirstTokenIsARow() throws IOException {
        SinkModel model = SinkModel.write(folder.resolve("model"), 400, -1);
        RunDirectory run = extract("run", model, parameters(model, Layout.CUT, Bos.ALWAYS, Pool.TOKEN, false));
        assertThat(outliers(run).firstPosition()).isFalse();
        assertThat(outliers(run).any()).isFalse();
        assertThat(OutlierText.of(outliers(run))).isEmpty();
        List<Integer> expected = new ArrayList<>();
        for (String text : texts) {
            // The context has room for one token less.
            Arrays.stream(model.encode(text)).limit(SinkModel.CONTEXT - 1).forEach(expected::add);
        }
        requireRows(run, model, expected);
    }

    /** Block 1 makes it long: it is no row of block 0 either, so that both have the same rows. */
    @Test
    void aTokenThatIsLongAtOneHookPointIsARowAtNone() throws IOException {
        SinkModel model = SinkModel.write(folder.resolve("model"), 0, sink);
        RunDirectory run = extract("run", model, parameters(model, Layout.CUT, Bos.AUTO, Pool.TOKEN, false));
        List<Integer> all = new ArrayList<>();
        long sinks = 0;
        Map<Integer, Long> positions = new TreeMap<>();
        for (String text : texts) {
            int[] ids = model.encode(text);
            for (int t = 0; t < ids.length; t++) {
                if (ids[t] == sink) {
                    sinks++;
                    positions.merge(t, 1L, Long::sum);
                } else {
                    all.add(ids[t]);
                }
            }
        }
        Outliers outliers = outliers(run);
        assertThat(sinks).isPositive();
        assertThat(outliers.rows()).isEqualTo(sinks);
        assertThat(outliers.firstTokens()).isZero();
        assertThat(outliers.hooks()).isEqualTo(Map.of(SECOND, sinks));
        assertThat(outliers.medians().get(FIRST)).isEqualTo(4);
        Map<Integer, Long> counted = new TreeMap<>();
        outliers.positions().forEach(position -> counted.put(position.position(), position.count()));
        assertThat(counted).isEqualTo(positions);
        assertThat(outliers.tokens()).hasSize(1);
        assertThat(outliers.tokens().get(0).id()).isEqualTo(sink);
        assertThat(outliers.tokens().get(0).count()).isEqualTo(sinks);
        requireRows(run, model, all);

        DocumentTokens read = DocumentTokens.of(run, RunTokens.read(run));
        for (int document = 0; document < texts.size(); document++) {
            assertThat(read.ids(document)).containsExactly(model.encode(texts.get(document)));
        }

        RunDirectory alone = extract("alone", model, parameters(model, "0", Layout.CUT, Bos.AUTO, Pool.TOKEN, false));
        assertThat(outliers(alone).any()).isFalse();
        assertThat(RunTokens.read(alone).ids()).contains(sink);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void keptTheyAreRowsAsIfNobodyHadLooked(Layout layout) throws IOException {
        SinkModel model = SinkModel.write(folder.resolve("model"), 400, sink);
        RunDirectory kept = extract("kept", model, parameters(model, layout, Bos.AUTO, Pool.TOKEN, true));
        assertThat(outliers(kept).kept()).isTrue();
        assertThat(outliers(kept).firstPosition()).isFalse();
        assertThat(outliers(kept).rows()).isPositive();
        assertThat(OutlierText.of(outliers(kept)).get(0)).contains("which were kept");
        assertThat(kept.finished(Stages.EXTRACT).settings().keepOutliers()).isTrue();

        // A run that was begun before anybody looked for outliers goes on as it was begun.
        Path other = folder.resolve("runs/old");
        List<String> notes = stopAndForget(other, model, parameters(model, layout, Bos.AUTO, Pool.TOKEN, false));
        try (RunDirectory old = RunDirectory.view(other)) {
            assertThat(notes).hasSize(1).first().asString().contains("did not look for outliers");
            assertThat(old.finished(Stages.EXTRACT).result().outliers()).isNull();
            assertThat(activations(old)).isEqualTo(activations(kept)).hasSizeGreaterThan(2);
            assertThat(RunTokens.read(old).ids()).isEqualTo(RunTokens.read(kept).ids());
        }
    }

    @ParameterizedTest
    @CsvSource({"CUT, TOKEN", "PACK, TOKEN", "SPLIT, TOKEN", "SPLIT, MEAN"})
    void stoppedItGoesOnToTheSameRows(Layout layout, Pool pool) throws IOException {
        SinkModel model = SinkModel.write(folder.resolve("model"), 400, sink);
        ExtractParameters parameters = parameters(model, layout, Bos.AUTO, pool, false);
        RunDirectory whole = extract("whole", model, parameters);
        Path other = folder.resolve("runs/stopped");
        stop(other, parameters);
        try (RunDirectory run = RunDirectory.existing(other)) {
            Outliers begun = run.stage(Stages.EXTRACT).orElseThrow().result().outliers();
            assertThat(Objects.requireNonNull(begun).firstPosition()).isTrue();
            new Extract(run, parameters, new SilentProgress(), SMALL_BUFFER).execute(true);
        }
        RunDirectory stopped = RunDirectory.view(other);
        assertThat(checksums(stopped)).isEqualTo(checksums(whole)).hasSizeGreaterThan(6);
        assertThat(outliers(stopped)).isEqualTo(outliers(whole));
        assertThat(outliers(whole).rows()).isPositive();
    }

    @Test
    void batchesDecideNothing() throws IOException {
        SinkModel model = SinkModel.write(folder.resolve("model"), 400, sink);
        RunDirectory one = extract("one", model, parameters(model, Layout.SPLIT, Bos.AUTO, Pool.TOKEN, false));
        RunDirectory other = extract(
                "other",
                model,
                new ExtractParameters(
                        ModelSpec.of(model.folder().toString()),
                        HookSpec.residPost("0-1"),
                        CorpusSpec.of(corpus.toString()),
                        new RowSpec(
                                Long.MAX_VALUE,
                                Long.MAX_VALUE,
                                SinkModel.CONTEXT,
                                Bos.AUTO,
                                Layout.SPLIT,
                                Pool.TOKEN,
                                false),
                        "cpu",
                        13));
        assertThat(checksums(other)).isEqualTo(checksums(one));
        assertThat(outliers(other)).isEqualTo(outliers(one));
    }

    /** A token is left out of the means of the hook points at which it is an outlier; a document goes if nothing is left. */
    @Test
    void meansAreOfWhatIsLeft() throws IOException {
        corpus = folder.resolve("corpus.jsonl");
        Files.write(
                corpus,
                Stream.of("the dog fox", "the cat barks", " fox", "a dog")
                        .map(text -> "{\"text\": \"" + text + "\"}")
                        .toList());
        SinkModel model = SinkModel.write(folder.resolve("model"), 0, sink);
        int[] alone = model.encode(" fox");
        assertThat(alone).containsOnly(sink);
        ExtractParameters parameters = parameters(model, Layout.CUT, Bos.AUTO, Pool.MEAN, false);
        RunDirectory run = extract("run", model, parameters);
        RunTokens tokens = RunTokens.read(run);
        assertThat(tokens.document()).containsExactly(0, 1, 3);
        assertThat(tokens.documentStart()).containsExactly(0, 1, 2, 2, 3);
        int[] ids = model.encode("the dog fox");
        requireMean(run, FIRST, model, ids);
        requireMean(
                run, SECOND, model, Arrays.stream(ids).filter(id -> id != sink).toArray());
        assertThat(outliers(run).rows()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"CUT, TOKEN, false", "PACK, TOKEN, true", "CUT, MEAN, true"})
    void codesOfOnePassAreThoseOfStoredRows(Layout layout, Pool pool, boolean keepActivations) throws IOException {
        SinkModel model = SinkModel.write(folder.resolve("model"), 400, sink);
        List<String> saes = List.of(
                "0=" + RandomSae.write(folder.resolve("low"), D, 40, FIRST.toString(), 1),
                "1=" + RandomSae.write(folder.resolve("high"), D, 64, SECOND.toString(), 2));
        RunDirectory stored = extract("stored", model, parameters(model, layout, Bos.AUTO, pool, false));
        try (RunDirectory run = RunDirectory.existing(stored.root())) {
            new Encode(run, new SilentProgress()).execute(SaeSpec.parse(saes).acceptingMismatch(true), "cpu");
        }
        ExtractParameters parameters = parameters(model, layout, Bos.AUTO, pool, false);
        RunDirectory once = extract(
                "once",
                model,
                new ExtractParameters(
                        parameters.model(),
                        Optional.empty(),
                        parameters.corpus(),
                        parameters.rows(),
                        "cpu",
                        0,
                        SaeSpec.parse(saes).acceptingMismatch(true),
                        keepActivations));
        Map<String, String> expected = checksums(RunDirectory.view(stored.root()));
        expected.keySet().removeIf(path -> !keepActivations && path.startsWith("activations/"));
        assertThat(checksums(once)).isEqualTo(expected).containsKey("codes/" + SECOND + "/part-00001.safetensors");
    }

    private static void requireMean(RunDirectory run, HookPoint hook, SinkModel model, int... ids) throws IOException {
        float[] row = new float[D];
        Activations.open(run, hook).copy(0, row, 0);
        for (int i = 0; i < D; i++) {
            double sum = 0;
            for (int id : ids) {
                sum += model.row(id)[i];
            }
            assertThat((double) row[i]).isCloseTo(sum / ids.length, within(1e-6));
        }
    }

    /** Rows are these tokens, with their embeddings to the bit, at both hook points. */
    private static void requireRows(RunDirectory run, SinkModel model, List<Integer> ids) throws IOException {
        assertThat(RunTokens.read(run).ids())
                .containsExactly(ids.stream().mapToInt(Integer::intValue).toArray());
        for (HookPoint hook : List.of(FIRST, SECOND)) {
            ActivationRows rows = Activations.open(run, hook);
            assertThat(rows.rows()).isEqualTo(ids.size());
            float[] row = new float[D];
            for (int r = 0; r < ids.size(); r++) {
                rows.copy(r, row, 0);
                assertThat(row).as("%s, row %d", hook, r).containsExactly(model.row(ids.get(r)));
            }
        }
    }

    private static Outliers outliers(RunDirectory run) {
        ExtractResult result = run.finished(Stages.EXTRACT).result();
        return Objects.requireNonNull(result.outliers());
    }

    private ExtractParameters parameters(SinkModel model, Layout layout, Bos bos, Pool pool, boolean keepOutliers) {
        return parameters(model, "0-1", layout, bos, pool, keepOutliers);
    }

    private ExtractParameters parameters(
            SinkModel model, String layers, Layout layout, Bos bos, Pool pool, boolean keepOutliers) {
        return new ExtractParameters(
                ModelSpec.of(model.folder().toString()),
                HookSpec.residPost(layers),
                CorpusSpec.of(corpus.toString()),
                new RowSpec(Long.MAX_VALUE, Long.MAX_VALUE, SinkModel.CONTEXT, bos, layout, pool, keepOutliers),
                "cpu",
                0);
    }

    private RunDirectory extract(String name, SinkModel model, ExtractParameters parameters) throws IOException {
        try (RunDirectory run = RunDirectory.open(folder.resolve("runs").resolve(name), new RunId(name))) {
            new Extract(run, parameters, new SilentProgress(), SMALL_BUFFER).execute(true);
            assertThat(run.model().id()).isEqualTo(model.folder().getFileName().toString());
            return run;
        }
    }

    /** Extracts until something is finished. */
    private static void stop(Path root, ExtractParameters parameters) throws IOException {
        try (RunDirectory run = RunDirectory.open(root, new RunId("stopped"))) {
            Extract[] extract = new Extract[1];
            Progress stopping = new Progress() {
                @Override
                public void begin(String what, long total, String unit) {}

                @Override
                public void update(long done, String detail) {
                    if (run.stage(Stages.EXTRACT).orElseThrow().parts().size() > 1) {
                        extract[0].stop();
                    }
                }

                @Override
                public void end(String summary) {}
            };
            extract[0] = new Extract(run, parameters, stopping, SMALL_BUFFER);
            assertThatThrownBy(() -> extract[0].execute(true)).isInstanceOf(CancellationException.class);
        }
    }

    /** Makes a run that an earlier version has begun: with all rows, and not a word of outliers. @return notes when it goes on */
    private static List<String> stopAndForget(Path root, SinkModel model, ExtractParameters parameters)
            throws IOException {
        ExtractParameters keeping = new ExtractParameters(
                parameters.model(),
                HookSpec.residPost("0-1"),
                parameters.corpus(),
                new RowSpec(
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        SinkModel.CONTEXT,
                        parameters.rows().bos(),
                        parameters.rows().layout(),
                        parameters.rows().pool(),
                        true),
                "cpu",
                0);
        stop(root, keeping);
        try (RunDirectory run = RunDirectory.existing(root)) {
            run.keep(Stages.EXTRACT); // Runs of that time had no receipts.
        }
        ObjectMapper json = new ObjectMapper();
        Path manifest = root.resolve("run.json");
        ObjectNode run = (ObjectNode) json.readTree(manifest.toFile());
        ObjectNode stage = (ObjectNode) run.path("stages").path("extract");
        stage.putObject("report");
        ((ObjectNode) stage.path("settings")).remove("keepOutliers");
        // Runs of that time have no checksum of the manifest itself.
        run.remove("sha256");
        json.writeValue(manifest.toFile(), run);
        NotedProgress noting = new NotedProgress();
        try (RunDirectory old = RunDirectory.existing(root)) {
            new Extract(old, parameters, noting, SMALL_BUFFER).execute(true);
        }
        assertThat(model.folder()).exists();
        return noting.notes();
    }

    private static Map<String, String> activations(RunDirectory run) {
        Map<String, String> found = checksums(run);
        found.keySet().removeIf(path -> !path.startsWith("activations/"));
        return found;
    }

    private static Map<String, String> checksums(RunDirectory run) {
        Map<String, String> checksums = new TreeMap<>();
        for (var stage : List.of(Stages.EXTRACT, Stages.ENCODE)) {
            run.stage(stage).ifPresent(state -> {
                for (Part part : state.parts()) {
                    checksums.put(part.path(), part.sha256());
                }
            });
        }
        return checksums;
    }
}
