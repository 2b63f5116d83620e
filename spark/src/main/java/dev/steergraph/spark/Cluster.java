package dev.steergraph.spark;

import dev.steergraph.cli.command.StageCommands;
import dev.steergraph.core.UserError;
import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Steps one after the other: one that can be shared the driver begins and joins, and tasks do, each of which runs the step's own
 * command with {@code --part}; any other is the driver's. Only the arguments travel. A task that is lost, or done twice, is a share
 * that goes on or is there already.
 */
final class Cluster implements AutoCloseable {

    private static final String SHARES = "spark.steergraph.shares";
    private static final String CORES = "spark.executor.cores";
    private static final String TASK_CPUS = "spark.task.cpus";
    private static final String THREADS = "spark.executorEnv.OMP_NUM_THREADS";
    private static final String JVM = "spark.executor.extraJavaOptions";

    private static final String PAGES = "UseTransparentHugePages";

    /** Clusters are of one kind. */
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    /** So many that little is lost with an executor, and none waits long for the last. */
    private static final int SHARES_PER_SLOT = 4;

    /** Executors come by and by; so many slots are reckoned with in any case. */
    private static final int SLOTS = 8;

    private final JavaSparkContext spark;
    private final Map<URI, StagedRun> staged = new HashMap<>();

    Cluster() {
        spark = new JavaSparkContext(configured(new SparkConf()));
    }

    /** A task has its executor to itself, unless that is set otherwise, and its kernels as many threads as the task has processors. */
    static SparkConf configured(SparkConf conf) {
        conf.setIfMissing("spark.app.name", "steergraph");
        if (conf.contains(CORES)) {
            conf.setIfMissing(TASK_CPUS, conf.get(CORES));
        }
        String threads = conf.get(TASK_CPUS, "1");
        conf.setIfMissing(THREADS, threads);
        conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE");
        // As the command correlates: sums are large and read here and there. Unless somebody has decided on it.
        String pages = conf.get(JVM, "").contains(PAGES) || !LINUX ? "" : " -XX:+" + PAGES;
        conf.set(JVM, (conf.get(JVM, "") + pages + " -XX:ActiveProcessorCount=" + threads).strip());
        return conf;
    }

    /** @throws UserError if a command was not what it should be */
    void run(List<Step> steps) throws IOException {
        for (Step step : steps) {
            Optional<URI> remote = step.remoteRun();
            if (remote.isPresent()) {
                run(step, remote.get());
            } else if (step.isShared()) {
                // A mistake in what was asked is found here, once.
                StageRun.of(step.with("--begin"), Shelf.none());
                share(step);
                StageRun.of(step.with("--merge"), Shelf.none());
            } else {
                StageRun.of(step, Shelf.none());
            }
        }
    }

    /** On a run that only the driver may begin and end, as the file system has no locks. */
    private void run(Step step, URI remote) throws IOException {
        StagedRun run = staged.get(remote);
        if (run == null) {
            Path scratch = Path.of(SparkFiles.getRootDirectory(), "steergraph-runs");
            run = new StagedRun(remote, spark.hadoopConfiguration(), scratch);
            staged.put(remote, run);
        }
        Step here = step.on(run.local());
        run.pull(path -> true);
        if (step.isShared()) {
            StageRun.of(here.with("--begin"), Shelf.none());
            if (!isFinished(run.local(), step)) {
                run.pushAll();
                share(step);
                run.pull(path -> true);
                StageRun.of(here.with("--merge"), Shelf.none());
            }
        } else {
            StageRun.of(here, Shelf.none());
        }
        run.pushAll();
    }

    private static boolean isFinished(Path run, Step step) throws IOException {
        StageEntry stage = RunDirectory.view(run).stages().get(step.command());
        return stage != null && stage.finished();
    }

    private void share(Step step) {
        int shares = shares(step);
        List<Integer> all = IntStream.range(0, shares).boxed().toList();
        spark.setJobDescription(step.command() + " by " + shares + " shares");
        List<String> mistakes =
                spark.parallelize(all, shares).map(new ShareTask(step, shares)).collect();
        mistakes.stream().filter(mistake -> !mistake.isEmpty()).findFirst().ifPresent(mistake -> {
            throw new UserError(mistake);
        });
    }

    private int shares(Step step) {
        SparkConf conf = spark.getConf();
        int slots = spark.defaultParallelism() / conf.getInt(TASK_CPUS, 1);
        int usual =
                StageCommands.isLight(step.command()) ? SHARES_PER_SLOT * Math.max(SLOTS, slots) : Math.max(1, slots);
        int shares = conf.getInt(SHARES, usual);
        if (shares < 1) {
            throw new UserError(SHARES + " is " + shares + "; give a number above 0.");
        }
        return shares;
    }

    @Override
    public void close() {
        spark.close();
    }
}
