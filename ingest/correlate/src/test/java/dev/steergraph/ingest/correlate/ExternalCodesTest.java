package dev.steergraph.ingest.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.codes.DelphiCache;
import dev.steergraph.core.feature.DecoderSource;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.CorrelateResult;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes of no run: the same from delphi's cache, from one file, and from parts. */
class ExternalCodesTest {

    private static final HookPoint HOOK = HookPoint.residPost(3);

    @TempDir
    static Path folder;

    private static Path delphi;
    private static Path whole;
    private static Path parts;

    @BeforeAll
    static void write() throws Exception {
        delphi = Path.of("../../core/src/test/resources/dev/steergraph/core/codes/layers.3");
        DelphiCache.Content cache = DelphiCache.read(delphi, HOOK);
        whole = folder.resolve("whole.safetensors");
        CodesFile.write(whole, cache.codes(), cache.document());
        parts = Files.createDirectory(folder.resolve("parts"));
        int[] ends = {0, 7, 7, 8, cache.codes().rows()}; // one part has no rows
        for (int p = 0; p + 1 < ends.length; p++) {
            CodesFile.write(
                    parts.resolve("part-0000" + p + ".safetensors"),
                    cache.codes().range(ends[p], ends[p + 1]),
                    Arrays.copyOfRange(cache.document(), ends[p], ends[p + 1]));
        }
    }

    @Test
    void anyRangeIsTheSameFromEveryFormat() throws IOException {
        Codes expected = DelphiCache.read(delphi, HOOK).codes();
        for (Path path : new Path[] {delphi, whole, parts}) {
            ExternalCodes given = ExternalCodes.open(path, set(3));
            CodeRows codes = given.codes();
            assertThat(codes.rows()).isEqualTo(expected.rows()).isGreaterThan(10);
            assertThat(codes.dSae()).isEqualTo(expected.dSae());
            assertThat(given.document())
                    .isEqualTo(DelphiCache.read(delphi, HOOK).document());
            for (int from = 0; from <= codes.rows(); from++) {
                for (int to = from; to <= codes.rows(); to += 3) {
                    assertThat(codes.range(from, to)).usingRecursiveComparison().isEqualTo(expected.range(from, to));
                }
            }
            assertThat(codes.all()).usingRecursiveComparison().isEqualTo(expected);
        }
    }

    @Test
    void codesOfEveryFormatCorrelateTheSame() throws IOException {
        CorrelationParameters parameters = new CorrelationParameters(0.1, 1, 0, 0, 2);
        Correlate correlate = new Correlate(new SilentProgress(), DecoderSource.NONE);
        CorrelateResult report = correlate.execute(Map.of(set(3), whole), Map.of(), parameters, folder.resolve("a"));
        assertThat(report.edges()).isPositive();
        for (Path path : new Path[] {delphi, parts}) {
            Path out = folder.resolve("of-" + path.getFileName());
            assertThat(correlate.execute(Map.of(set(3), path), Map.of(), parameters, out))
                    .isEqualTo(report);
            assertThat(out.resolve("edges.parquet")).hasSameBinaryContentAs(folder.resolve("a/edges.parquet"));
        }
    }

    @Test
    void layersThatContradictEachOtherAreRefused() throws IOException {
        CorrelationParameters parameters = new CorrelationParameters(0.1, 1, 0, 0, 2);
        Correlate correlate = new Correlate(new SilentProgress(), DecoderSource.NONE);
        DelphiCache.Content cache = DelphiCache.read(delphi, HOOK);
        Codes codes = cache.codes();
        Codes higher = new Codes(
                HookPoint.residPost(5), codes.dSae(), codes.rows(), codes.indptr(), codes.indices(), codes.values());
        int[] document = cache.document().clone();
        document[document.length - 1]++;
        Path moved = folder.resolve("moved.safetensors");
        CodesFile.write(moved, higher, document);
        Path out = folder.resolve("refused");
        assertThatThrownBy(() -> correlate.execute(Map.of(set(3), whole, set(5), moved), Map.of(), parameters, out))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(moved + " says that row " + (document.length - 1) + " is of document "
                        + document[document.length - 1] + ", a file before it says "
                        + (document[document.length - 1] - 1));
        assertThatThrownBy(() -> correlate.execute(Map.of(set(4), moved), Map.of(), parameters, out))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(moved + " holds codes of blocks.5.hook_resid_post, but is given for layer 4");
        assertThat(out).doesNotExist();
        CodesFile.write(moved, higher, cache.document());
        assertThat(correlate
                        .execute(Map.of(set(3), whole, set(5), moved), Map.of(), parameters, out)
                        .across())
                .isPositive();
    }

    @Test
    void anUnknownFormatIsAUserError() {
        assertThatThrownBy(() -> ExternalCodes.open(folder.resolve("nothing.safetensors"), set(3)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nothing.safetensors does not exist");
        assertThatThrownBy(() -> ExternalCodes.open(folder, set(3))).isInstanceOf(UserError.class);
    }

    private static FeatureSet set(int layer) {
        return new FeatureSet(layer, CodeRows.UNNAMED);
    }
}
