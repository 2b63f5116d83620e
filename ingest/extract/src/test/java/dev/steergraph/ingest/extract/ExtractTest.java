package dev.steergraph.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.Progress;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.hook.HookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MiniLM on a small corpus, in parts of about 100 rows. */
class ExtractTest {

    private static final int D = 384;
    private static final int CONTEXT = 24;
    private static final List<HookPoint> HOOKS = List.of(
            new HookPoint(0, Site.RESID_PRE),
            new HookPoint(0, Site.RESID_POST),
            new HookPoint(1, Site.RESID_PRE),
            new HookPoint(1, Site.RESID_POST));
    private static final ExtractJob.Bytes SMALL_BUFFER =
            ExtractJob.Bytes.ofBuffers(100 * D * Float.BYTES * HOOKS.size());

    private static Transformer model;
    private static Tokenizer tokenizer;

    @TempDir
    private Path folder;

    private Path corpus;
    private List<String> texts;
    private String device = "cpu";

    @BeforeAll
    static void load() throws IOException {
        model = ModelSpec.of("minilm").source(new SilentProgress()).load(Device.cpu(), Precision.F32);
        tokenizer = new Tokenizer(ModelSource.tokenizerJson(), CONTEXT);
    }

    @AfterAll
    static void close() {
        model.close();
        tokenizer.close();
    }

    @BeforeEach
    void writeCorpus() throws IOException {
        texts = IntStream.range(0, 60)
                .mapToObj(i -> "text " + i + " says" + " that the ship sailed".repeat(i * 7 % 11))
                .toList();
        corpus = folder.resolve("corpus.txt");
        Files.write(corpus, texts);
    }

    @Test
    void rowsAreTheModelsActivationsInTheOrderOfTheCorpus() throws IOException {
        RunDirectory run = extract("cut", Layout.CUT, Pool.TOKEN);
        List<int[]> bodies = texts.stream()
                .map(tokenizer::encode)
                .map(body -> Arrays.copyOf(body, Math.min(body.length, tokenizer.room())))
                .toList();
        RunTokens tokens = RunTokens.read(run);
        assertThat(tokens.partRows().length).isGreaterThan(5);
        assertThat(tokens.ids())
                .containsExactly(bodies.stream().flatMapToInt(Arrays::stream).toArray());
        assertThat(RunTokens.documents(run)).extracting(Document::text).isEqualTo(texts);
        for (HookPoint hook : HOOKS) {
            ActivationRows rows = Activations.open(run, hook);
            int row = 0;
            for (int[] body : bodies) {
                float[] alone =
                        Objects.requireNonNull(alone(tokenizer.enclose(body)).get(hook));
                for (int t = 1; t <= body.length; t++) {
                    assertRow(rows, row++, Arrays.copyOfRange(alone, t * D, (t + 1) * D));
                }
            }
            assertThat(rows.rows()).isEqualTo(row);
        }
    }

    @Test
    void meansAreOverAllOfADocumentHoweverItWasSplit() throws IOException {
        RunDirectory run = extract("means", Layout.SPLIT, Pool.MEAN);
        HookPoint hook = HOOKS.get(3);
        ActivationRows rows = Activations.open(run, hook);
        assertThat(rows.rows()).isEqualTo(texts.size());
        assertThat(RunTokens.read(run).ids()).containsOnly(-1);
        for (int document = 0; document < texts.size(); document++) {
            int[] body = tokenizer.encode(texts.get(document));
            double[] mean = new double[D];
            for (int from = 0; from < body.length; from += tokenizer.room()) {
                int[] chunk = Arrays.copyOfRange(body, from, Math.min(body.length, from + tokenizer.room()));
                float[] alone =
                        Objects.requireNonNull(alone(tokenizer.enclose(chunk)).get(hook));
                for (int t = 1; t <= chunk.length; t++) {
                    for (int i = 0; i < D; i++) {
                        mean[i] += alone[t * D + i] / body.length;
                    }
                }
            }
            float[] expected = new float[D];
            for (int i = 0; i < D; i++) {
                expected[i] = (float) mean[i];
            }
            assertRow(rows, document, expected);
        }
    }

    @Test
    void packedDocumentsFillTheirContexts() throws IOException {
        RunDirectory run = extract("packed", Layout.PACK, Pool.TOKEN);
        RunTokens tokens = RunTokens.read(run);
        int[] all = texts.stream()
                .map(tokenizer::encode)
                .flatMapToInt(Arrays::stream)
                .toArray();
        assertThat(tokens.ids()).containsExactly(all);
        // The first context: CLS, the first texts with SEP between them, SEP.
        List<Integer> body = new ArrayList<>();
        for (String text : texts) {
            if (!body.isEmpty()) {
                body.add(tokenizer.separator()[0]);
            }
            IntStream.of(tokenizer.encode(text)).forEach(body::add);
        }
        int[] first = tokenizer.enclose(body.stream()
                .limit(tokenizer.room())
                .mapToInt(Integer::intValue)
                .toArray());
        float[] alone = alone(first).get(HOOKS.get(1));
        ActivationRows rows = Activations.open(run, HOOKS.get(1));
        int row = 0;
        for (int t = 0; t < CONTEXT; t++) {
            if (!tokenizer.isSpecial(first[t])) {
                assertRow(rows, row++, Arrays.copyOfRange(alone, t * D, (t + 1) * D));
            }
        }
        assertThat(row).isGreaterThan(10);
    }

    @Test
    void damagedAndMissingPartsAreMadeAgainAndNothingElse() throws IOException {
        Map<String, String> whole = checksums(extract("whole", Layout.PACK, Pool.TOKEN));
        Path damaged = folder.resolve("runs/damaged");
        extract("damaged", Layout.PACK, Pool.TOKEN);
        Path values = damaged.resolve(PartPaths.activations(HOOKS.get(0), 1));
        byte[] bytes = Files.readAllBytes(values);
        bytes[bytes.length - 5] ^= 1;
        Files.write(values, bytes);
        Files.write(damaged.resolve(PartPaths.tokens(3)), new byte[7]);
        Files.delete(damaged.resolve(PartPaths.documents(4)));
        Path untouched = damaged.resolve(PartPaths.tokens(2));
        Object key = Files.readAttributes(untouched, BasicFileAttributes.class).fileKey();
        Recorder recorder = new Recorder();
        Map<String, String> again = checksums(extract("damaged", Layout.PACK, Pool.TOKEN, recorder));
        assertThat(again).isEqualTo(whole);
        assertThat(Files.readAttributes(untouched, BasicFileAttributes.class).fileKey())
                .isEqualTo(key);
        assertThat(recorder.ends.get(0))
                .isEqualTo("damaged, and made again: " + PartPaths.activations(HOOKS.get(0), 1) + ", "
                        + PartPaths.tokens(3) + ", " + PartPaths.documents(4));
    }

    @Test
    void aBitThatFlippedInAFinishedRunIsFound() throws IOException {
        Map<String, String> whole = checksums(extract("flipped", Layout.CUT, Pool.MEAN));
        Path values = folder.resolve("runs/flipped").resolve(PartPaths.activations(HOOKS.get(2), 0));
        byte[] bytes = Files.readAllBytes(values);
        bytes[bytes.length / 2] ^= 4;
        Files.write(values, bytes);
        Recorder recorder = new Recorder();
        assertThat(checksums(extract("flipped", Layout.CUT, Pool.MEAN, recorder)))
                .isEqualTo(whole);
        assertThat(recorder.ends.get(0)).contains(PartPaths.activations(HOOKS.get(2), 0));
        Recorder sound = new Recorder();
        extract("flipped", Layout.CUT, Pool.MEAN, sound);
        assertThat(sound.ends).containsExactly("");
    }

    @Test
    void stoppedItKeepsWhatIsFinishedAndGoesOnToTheSameBytes() throws IOException {
        Map<String, String> whole = checksums(extract("whole", Layout.SPLIT, Pool.TOKEN));
        ExtractParameters parameters = parameters(Layout.SPLIT, Pool.TOKEN);
        for (long rows : List.of(250L, 500L)) {
            try (RunDirectory run = open("stopped")) {
                Recorder recorder = new Recorder();
                Extract extract = new Extract(run, parameters, recorder, SMALL_BUFFER);
                recorder.onUpdate = done -> {
                    if (done > rows) {
                        extract.stop();
                    }
                };
                assertThatThrownBy(() -> extract.execute(true)).isInstanceOf(CancellationException.class);
                int parts = run.stage(Stages.EXTRACT).orElseThrow().parts().size();
                assertThat(parts).isGreaterThan(5).isLessThan(whole.size());
                assertThat(temporaries(run.root())).isEmpty();
            }
        }
        assertThat(checksums(extract("stopped", Layout.SPLIT, Pool.TOKEN))).isEqualTo(whole);
    }

    @Test
    void devicesThatShareThePartsWriteWhatOneWrites() throws IOException {
        device = "cpu";
        RunDirectory one = extract("one", Layout.PACK, Pool.TOKEN);
        device = "cpu,cpu";
        RunDirectory two = extract("two", Layout.PACK, Pool.TOKEN);
        assertThat(checksums(two)).isEqualTo(checksums(one)).hasSizeGreaterThan(20);
        assertThat(two.finished(Stages.EXTRACT).result())
                .isEqualTo(one.finished(Stages.EXTRACT).result());
        device = "cpu,tpu";
        assertThatThrownBy(() -> extract("three", Layout.PACK, Pool.TOKEN))
                .isInstanceOf(UserError.class)
                .hasMessage("Device \"tpu\" is unknown; use auto, cpu or gpu:N.");
    }

    @Test
    void otherSettingsOrAnotherCorpusAreRefused() throws IOException {
        extract("settled", Layout.CUT, Pool.TOKEN);
        assertThatThrownBy(() -> extract("settled", Layout.PACK, Pool.TOKEN))
                .isInstanceOf(UserError.class)
                .hasMessage("Run " + folder.resolve("runs/settled")
                        + " was begun with other settings ({layout=CUT}); give another --run for these.");
        Files.delete(folder.resolve("runs/settled").resolve(PartPaths.tokens(2)));
        List<String> others = new ArrayList<>(texts);
        others.set(1, "another text");
        Files.write(corpus, others);
        assertThatThrownBy(() -> extract("settled", Layout.CUT, Pool.TOKEN))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("The corpus has changed");
    }

    @Test
    void aRunThatNeverGotAnywhereMayBeginOtherwise() throws IOException {
        Path text = corpus;
        corpus = folder.resolve("empty.txt");
        Files.writeString(corpus, "\n\n");
        assertThatThrownBy(() -> extract("begun", Layout.CUT, Pool.TOKEN))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has no text");
        corpus = text;
        assertThat(checksums(extract("begun", Layout.CUT, Pool.TOKEN))).isNotEmpty();
    }

    @Test
    void anErrorInTheMiddleOfTheCorpusIsTheUsersToSee() throws IOException {
        corpus = folder.resolve("corpus.jsonl");
        Files.write(
                corpus,
                IntStream.range(0, 400)
                        .mapToObj(i -> i == 300 ? "{oops" : "{\"text\": \"the ship sailed " + i + "\"}")
                        .toList());
        assertThatThrownBy(() -> extract("broken", Layout.CUT, Pool.TOKEN))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("corpus.jsonl, line 301 is not JSON");
    }

    @Test
    void writingThatFailsEndsTheWork() throws IOException {
        Path blocked = folder.resolve("runs/blocked/activations");
        Files.createDirectories(blocked.getParent());
        Files.writeString(blocked, "a file where a folder should be");
        assertThatThrownBy(() -> extract("blocked", Layout.CUT, Pool.TOKEN)).isInstanceOf(IOException.class);
        Files.delete(blocked);
        assertThat(checksums(extract("blocked", Layout.CUT, Pool.TOKEN)))
                .isEqualTo(checksums(extract("whole", Layout.CUT, Pool.TOKEN)));
    }

    private static final class Recorder implements Progress {

        private final List<String> ends = new ArrayList<>();
        private LongConsumer onUpdate = done -> {};

        @Override
        public void begin(String what, long total, String unit) {}

        @Override
        public void update(long done, String detail) {
            onUpdate.accept(done);
        }

        @Override
        public void end(String summary) {
            ends.add(summary);
        }
    }

    private RunDirectory extract(String name, Layout layout, Pool pool) throws IOException {
        return extract(name, layout, pool, new Recorder());
    }

    /** @return the run, closed: for looking only */
    private RunDirectory extract(String name, Layout layout, Pool pool, Recorder recorder) throws IOException {
        try (RunDirectory run = open(name)) {
            new Extract(run, parameters(layout, pool), recorder, SMALL_BUFFER).execute(true);
            return run;
        }
    }

    private RunDirectory open(String name) throws IOException {
        return RunDirectory.open(folder.resolve("runs").resolve(name), new RunId(name));
    }

    private ExtractParameters parameters(Layout layout, Pool pool) {
        return new ExtractParameters(
                ModelSpec.of("minilm"),
                new HookSpec("0-1", Set.of(Site.RESID_PRE, Site.RESID_POST)),
                CorpusSpec.of(corpus.toString()),
                new RowSpec(Long.MAX_VALUE, Long.MAX_VALUE, CONTEXT, Bos.AUTO, layout, pool),
                device,
                0);
    }

    private static Map<String, String> checksums(RunDirectory run) throws IOException {
        StageState<?, ?> stage = run.stage(Stages.EXTRACT).orElseThrow();
        assertThat(stage.finished()).isTrue();
        for (Part part : stage.parts()) {
            assertThat(Sha256.of(run.root().resolve(part.path()))).isEqualTo(part.sha256());
        }
        assertThat(temporaries(run.root())).isEmpty();
        return stage.parts().stream().collect(Collectors.toMap(Part::path, Part::sha256, (a, b) -> a, TreeMap::new));
    }

    private static List<Path> temporaries(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    private static void assertRow(ActivationRows rows, int row, float[] expected) {
        float[] found = new float[D];
        rows.copy(row, found, 0);
        for (int i = 0; i < D; i++) {
            assertThat(found[i]).as("row %d, dimension %d", row, i).isCloseTo(expected[i], within(1e-4f));
        }
    }

    /** The model on one sequence by itself: float[tokens, d] at each hook point. */
    private static Map<HookPoint, float[]> alone(int[] ids) {
        Map<HookPoint, float[]> values = new HashMap<>();
        try (NDManager scope = model.manager().newSubManager()) {
            long[] wide = Arrays.stream(ids).asLongStream().toArray();
            model.forward(scope, scope.create(wide, new Shape(1, ids.length)), new HookReader() {
                @Override
                public Set<HookPoint> hooks() {
                    return Set.copyOf(HOOKS);
                }

                @Override
                public void read(HookPoint hook, NDArray activations) {
                    values.put(hook, activations.toFloatArray());
                }
            });
        }
        return values;
    }
}
