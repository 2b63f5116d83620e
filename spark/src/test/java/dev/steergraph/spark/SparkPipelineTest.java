package dev.steergraph.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stage;
import dev.steergraph.core.stage.Stages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From text to correlations in one submission, against the commands one after the other in one process. */
@Timeout(900)
class SparkPipelineTest {

    @TempDir
    private Path folder;

    private List<String> arguments(String run) {
        return List.of(
                "pipeline",
                "--run",
                folder.resolve(run).toString(),
                "--home",
                folder.resolve("home").toString(),
                "extract",
                "--layers",
                "0-5",
                "--hooks",
                "resid_pre,resid_post",
                "--corpus",
                "wordnet",
                "--tokens",
                "20k",
                "train-sae",
                "--d-sae",
                "256",
                "--k",
                "8",
                "--visits",
                "8k",
                "encode",
                "correlate");
    }

    @Test
    void allStagesHaveTheBytesOfOneProcess() throws Exception {
        Step.of(arguments("alone")).forEach(step -> StageRun.of(step, Shelf.none()));
        LocalCluster cluster = new LocalCluster(folder);
        Process driver = cluster.submit("many", List.of(), arguments("many"));
        assertThat(driver.waitFor())
                .as("%s", Files.readString(cluster.log("many")))
                .isZero();
        RunDirectory alone = RunDirectory.view(folder.resolve("alone"));
        RunDirectory many = RunDirectory.view(folder.resolve("many"));
        for (Stage<?, ?> stage : List.of(Stages.EXTRACT, Stages.ENCODE)) {
            assertThat(many.finished(stage).parts())
                    .isEqualTo(alone.finished(stage).parts());
        }
        assertThat(alone.finished(Stages.ENCODE).parts()).hasSizeGreaterThan(3 * 12);
        for (String file :
                List.of("tokens/part-00002.safetensors", "correlations/edges.parquet", "correlations/summary.json")) {
            assertThat(folder.resolve("many").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("alone").resolve(file));
        }
        assertThat(many.finished(Stages.CORRELATE).parts())
                .isEqualTo(alone.finished(Stages.CORRELATE).parts());
    }
}
