package dev.steergraph.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run in a Hadoop file system of its own: a name node and a data node. */
@Timeout(900)
class SparkStorageTest {

    @TempDir
    private Path folder;

    private List<String> arguments(String run) {
        return List.of(
                "pipeline",
                "--run",
                run,
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
                "12k",
                "train-sae",
                "--d-sae",
                "128",
                "--k",
                "8",
                "--visits",
                "2k",
                "encode");
    }

    @Test
    void aRunInHdfsHasTheBytesOfALocalOne() throws Exception {
        Configuration configuration = new HdfsConfiguration();
        configuration.set("dfs.replication", "1");
        try (MiniDFSCluster hdfs = new MiniDFSCluster.Builder(
                        configuration, folder.resolve("hdfs").toFile())
                .numDataNodes(1)
                .build()) {
            hdfs.waitActive();
            FileSystem files = hdfs.getFileSystem();
            URI remote = files.getUri().resolve("/runs/shared");
            Path alone = folder.resolve("alone").resolve("shared");
            Step.of(arguments(alone.toString())).forEach(step -> StageRun.of(step, Shelf.none()));
            Path again = Files.createDirectories(folder.resolve("again"));
            for (int submission = 0; submission < 2; submission++) {
                String name = "hdfs" + submission;
                LocalCluster cluster = new LocalCluster(folder);
                Process driver = cluster.submit(
                        name,
                        List.of(
                                "spark.hadoop.dfs.replication=1",
                                "spark.hadoop.dfs.client.use.datanode.hostname=false"),
                        arguments(remote.toString()));
                assertThat(driver.waitFor())
                        .as("%s", Files.readString(cluster.log(name)))
                        .isZero();
            }
            StagedRun run = new StagedRun(remote, configuration, again);
            run.pull(path -> true);
            assertThat(names(run.local())).isEqualTo(names(alone));
            for (var stage : List.of(Stages.EXTRACT, Stages.ENCODE)) {
                assertThat(RunDirectory.view(run.local()).finished(stage).parts())
                        .isEqualTo(RunDirectory.view(alone).finished(stage).parts());
            }
            for (String name : names(alone)) {
                if (name.startsWith("codes/") || name.startsWith("tokens/")) {
                    assertThat(run.local().resolve(name)).hasSameBinaryContentAs(alone.resolve(name));
                }
            }
        }
    }

    private static List<String> names(Path run) throws IOException {
        List<String> names = new ArrayList<>();
        try (var all = Files.walk(run)) {
            all.filter(Files::isRegularFile)
                    .map(file -> run.relativize(file).toString())
                    .filter(name -> !List.of("run.lock", "verified.tsv").contains(name))
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }
}
