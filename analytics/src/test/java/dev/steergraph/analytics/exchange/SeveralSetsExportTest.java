package dev.steergraph.analytics.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.analytics.exchange.delphi.DelphiExport;
import dev.steergraph.analytics.exchange.neuronpedia.NeuronpediaExport;
import dev.steergraph.analytics.fixture.CorrelatedText;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.DelphiCache;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.ingest.sae.RandomSae;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two SAEs of one hook point: both are exported, each under its own name, with correlates of its own only. */
class SeveralSetsExportTest {

    private static final int WIDE = 120;
    private static final int NARROW = 30;

    @TempDir
    private static Path folder;

    @Test
    void everySetIsExported() throws IOException {
        String hook = CorrelatedText.HOOK.toString();
        List<Path> saes = List.of(
                RandomSae.write(folder.resolve("wide"), 384, WIDE, hook, 1),
                RandomSae.write(folder.resolve("narrow"), 384, NARROW, hook, 2));
        try (RunDirectory run = CorrelatedText.make(folder, saes)) {
            Path latents = folder.resolve("latents");
            DelphiExport.write(run, latents, 3, CorrelatedText.SILENT);
            List<Codes> codes = FeatureReader.ofCodes(run, CodeSetSpec.all(run)).read().stream()
                    .map(rows -> rows.all())
                    .toList();
            // In the order of names: the narrow one first, though it was encoded as the second.
            List<String> modules = List.of(hook + ".res-narrow", hook);
            for (int set = 0; set < 2; set++) {
                DelphiCache.Content read = DelphiCache.read(latents.resolve(modules.get(set)), CorrelatedText.HOOK);
                assertThat(read.codes().values())
                        .as(modules.get(set))
                        .hasSameSizeAs(codes.get(set).values());
            }

            Path batches = folder.resolve("batches");
            NeuronpediaExport.write(run, batches, "creator", CorrelatedText.SILENT);
            Path model = batches.resolve(run.model().id());
            assertThat(features(model.resolve("0-res-wide"), WIDE)).isPositive();
            assertThat(features(model.resolve("0-res-narrow"), NARROW)).isPositive();
        }
    }

    /** Checks the rows. @return how many correlates they have in all */
    private static int features(Path folder, int width) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("features/batch-0.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                rows.add(new ObjectMapper().readTree(line));
            }
        }
        assertThat(rows).hasSize(width);
        int correlates = 0;
        for (JsonNode row : rows) {
            for (JsonNode index : row.get("correlated_features_indices")) {
                assertThat(index.asInt()).isLessThan(width);
                correlates++;
            }
        }
        return correlates;
    }
}
