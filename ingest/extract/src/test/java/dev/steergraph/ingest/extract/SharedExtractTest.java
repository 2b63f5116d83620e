package dev.steergraph.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.NotedProgress;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.sae.RandomSae;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Several processes make a run, against one that makes it alone; in parts of about 100 rows. */
class SharedExtractTest {

    private static final int D = 384;
    private static final ExtractJob.Bytes SMALL = ExtractJob.Bytes.ofBuffers(100 * D * Float.BYTES * 2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RunId ID = new RunId("r");

    @TempDir
    private Path folder;

    private Path corpus;
    private List<String> saes;

    @BeforeEach
    void write() throws IOException {
        corpus = ShipTexts.write(folder.resolve("corpus.txt"));
        saes = List.of(
                "0="
                        + RandomSae.write(
                                folder.resolve("narrow"),
                                D,
                                40,
                                HookPoint.residPost(0).toString(),
                                1),
                "1="
                        + RandomSae.write(
                                folder.resolve("other"),
                                D,
                                64,
                                HookPoint.residPost(1).toString(),
                                2));
    }

    /** Shares of one process use its model one after the other. */
    private final Shelf shelf = new Shelf(4);

    private ExtractParameters parameters(Layout layout, Pool pool, List<String> encoded, int documents) {
        return new ExtractParameters(
                ModelSpec.of("minilm"),
                encoded.isEmpty() ? Optional.of(new HookSpec("0-1", EnumSet.of(Site.RESID_POST))) : Optional.empty(),
                CorpusSpec.of(corpus.toString()),
                new RowSpec(Long.MAX_VALUE, documents, 24, Bos.AUTO, layout, pool),
                "cpu",
                0,
                SaeSpec.parse(encoded).acceptingMismatch(true),
                false);
    }

    private SharedExtract shared(String name, ExtractParameters parameters) {
        return new SharedExtract(folder.resolve(name), ID, parameters, shelf, new SilentProgress(), SMALL);
    }

    private static Map<String, String> files(RunDirectory run) {
        Map<String, String> files = new TreeMap<>();
        run.stages().values().stream()
                .flatMap(stage -> stage.parts().stream())
                .forEach(part -> files.put(part.path(), Objects.requireNonNull(part.sha256())));
        return files;
    }

    private Map<String, String> alone(ExtractParameters parameters) throws IOException {
        try (RunDirectory run = RunDirectory.open(folder.resolve("alone"), ID)) {
            new Extract(run, parameters, new SilentProgress(), SMALL).execute(true);
            return files(run);
        }
    }

    @ParameterizedTest
    @CsvSource({"CUT, TOKEN, true", "PACK, TOKEN, true", "SPLIT, TOKEN, false", "CUT, MEAN, true"})
    void isWhatOneProcessWrites(Layout layout, Pool pool, boolean encoded) throws Exception {
        ExtractParameters parameters = parameters(layout, pool, encoded ? saes : List.of(), Integer.MAX_VALUE);
        Map<String, String> expected = alone(parameters);
        ExecutorService pair = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> shares = new ArrayList<>();
            for (int share : new int[] {2, 0, 3, 1, 0}) {
                shares.add(pair.submit(() -> {
                    shared("many", parameters).part(new Share(share, 4));
                    return null;
                }));
            }
            for (Future<?> share : shares) {
                share.get();
            }
        } finally {
            pair.shutdownNow();
        }
        shared("many", parameters).part(new Share(1, 4));
        shared("many", parameters).merge(false);
        shared("many", parameters).merge(false);
        try (RunDirectory run = RunDirectory.existing(folder.resolve("many"))) {
            assertThat(files(run)).isEqualTo(expected);
            assertThat(run.stage(Stages.EXTRACT).orElseThrow().result())
                    .usingRecursiveComparison()
                    .isEqualTo(RunDirectory.view(folder.resolve("alone"))
                            .stage(Stages.EXTRACT)
                            .orElseThrow()
                            .result());
            assertThat(run.corpus())
                    .isEqualTo(RunDirectory.view(folder.resolve("alone")).corpus());
            assertThat(run.isSound(Stages.EXTRACT)).isTrue();
            assertThat(run.root().resolve("receipts")).doesNotExist();
        }
        NotedProgress noted = new NotedProgress();
        new SharedExtract(folder.resolve("many"), ID, parameters, Shelf.none(), noted, SMALL).part(new Share(1, 4));
        assertThat(noted.notes()).anyMatch(note -> note.contains("has all its parts already"));
    }

    @Test
    void whatIsMissingOrDamagedIsNamedAndMadeAgain() throws IOException {
        ExtractParameters parameters = parameters(Layout.CUT, Pool.TOKEN, saes, Integer.MAX_VALUE);
        assertThatThrownBy(() -> shared("none", parameters).merge(false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is no run directory");
        shared("many", parameters).part(new Share(0, 3));
        shared("many", parameters).part(new Share(2, 3));
        assertThatThrownBy(() -> shared("many", parameters).merge(false))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("Run .*many lacks parts \\d+-\\d+ of \\d+ \\(from 0 on\\); run \"steergraph extract"
                        + " --part I/N\" again for the shares that hold them\\.");
        shared("many", parameters).part(new Share(1, 3));
        Path damaged = folder.resolve("many").resolve(PartPaths.codes(HookPoint.residPost(1), 0));
        byte[] sound = Files.readAllBytes(damaged);
        byte[] bytes = sound.clone();
        bytes[bytes.length - 3] ^= 4;
        Files.write(damaged, bytes);
        assertThatThrownBy(() -> shared("many", parameters).merge(false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("lacks parts 0 of ")
                .hasMessageContaining("these files are damaged: " + PartPaths.codes(HookPoint.residPost(1), 0));
        shared("many", parameters).part(new Share(0, 3));
        assertThat(damaged).hasBinaryContent(sound);
        shared("many", parameters).merge(false);
        assertThat(files(RunDirectory.view(folder.resolve("many")))).isEqualTo(alone(parameters));
    }

    @Test
    void otherSettingsAreNoPartOfTheRun() throws IOException {
        ExtractParameters parameters = parameters(Layout.CUT, Pool.TOKEN, saes, Integer.MAX_VALUE);
        shared("many", parameters).part(new Share(0, 2));
        ExtractParameters others = parameters(Layout.CUT, Pool.TOKEN, saes, 50);
        assertThatThrownBy(() -> shared("many", others).part(new Share(1, 2)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("was begun with other settings");
        assertThatThrownBy(() -> shared("many", others).merge(false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("No part of run");
    }

    @Test
    void partsOfUnlikeMachinesAreJoinedOnlyIfThatIsAccepted() throws IOException {
        ExtractParameters parameters = parameters(Layout.CUT, Pool.TOKEN, saes, Integer.MAX_VALUE);
        shared("many", parameters).part(new Share(0, 2));
        shared("many", parameters).part(new Share(1, 2));
        Path receipts = folder.resolve("many").resolve("receipts").resolve("extract");
        Path receipt;
        try (Stream<Path> found = Files.list(receipts)) {
            receipt = found.filter(file -> file.toString().endsWith("part-00001.safetensors.json"))
                    .findFirst()
                    .orElseThrow();
        }
        String text = Files.readString(receipt);
        assertThat(text).contains("\"instructions\":\"");
        Files.writeString(receipt, text.replace("\"instructions\":\"", "\"instructions\":\"another "));
        assertThatThrownBy(() -> shared("many", parameters).merge(false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("unlike machines")
                .hasMessageContaining("instructions another ")
                .hasMessageContaining("(tokens/part-00001.safetensors)")
                .hasMessageContaining("MKL_CBWR")
                .satisfies(e -> assertThat(((UserError) e).settings()).containsExactly("mixed"));
        shared("many", parameters).merge(true);
        assertThat(RunDirectory.view(folder.resolve("many"))
                        .finished(Stages.EXTRACT)
                        .parts())
                .extracting(Part::path)
                .contains("tokens/part-00001.safetensors");
    }

    /** A run that one process has begun goes on by parts, and the other way round. */
    @Test
    void goesOnWhereOneProcessStopped() throws IOException {
        ExtractParameters parameters = parameters(Layout.CUT, Pool.TOKEN, saes, Integer.MAX_VALUE);
        Map<String, String> expected = alone(parameters);
        shared("many", parameters).part(new Share(1, 3));
        try (RunDirectory run = RunDirectory.existing(folder.resolve("many"))) {
            new Extract(run, parameters, new SilentProgress(), SMALL).execute(true);
            assertThat(files(run)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void aShareReadsTheCorpusFromItsFirstPartOn(Layout layout) throws IOException {
        ExtractParameters parameters = parameters(layout, Pool.TOKEN, saes, Integer.MAX_VALUE);
        Map<String, String> expected = alone(parameters);
        shared("many", parameters).part(new Share(0, 3));
        shared("many", parameters).part(new Share(1, 3));
        byte[] changed = Files.readAllBytes(corpus);
        Arrays.fill(changed, 0, 5, (byte) 'x');
        Files.write(corpus, changed);
        shared("many", parameters).part(new Share(2, 3));
        shared("many", parameters).merge(false);
        assertThat(files(RunDirectory.view(folder.resolve("many")))).isEqualTo(expected);
    }

    @Test
    void aTextThatChangedWithinAShareIsRefused() throws IOException {
        ExtractParameters parameters = parameters(Layout.CUT, Pool.TOKEN, saes, Integer.MAX_VALUE);
        shared("many", parameters).part(new Share(0, 3));
        byte[] bytes = Files.readAllBytes(corpus);
        for (int i = bytes.length / 3; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' ? bytes[i] : (byte) 'x';
        }
        Files.write(corpus, bytes);
        assertThatThrownBy(() -> shared("many", parameters).part(new Share(2, 3)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("The corpus has changed since this run began");
    }

    /** A run that a version began which digested the corpus as one text. */
    @ParameterizedTest
    @CsvSource({"CUT, true", "PACK, true", "PACK, false"})
    void aRunOfAnEarlierVersionGoesOn(Layout layout, boolean shares) throws IOException {
        ExtractParameters parameters = parameters(layout, Pool.TOKEN, saes, Integer.MAX_VALUE);
        Map<String, String> expected = alone(parameters);
        shared("many", parameters).part(new Share(0, 3));
        Path root = folder.resolve("many");
        try (Stream<Path> receipts = Files.list(root.resolve("receipts/extract"))) {
            for (Path receipt : receipts.filter(file -> file.toString().endsWith(".safetensors.json"))
                    .toList()) {
                Path tokens = root.resolve(
                        receipt.getFileName().toString().replace('+', '/').replaceAll("\\.json$", ""));
                String before = Sha256.of(tokens);
                older(tokens);
                Files.writeString(receipt, Files.readString(receipt).replace(before, Sha256.of(tokens)));
            }
        }
        Path plan = root.resolve("receipts/extract/plan.jsonl");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(plan)) {
            ObjectNode node = (ObjectNode) JSON.readTree(line);
            if (node.has("version")) {
                lines.add(node.put("version", 1).toString());
            } else {
                ObjectNode end = (ObjectNode) node.get("end");
                lines.add(end.put("digest", digest(end.get("read").asInt())).toString());
            }
        }
        if (shares) {
            Files.write(plan, lines);
            shared("many", parameters).part(new Share(1, 3));
            Files.delete(plan);
            shared("many", parameters).part(new Share(2, 3));
            assertThat(Files.readAllLines(plan).stream()
                            .skip(1)
                            .map(line -> line.replaceAll(".*\"digest\":\"([^\"]*)\".*", "$1")))
                    .containsExactlyElementsOf(lines.stream()
                            .skip(1)
                            .map(line -> line.replaceAll(".*\"digest\":\"([^\"]*)\".*", "$1"))
                            .toList());
            shared("many", parameters).merge(false);
        } else {
            Files.delete(plan);
            try (RunDirectory run = RunDirectory.existing(root)) {
                new Extract(run, parameters, new SilentProgress(), SMALL).execute(true);
            }
        }
        RunDirectory run = RunDirectory.view(root);
        Map<String, String> found = files(run);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((path, sha256) -> {
            if (!path.startsWith(PartPaths.TOKENS + "/part-")) {
                assertThat(sha256).as(path).isEqualTo(expected.get(path));
            }
        });
        for (Part part : run.finished(Stages.EXTRACT).parts()) {
            if (part.path().startsWith(PartPaths.TOKENS + "/part-")) {
                Map<String, String> metadata =
                        Safetensors.open(root.resolve(part.path())).metadata();
                assertThat(metadata.get("corpus_sha256"))
                        .isEqualTo(digest(Integer.parseInt(Objects.requireNonNull(metadata.get("corpus_read")))));
            }
        }
    }

    /** Of the corpus' first lines, as earlier versions had it: lengths and bytes of texts and of no categories. */
    private String digest(int documents) throws IOException {
        MessageDigest digest = Sha256.digest();
        for (String text : Files.readAllLines(corpus).subList(0, documents)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(8 + bytes.length)
                    .putInt(bytes.length)
                    .put(bytes)
                    .putInt(-1)
                    .array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Has a file of tokens say of its corpus what earlier versions did. */
    private void older(Path file) throws IOException {
        String now = Objects.requireNonNull(Safetensors.open(file).metadata().get("corpus_sha256"));
        int read = Integer.parseInt(
                Objects.requireNonNull(Safetensors.open(file).metadata().get("corpus_read")));
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('"', text.indexOf(now));
        int header = 8
                + (int) ByteBuffer.wrap(Files.readAllBytes(file))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong();
        String old = text.substring(0, text.indexOf(now))
                + digest(read)
                + text.substring(end, header)
                + " ".repeat(now.length() - 64)
                + text.substring(header);
        Files.writeString(file, old, StandardCharsets.ISO_8859_1);
    }
}
