package dev.steergraph.ingest.correlate;

import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.run.SharedRun;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.ScratchRows;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.statistics.EdgeFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * {@link Correlate} by several processes, each of which searches a share of the pairs, over all rows: those of every so many
 * features with all that fire more often. Each reads all codes, and has a share of the work on pairs and of the memory for their
 * sums. What is joined has the bytes that a single process would have written.
 */
public final class SharedCorrelate {

    private final Path root;
    private final Correlate correlate;
    private final Map<String, String> machine;
    private final Progress progress;

    /**
     * @param correlate says what is missing, and writes the files
     * @param machine what may change the last bits of a result
     */
    public SharedCorrelate(Path root, Correlate correlate, Map<String, String> machine, Progress progress) {
        this.root = root;
        this.correlate = correlate;
        this.machine = Map.copyOf(machine);
        this.progress = progress;
    }

    /** Begins, as the first share otherwise does. @throws UserError as {@link Correlate} */
    public void begin(CorrelationParameters parameters, FeatureBasis source, List<String> sets) throws IOException {
        begun(parameters, source, sets).close();
    }

    private RunDirectory begun(CorrelationParameters parameters, FeatureBasis source, List<String> sets)
            throws IOException {
        return SharedRun.begun(
                root,
                RunDirectory.view(root).id(),
                shared -> isBegun(shared, correlate.job(shared, parameters, source, sets)),
                held -> begin(held, correlate.job(held, parameters, source, sets)),
                () -> false,
                progress);
    }

    /** Searches what a share lacks. @throws UserError as {@link Correlate} */
    public void part(Share share, CorrelationParameters parameters, FeatureBasis source, List<String> sets)
            throws IOException {
        try (RunDirectory run = begun(parameters, source, sets)) {
            Correlate.Job job = correlate.job(run, parameters, source, sets);
            if (run.isFinished(Stages.CORRELATE, job.settings())) {
                progress.note("Run " + root + " has all its correlations already.");
                return;
            }
            SharedRun.requireUnfinished(run, Stages.CORRELATE);
            run.madeOn(machine);
            Files.createDirectories(root.resolve(PartPaths.EDGE_SHARES));
            ShareWriter writer = new ShareWriter(run, share);
            if (!writer.isDone(parameters)) {
                search(run, job, share, writer);
            }
        }
    }

    private static boolean isBegun(RunDirectory run, Correlate.Job job) {
        return run.stage(Stages.CORRELATE)
                .filter(stage -> stage.hasSettings(job.settings()))
                .isPresent();
    }

    private static void begin(RunDirectory run, Correlate.Job job) throws IOException {
        run.begin(Stages.CORRELATE, job.settings());
        run.keep(Stages.CORRELATE);
    }

    private void search(RunDirectory run, Correlate.Job job, Share share, EdgeFinder writer) throws IOException {
        List<CodeRows> layers = job.features().read();
        int[] document = RunTokens.read(run).document();
        // The same share may be searched twice at the same time.
        Path scratch = root.resolve(PartPaths.CORRELATIONS).resolve(Correlate.SCRATCH + "-" + UUID.randomUUID());
        progress.begin("correlate share " + share + ", " + document.length + " rows", 0, "activations");
        try {
            Correlation.search(
                    layers,
                    document,
                    job.parameters().of(share),
                    correlate.limits(scratch),
                    writer,
                    (stage, done, total) -> progress.update(done, stage));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        progress.end("");
    }

    /** Searches what is not there, and writes it. */
    private record ShareWriter(RunDirectory run, Share share) implements EdgeFinder {

        boolean isDone(CorrelationParameters parameters) throws IOException {
            for (String search : EdgeFinder.searches(parameters)) {
                if (run.part(Stages.CORRELATE, PartPaths.edges(search, share)).isEmpty()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public EdgeList edges(String search, Supplier<EdgeList> here) {
            String path = PartPaths.edges(search, share);
            try {
                Stopwatch clock = new Stopwatch();
                EdgeList edges = here.get();
                AtomicFile.writePath(run.root().resolve(path), file -> EdgeFile.write(file, edges, Optional.empty()));
                run.addParts(Stages.CORRELATE, List.of(path), clock.lap());
                return edges;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Joins what was found and ends the stage.
     *
     * @param mixed whether parts that were made on unlike machines may be joined
     * @param advice what makes machines alike
     * @throws UserError if a share is missing or damaged, or was made on a machine unlike others'
     */
    public void merge(
            CorrelationParameters parameters, FeatureBasis source, List<String> sets, boolean mixed, String advice)
            throws IOException {
        try (RunDirectory run = RunDirectory.existing(root)) {
            Correlate.Job job = correlate.job(run, parameters, source, sets);
            if (run.isFinished(Stages.CORRELATE, job.settings())) {
                return;
            }
            if (!isBegun(run, job)) {
                throw new UserError("No share of run " + root + " is correlated with these options; run \""
                        + Stages.CORRELATE.command() + " --part I/N\" with them first, for each I below N.");
            }
            SharedRun.requireAlike(run, List.of(Stages.CORRELATE), mixed, advice);
            FoundShares shares = FoundShares.of(run, EdgeFinder.searches(parameters));
            FeatureSpace space = FeatureSpace.of(job.features().read());
            correlate.execute(run, job, (search, here) -> shares.edges(search, space));
            removeScratch();
        }
    }

    /** What killed shares left. */
    private void removeScratch() throws IOException {
        Path folder = root.resolve(PartPaths.CORRELATIONS);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, Correlate.SCRATCH + "-*")) {
            for (Path scratch : left) {
                ScratchRows.remove(scratch);
            }
        }
    }
}
