package dev.steergraph.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.cypher.HookPoint;
import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.correlate.CorrelationParameters;
import dev.steergraph.ingest.exchange.DelphiCache;
import dev.steergraph.ingest.store.CodeRows;
import dev.steergraph.ingest.store.Codes;
import dev.steergraph.ingest.store.CodesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes of no run: the same from delphi's cache, from one file, and from parts. */
class GivenCodesTest {

    private static final HookPoint HOOK = HookPoint.residPost(3);

    @TempDir
    static Path folder;

    private static Path delphi;
    private static Path whole;
    private static Path parts;

    @BeforeAll
    static void write() throws Exception {
        delphi = Path.of(DelphiCache.class.getResource("layers.3").toURI());
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
    void anyRangeIsTheSameFromEverywhere() throws IOException {
        Codes expected = DelphiCache.read(delphi, HOOK).codes();
        for (Path path : new Path[] {delphi, whole, parts}) {
            GivenCodes given = GivenCodes.open(path, HOOK);
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
    void theyCorrelateTheSame() throws IOException {
        CorrelationParameters parameters = new CorrelationParameters(0.1, 1, 0, 0, 2);
        Correlate correlate = new Correlate(new SilentProgress(), DecoderSource.NONE);
        Map<String, Object> report = correlate.execute(Map.of(3, whole), Map.of(), parameters, folder.resolve("a"));
        assertThat((Integer) report.get("edges")).isPositive();
        for (Path path : new Path[] {delphi, parts}) {
            Path out = folder.resolve("of-" + path.getFileName());
            assertThat(correlate.execute(Map.of(3, path), Map.of(), parameters, out))
                    .isEqualTo(report);
            assertThat(out.resolve("edges.parquet")).hasSameBinaryContentAs(folder.resolve("a/edges.parquet"));
        }
    }

    @Test
    void whatIsNoneOfThemIsAUsersError() {
        assertThatThrownBy(() -> GivenCodes.open(folder.resolve("nothing.safetensors"), HOOK))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nothing.safetensors does not exist");
        assertThatThrownBy(() -> GivenCodes.open(folder, HOOK)).isInstanceOf(UserError.class);
    }
}
