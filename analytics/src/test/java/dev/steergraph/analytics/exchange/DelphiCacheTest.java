package dev.steergraph.analytics.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.codes.DelphiCache;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Half;
import dev.steergraph.core.io.Safetensors;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caches by make_delphi.py, and our own read back. */
class DelphiCacheTest {

    private static final HookPoint HOOK = HookPoint.residPost(3);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"layers.3, true", "layers.4.mlp, false"})
    void codesAreThoseOfTheDenseArray(String name, boolean withTokens) throws Exception {
        Path cache = fixture(name);
        assertThat(DelphiCache.isOne(cache)).isTrue();
        DelphiCache.Content content = DelphiCache.read(cache, HOOK);
        Safetensors expected = Safetensors.open(cache.resolve("expected.safetensors"));
        FloatBuffer dense = expected.tensor("codes", DType.F32, 2).data().asFloatBuffer();
        Codes codes = content.codes();
        assertThat(codes.rows()).isEqualTo(48);
        assertThat(codes.dSae()).isEqualTo(23);
        assertThat(codes.hook()).isEqualTo(HOOK);
        int fires = 0;
        for (int r = 0; r < 48; r++) {
            for (int f = 0; f < 23; f++) {
                assertThat(codes.value(r, f)).isEqualTo(dense.get(r * 23 + f));
                fires += dense.get(r * 23 + f) > 0 ? 1 : 0;
            }
            assertThat(content.document()[r]).isEqualTo(r / 8);
        }
        assertThat(codes.values()).hasSize(fires);
        assertThat(fires).isGreaterThan(50);
        assertThat(content.context()).isEqualTo(8);
        if (withTokens) {
            int[] tokens = new int[48];
            expected.tensor("tokens", DType.I32, 1).data().asIntBuffer().get(tokens);
            assertThat(content.tokens()).isEqualTo(tokens);
        } else {
            assertThat(content.tokens()).isNull();
        }
    }

    @Test
    void whatIsMissingOrDamagedIsNamed() throws Exception {
        for (Path file : Files.list(fixture("layers.3")).toList()) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
        assertThat(DelphiCache.isOne(folder)).isTrue();
        Path second = folder.resolve("4_8.safetensors");
        byte[] bytes = Files.readAllBytes(second);
        Files.delete(second);
        refused("a file that begins with latent 4 was expected, 9_12.safetensors was found");
        Files.write(second, Arrays.copyOf(bytes, bytes.length - 3));
        refused("4_8.safetensors is truncated");
        byte[] moved = bytes.clone();
        Safetensors whole = Safetensors.open(fixture("layers.3").resolve("4_8.safetensors"));
        int nnz = (int) whole.tensor("activations", DType.F16, 1).size();
        // locations are the last tensor that safetensors writes but for tokens; the first number is a sequence.
        int at = indexOf(bytes, whole, nnz);
        moved[at] = 99;
        Files.write(second, moved);
        refused("outside of 6 sequences, 8 tokens and 5 latents");
        assertThatThrownBy(() -> DelphiCache.read(Files.createDirectory(folder.resolve("empty")), HOOK))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is no cache of delphi");
    }

    private static int indexOf(byte[] bytes, Safetensors file, int nnz) throws Exception {
        var locations = file.tensor("locations", DType.U16, 2).data();
        byte[] wanted = new byte[6 * nnz];
        locations.get(wanted);
        for (int at = 0; ; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
    }

    private void refused(String sentence) {
        assertThatThrownBy(() -> DelphiCache.read(folder, HOOK))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"1, 40", "5, 40", "7, 40", "2, 70000"})
    void whatIsExportedIsReadBackRoundedToHalf(int splits, int dSae) throws Exception {
        Random random = new Random(5);
        int rows = 90;
        int[] document = new int[rows];
        int[] position = new int[rows];
        int[] ids = new int[rows];
        for (int r = 0; r < rows; r++) {
            boolean begins = r > 0 && random.nextInt(7) == 0;
            document[r] = r == 0 ? 0 : document[r - 1] + (begins ? 1 : 0);
            // The model's first token is a special one, and now and then one between is none of the rows.
            position[r] = r == 0 || begins ? 1 : position[r - 1] + 1 + (random.nextInt(9) == 0 ? 1 : 0);
            ids[r] = 100 + r;
        }
        List<Path> parts = new ArrayList<>();
        List<Codes> written = new ArrayList<>();
        for (int from : new int[] {0, 50}) {
            int n = from == 0 ? 50 : 40;
            Codes codes = draw(random, n, dSae);
            Path part = folder.resolve("part-" + from);
            CodesFile.write(part, codes, Arrays.copyOfRange(document, from, from + n));
            parts.add(part);
            written.add(codes);
        }
        SequenceLayout layout = SequenceLayout.of(document, position, false);
        assertThat(layout.sequences()).isEqualTo(document[rows - 1] + 1);
        assertThat(layout.context() % 32).isZero();
        Path out = folder.resolve("cache");
        List<Path> files =
                new DelphiExport(layout, ids, 7).write(out, parts, splits, new HashMap<>(Map.of("model_name", "m")));
        assertThat(files).hasSize(splits + 1);
        DelphiCache.Content read = DelphiCache.read(out, HOOK);
        assertThat(read.codes().dSae()).isEqualTo(dSae);
        assertThat(read.context()).isEqualTo(layout.context());
        int padding = read.tokens().length;
        for (int r = 0; r < rows; r++) {
            int there = document[r] * layout.context() + position[r];
            assertThat(read.tokens()[there]).isEqualTo(ids[r]);
            assertThat(read.document()[there]).isEqualTo(document[r]);
            Codes codes = written.get(r < 50 ? 0 : 1);
            int row = r < 50 ? r : r - 50;
            assertThat(read.codes().start(there + 1) - read.codes().start(there))
                    .isEqualTo(codes.start(row + 1) - codes.start(row));
            for (int e = codes.start(row); e < codes.start(row + 1); e++) {
                float value = read.codes().value(there, codes.indices()[e]);
                assertThat(value).isEqualTo(Half.value(Half.of(codes.values()[e])));
                assertThat(Math.abs(value / codes.values()[e] - 1)).isLessThan(1f / 2048);
            }
            padding--;
        }
        assertThat(Arrays.stream(read.tokens()).filter(id -> id == 7).count()).isEqualTo(padding);
    }

    private static Codes draw(Random random, int rows, int dSae) {
        long[] indptr = new long[rows + 1];
        int[] indices = new int[rows * 6];
        float[] values = new float[rows * 6];
        int n = 0;
        for (int r = 0; r < rows; r++) {
            int feature = random.nextInt(dSae / 10);
            for (int i = random.nextInt(6); i > 0 && feature < dSae; i--) {
                indices[n] = feature;
                values[n++] = (float) Math.exp(random.nextGaussian());
                feature += 1 + random.nextInt(dSae / 5);
            }
            indptr[r + 1] = n;
        }
        return new Codes(HOOK, dSae, rows, indptr, Arrays.copyOf(indices, n), Arrays.copyOf(values, n));
    }

    @Test
    void packedDocumentsShareSequencesAndMeansHaveNone() {
        int[] document = {0, 0, 1, 1, 2};
        int[] position = {1, 2, 3, 1, 2};
        assertThat(SequenceLayout.of(document, position, true).sequence()).containsExactly(0, 0, 0, 1, 1);
        assertThat(SequenceLayout.of(document, position, false).sequence()).containsExactly(0, 0, 1, 2, 3);
        assertThatThrownBy(() -> SequenceLayout.of(document, new int[] {-1, -1, -1, -1, -1}, false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("rows are whole documents");
    }

    @Test
    void halvesAreTheNearest() {
        for (int bits = 0; bits < 0x7c00; bits++) {
            float value = Half.value((short) bits);
            assertThat(Half.of(value)).isEqualTo((short) bits);
            assertThat(Half.of(-value)).isEqualTo((short) (bits | 0x8000));
            if (bits > 0) {
                float before = Half.value((short) (bits - 1));
                float middle = (before + value) / 2;
                assertThat(Half.of(middle)).isEqualTo((short) (bits - (bits & 1)));
                assertThat(Half.of(Math.nextUp(middle))).isEqualTo((short) bits);
                assertThat(Half.of(Math.nextDown(middle))).isEqualTo((short) (bits - 1));
            }
        }
        assertThat(Half.value(Half.of(1e9f))).isEqualTo(65504f);
    }

    private static Path fixture(String name) throws Exception {
        return Path.of("../core/src/test/resources/dev/steergraph/core/codes", name);
    }
}
