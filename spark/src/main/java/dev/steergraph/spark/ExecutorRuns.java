package dev.steergraph.spark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.deploy.SparkHadoopUtil;

/** An executor's copies of runs, which stay from share to share. */
final class ExecutorRuns {

    private static final Map<URI, StagedRun> RUNS = new HashMap<>();

    private ExecutorRuns() {}

    static synchronized StagedRun of(URI remote) throws IOException {
        StagedRun run = RUNS.get(remote);
        if (run == null) {
            run = new StagedRun(
                    remote,
                    SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()),
                    // The working folder of this executor, which Spark removes.
                    Path.of(
                                    SparkFiles.getRootDirectory(),
                                    "steergraph-runs-" + ProcessHandle.current().pid())
                            .toAbsolutePath()
                            .normalize());
            RUNS.put(remote, run);
        }
        return run;
    }
}
