package dev.steergraph.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.CorrelateResult;
import dev.steergraph.core.stage.CorrelateSettings;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.FeatureInputs;
import dev.steergraph.core.stage.LoadSettings;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadFingerprintTest {

    @TempDir
    private Path folder;

    @Test
    void onlyWhatIsLoadedMakesADifference() throws IOException {
        String first = fingerprint("edges", "features", "report", 0.3, 1, "a");
        assertThat(first).hasSize(64);
        assertThat(fingerprint("edges", "features", "another report", 0.3, 1, "a"))
                .isEqualTo(first);
        assertThat(fingerprint("edges", "features", "report", 0.3, 7, "a")).isEqualTo(first);
        assertThat(List.of(
                        first,
                        fingerprint("other", "features", "report", 0.3, 1, "a"),
                        fingerprint("edges", "other", "report", 0.3, 1, "a"),
                        fingerprint("edges", "features", "report", 0.31, 1, "a"),
                        fingerprint("edges", "features", "report", 0.3, 1, "b")))
                .doesNotHaveDuplicates();
    }

    @Test
    void aRunThatAnEarlierVersionLoadedKeepsItsChecksumUntilItIsCorrelatedAnew() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder.resolve("old"), new RunId("old"))) {
            correlate(run, "edges", "features", "report", 0.3, 1, "a");
            String all = run.fingerprint(Stages.CORRELATE, PartPaths.CORRELATIONS);
            assertThat(LoadFingerprint.of(run)).isNotEqualTo(all);
            run.begin(Stages.LOAD, new LoadSettings(all));
            assertThat(LoadFingerprint.of(run)).isEqualTo(all);
            correlate(run, "edges", "features", "another report", 0.3, 7, "a");
            assertThat(LoadFingerprint.of(run)).isEqualTo(fingerprint("edges", "features", "a third one", 0.3, 1, "a"));
        }
    }

    private String fingerprint(
            String edges, String features, String report, double threshold, int nullRuns, String codes)
            throws IOException {
        try (RunDirectory run = RunDirectory.open(Files.createTempDirectory(folder, "run"), new RunId("new"))) {
            correlate(run, edges, features, report, threshold, nullRuns, codes);
            return LoadFingerprint.of(run);
        }
    }

    private static void correlate(
            RunDirectory run,
            String edges,
            String features,
            String report,
            double threshold,
            int nullRuns,
            String codes)
            throws IOException {
        FeatureInputs inputs = new FeatureInputs(
                FeatureBasis.CODES, Map.of(), Map.of(HookPoint.residPost(3).toString(), codes));
        run.begin(
                Stages.CORRELATE, new CorrelateSettings(threshold, 5, nullRuns, 0, 0, null, 0, 0, null, false, inputs));
        Path files = Files.createDirectories(run.root().resolve(PartPaths.CORRELATIONS));
        Files.writeString(files.resolve("edges.parquet"), edges);
        Files.writeString(files.resolve("features.parquet"), features);
        Files.writeString(files.resolve("report.html"), report);
        run.addParts(
                Stages.CORRELATE,
                List.of("correlations/edges.parquet", "correlations/features.parquet", "correlations/report.html"),
                0);
        run.finish(
                Stages.CORRELATE,
                0,
                new CorrelateResult(8, null, 100, 10, 3, List.of(0L), 3, 0, List.of(), null, null, null));
    }
}
