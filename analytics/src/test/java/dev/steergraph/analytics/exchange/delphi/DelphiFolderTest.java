package dev.steergraph.analytics.exchange.delphi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.codes.DelphiCache;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.Half;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read back. */
class DelphiFolderTest {

    private static final HookPoint HOOK = HookPoint.residPost(3);

    @TempDir
    private Path folder;

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
        List<Path> files = new DelphiFolder(layout, ids, 7)
                .write(out, parts, splits, new DelphiConfig.Origin("m", "texts", "text"));
        assertThat(files).hasSize(splits + 1);
        DelphiCache.Content read = DelphiCache.read(out, HOOK);
        assertThat(read.codes().dSae()).isEqualTo(dSae);
        assertThat(read.context()).isEqualTo(layout.context());
        int padding = Objects.requireNonNull(read.tokens()).length;
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
}
