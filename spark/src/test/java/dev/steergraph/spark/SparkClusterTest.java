package dev.steergraph.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.Progress;
import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.correlate.synthetic.SyntheticRun;
import dev.steergraph.ingest.correlate.synthetic.SyntheticShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster against one process: the same bytes, also where executors or the driver are killed, or stand still. */
@Timeout(900)
class SparkClusterTest {

    /** Twenty-four hook points make parts of some 3,600 rows. */
    private static final List<String> EXTRACT = List.of(
            "extract",
            "--model",
            "minilm",
            "--layers",
            "0-5",
            "--hooks",
            "resid_pre,resid_post,attn_out,mlp_out",
            "--corpus",
            "wordnet",
            "--tokens",
            "20k");

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

    private static List<Part> expected = List.of();
    private static LocalCluster cluster;

    @BeforeAll
    static void alone() throws IOException {
        cluster = new LocalCluster(folder);
        StageRun.of(Step.of(arguments("alone")).get(0), Shelf.none());
        expected = parts("alone");
        assertThat(expected).hasSizeGreaterThan(6 * 26);
    }

    private static List<String> arguments(String run) {
        List<String> all = new ArrayList<>(EXTRACT);
        all.addAll(List.of("--run", folder.resolve(run).toString()));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return all;
    }

    private static List<Part> parts(String run) throws IOException {
        return RunDirectory.view(folder.resolve(run)).finished(Stages.EXTRACT).parts();
    }

    private static Path receipts(String run) {
        return folder.resolve(run).resolve("receipts/extract");
    }

    private static void succeeds(String run, Process driver) throws Exception {
        assertThat(driver.waitFor())
                .as("%s", Files.readString(cluster.log(run)))
                .isZero();
        assertThat(parts(run)).isEqualTo(expected);
        assertThat(folder.resolve(run).resolve("receipts")).doesNotExist();
    }

    @Test
    void aKilledExecutorIsReplaced() throws Exception {
        Process driver = cluster.submit("killed", List.of(), arguments("killed"));
        LocalCluster.await(driver, receipts("killed"), "tokens+part-", 1);
        assertThat(LocalCluster.executors(driver).get(0).destroyForcibly()).isTrue();
        succeeds("killed", driver);
        assertThat(Files.readString(cluster.log("killed"))).contains("Lost executor");
    }

    @Test
    void anExecutorKilledWhileItCorrelatesIsReplaced() throws Exception {
        for (String name : List.of("codes-alone", "codes-killed")) {
            try (RunDirectory run = RunDirectory.open(folder.resolve(name), new RunId("codes"))) {
                new SyntheticRun(run, SILENT).execute(new SyntheticShape(4096, 2, 60_000, 40, 3));
            }
        }
        StageRun.of(Step.of(correlate("codes-alone")).get(0), Shelf.none());
        Process driver = cluster.submit("codes-killed", List.of(), correlate("codes-killed"));
        LocalCluster.await(driver, folder.resolve("codes-killed/receipts/correlate"), "correlations+shares+", 1);
        assertThat(LocalCluster.executors(driver).get(0).destroyForcibly()).isTrue();
        assertThat(driver.waitFor())
                .as("%s", Files.readString(cluster.log("codes-killed")))
                .isZero();
        assertThat(Files.readString(cluster.log("codes-killed"))).contains("Lost executor");
        List<Part> alone = RunDirectory.view(folder.resolve("codes-alone"))
                .finished(Stages.CORRELATE)
                .parts();
        assertThat(RunDirectory.view(folder.resolve("codes-killed"))
                        .finished(Stages.CORRELATE)
                        .parts())
                .isEqualTo(alone)
                .hasSizeGreaterThan(6);
    }

    private static List<String> correlate(String run) {
        return List.of(
                "correlate",
                "--run",
                folder.resolve(run).toString(),
                "--home",
                folder.resolve("home").toString(),
                "--threads",
                "1");
    }

    @Test
    void aKilledDriverIsSubmittedAgainAndGoesOn() throws Exception {
        Process driver = cluster.submit("again", List.of(), arguments("again"));
        List<Path> done = LocalCluster.await(driver, receipts("again"), "tokens+part-", 2);
        List<ProcessHandle> executors = LocalCluster.executors(driver);
        driver.destroyForcibly().waitFor();
        for (ProcessHandle executor : executors) {
            executor.onExit().get(60, TimeUnit.SECONDS);
        }
        Map<Path, FileTime> written = new HashMap<>();
        for (Path receipt : done) {
            String part =
                    receipt.getFileName().toString().replace("tokens+", "").replace(".json", "");
            Path tokens = folder.resolve("again/tokens").resolve(part);
            written.put(tokens, Files.getLastModifiedTime(tokens));
        }
        Process second = cluster.submit("again", List.of(), arguments("again"));
        succeeds("again", second);
        for (var each : written.entrySet()) {
            assertThat(Files.getLastModifiedTime(each.getKey())).isEqualTo(each.getValue());
        }
    }

    /** Spark begins a task a second time on another host only. */
    @Test
    void anExecutorThatStandsStillIsOvertaken() throws Exception {
        try (LocalCluster.Standalone standalone = cluster.new Standalone()) {
            List<String> settings = List.of(
                    "spark.master=" + standalone.master(),
                    "spark.speculation=true",
                    "spark.speculation.quantile=0.3",
                    "spark.speculation.multiplier=1.5",
                    "spark.speculation.minTaskRuntime=1s");
            Process driver = cluster.submit("slow", settings, arguments("slow"));
            while (driver.isAlive() && tasks("slow") < 2) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            LocalCluster.await(driver, receipts("slow"), "tokens+part-", 1);
            ProcessHandle slow = standalone.executors().get(0);
            LocalCluster.signal(slow, "STOP");
            try {
                succeeds("slow", driver);
            } finally {
                LocalCluster.signal(slow, "CONT");
            }
        }
        assertThat(Files.readString(cluster.log("slow"))).contains("as speculatable");
    }

    private static int tasks(String name) throws IOException {
        return Files.readString(cluster.log(name)).split("TaskSetManager: Starting task", -1).length - 1;
    }
}
