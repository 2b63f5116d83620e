package dev.steergraph.ingest.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.feature.DecoderSource;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.synthetic.SyntheticRun;
import dev.steergraph.ingest.correlate.synthetic.SyntheticShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedCorrelateTest {

    private static final CorrelationParameters PARAMETERS =
            new CorrelationParameters(0.1, 2, 1, 0, 2).with(CorrelationExtras.NONE.withHalves(true));

    private static final Progress SILENT = new Progress() {
        @Override
        public void begin(String what, long total, String unit) {}

        @Override
        public void update(long done, String detail) {}

        @Override
        public void end(String summary) {}
    };

    @TempDir
    private static Path folder;

    private static Map<String, String> expected = Map.of();

    @BeforeAll
    static void alone() throws IOException {
        try (RunDirectory run = synthetic("alone")) {
            new Correlate(SILENT, DecoderSource.NONE).execute(run, PARAMETERS, FeatureBasis.CODES);
        }
        expected = checksums("alone");
        assertThat(expected).hasSizeGreaterThan(6);
    }

    private static RunDirectory synthetic(String name) throws IOException {
        RunDirectory run = RunDirectory.open(folder.resolve(name), new RunId("synthetic"));
        new SyntheticRun(run, SILENT).execute(new SyntheticShape(256, 2, 6_000, 12, 7));
        return run;
    }

    private static Map<String, String> checksums(String name) throws IOException {
        Map<String, String> checksums = new TreeMap<>();
        RunDirectory run = RunDirectory.view(folder.resolve(name));
        for (Part part : run.finished(Stages.CORRELATE).parts()) {
            checksums.put(part.path(), Sha256.of(run.root().resolve(part.path())));
        }
        return checksums;
    }

    private static SharedCorrelate shared(String name) {
        return shared(name, Map.of("instructions", "avx2"));
    }

    private static SharedCorrelate shared(String name, Map<String, String> machine) {
        return new SharedCorrelate(folder.resolve(name), new Correlate(SILENT, DecoderSource.NONE), machine, SILENT);
    }

    private static void part(String name, int share, int of) throws IOException {
        shared(name).part(new Share(share, of), PARAMETERS, FeatureBasis.CODES, List.of());
    }

    private static void merge(String name) throws IOException {
        merge(name, PARAMETERS, false);
    }

    private static void merge(String name, CorrelationParameters parameters, boolean mixed) throws IOException {
        shared(name).merge(parameters, FeatureBasis.CODES, List.of(), mixed, "make them alike");
    }

    @Test
    void sharesInAnyOrderMakeTheSameBytesAndLeaveNothing() throws IOException {
        synthetic("many").close();
        part("many", 2, 3);
        part("many", 0, 3);
        part("many", 0, 3);
        part("many", 1, 3);
        Path left = Files.createDirectories(folder.resolve("many/correlations/permuted-of-one-that-was-killed"));
        Files.writeString(left.resolve("rows-0"), "half");
        merge("many");
        assertThat(checksums("many")).isEqualTo(expected);
        assertThat(folder.resolve("many/correlations/shares")).isEmptyDirectory();
        assertThat(folder.resolve("many/receipts")).doesNotExist();
        assertThat(left).doesNotExist();
        merge("many"); // is done
        part("many", 1, 3);
        assertThat(checksums("many")).isEqualTo(expected);
    }

    @Test
    void aShareThatIsDoneIsNotSearchedAgain() throws IOException {
        synthetic("again").close();
        part("again", 0, 2);
        Path edges = folder.resolve("again").resolve(PartPaths.edges("edges", new Share(0, 2)));
        Object written = Files.getLastModifiedTime(edges);
        Object inode = Files.getAttribute(edges, "unix:ino");
        part("again", 0, 2);
        assertThat(Files.getLastModifiedTime(edges)).isEqualTo(written);
        assertThat(Files.getAttribute(edges, "unix:ino")).isEqualTo(inode);
    }

    @Test
    void missingAndDamagedSharesAreNamed() throws IOException {
        synthetic("some").close();
        assertThatThrownBy(() -> merge("some"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("No share of run")
                .hasMessageContaining("correlate --part I/N");
        part("some", 0, 4);
        part("some", 3, 4);
        assertThatThrownBy(() -> merge("some"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("lacks parts 1-2 of 4");
        part("some", 1, 4);
        part("some", 2, 4);
        Path damaged = folder.resolve("some").resolve(PartPaths.edges("null-1", new Share(1, 4)));
        Files.writeString(damaged, "no Parquet");
        assertThatThrownBy(() -> merge("some"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("lacks parts 1 of 4")
                .hasMessageContaining("null-1.1-of-4.parquet");
        part("some", 1, 4);
        merge("some");
        assertThat(checksums("some")).isEqualTo(expected);
    }

    @Test
    void sharedInTwoWaysOneIsEnough() throws IOException {
        synthetic("ways").close();
        part("ways", 0, 3);
        part("ways", 1, 2);
        part("ways", 0, 2);
        merge("ways");
        assertThat(checksums("ways")).isEqualTo(expected);
    }

    @Test
    void oneProcessMayGoOnAlone() throws IOException {
        synthetic("alone-after").close();
        part("alone-after", 0, 3);
        try (RunDirectory run = RunDirectory.existing(folder.resolve("alone-after"))) {
            new Correlate(SILENT, DecoderSource.NONE).execute(run, PARAMETERS, FeatureBasis.CODES);
        }
        assertThat(checksums("alone-after")).isEqualTo(expected);
        assertThat(folder.resolve("alone-after/correlations/shares")).isEmptyDirectory();
    }

    @Test
    void whatWasFinishedIsMendedByOneCommand() throws IOException {
        try (RunDirectory run = synthetic("finished")) {
            new Correlate(SILENT, DecoderSource.NONE).execute(run, PARAMETERS, FeatureBasis.CODES);
        }
        Files.writeString(folder.resolve("finished/correlations/summary.json"), "{}");
        assertThatThrownBy(() -> part("finished", 0, 2))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("without --part");
        try (RunDirectory run = RunDirectory.existing(folder.resolve("finished"))) {
            new Correlate(SILENT, DecoderSource.NONE).execute(run, PARAMETERS, FeatureBasis.CODES);
        }
        assertThat(checksums("finished")).isEqualTo(expected);
    }

    @Test
    void otherSettingsAndUnlikeMachinesAreNotJoined() throws IOException {
        synthetic("unlike").close();
        part("unlike", 0, 2);
        assertThatThrownBy(() -> merge("unlike", CorrelationParameters.defaults(2), false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("with these options");
        shared("unlike", Map.of("instructions", "avx512f"))
                .part(new Share(1, 2), PARAMETERS, FeatureBasis.CODES, List.of());
        assertThatThrownBy(() -> merge("unlike"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("unlike machines")
                .hasMessageContaining("make them alike");
        merge("unlike", PARAMETERS, true);
        assertThat(checksums("unlike")).isEqualTo(expected);
    }
}
