package dev.steergraph.analytics.exchange.delphi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.analytics.fixture.CorrelatedText;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.DelphiCache;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelphiExportTest {

    @TempDir
    private static Path folder;

    private static RunDirectory run;

    @BeforeAll
    static void make() throws IOException {
        run = CorrelatedText.make(folder);
    }

    @AfterAll
    static void close() throws IOException {
        run.close();
    }

    @Test
    void everyTokenIsAtItsPlace() throws IOException {
        List<Path> files = DelphiExport.write(run, folder.resolve("latents"), 5, CorrelatedText.SILENT);
        assertThat(files).hasSize(6);
        JsonNode config = new ObjectMapper()
                .readTree(folder.resolve("latents/blocks.0.hook_resid_post/config.json")
                        .toFile());
        assertThat(config.get("model_name").asText()).isEqualTo("sentence-transformers/all-MiniLM-L6-v2");
        DelphiCache.Content read = DelphiCache.read(
                folder.resolve("latents").resolve(CorrelatedText.HOOK.toString()), CorrelatedText.HOOK);
        assertThat(config.get("cache_ctx_len").asInt()).isEqualTo(read.context());
        Codes codes =
                FeatureReader.ofCodes(run, CodeSetSpec.first(run)).read().get(0).all();
        RunTokens tokens = RunTokens.read(run);
        int[] positions = RunTokens.positions(run);
        assertThat(read.codes().values()).hasSameSizeAs(codes.values());
        for (int r = 0; r < codes.rows(); r++) {
            int there = tokens.document()[r] * read.context() + positions[r];
            assertThat(Objects.requireNonNull(read.tokens())[there]).isEqualTo(tokens.ids()[r]);
            for (int e = codes.start(r); e < codes.start(r + 1); e++) {
                assertThat(read.codes().value(there, codes.indices()[e]))
                        .isCloseTo(codes.values()[e], within(codes.values()[e] / 2048));
            }
        }
        assertThatThrownBy(() -> DelphiExport.write(
                        run, folder.resolve("none"), CorrelatedText.FEATURES + 1, CorrelatedText.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("1101 splits are out of range");
    }
}
