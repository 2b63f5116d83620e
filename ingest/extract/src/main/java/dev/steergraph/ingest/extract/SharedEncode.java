package dev.steergraph.ingest.extract;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.feature.StatisticsPass;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.PartTokens;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.run.SharedRun;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.extract.machine.InstructionSet;
import dev.steergraph.ingest.extract.machine.Libraries;
import dev.steergraph.ingest.model.engine.Devices;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** {@link Encode} by several processes, each of which encodes some parts of the rows; what is joined has the same bytes. */
public final class SharedEncode {

    private final Path root;
    private final Shelf shelf;
    private final Progress progress;
    private boolean acceptsSize;

    /** @param shelf on which SAEs stay for the next share that this process does */
    public SharedEncode(Path root, Shelf shelf, Progress progress) {
        this.root = root;
        this.shelf = shelf;
        this.progress = progress;
    }

    /** Begins even where the disk is surely too small, if that is accepted. */
    public SharedEncode acceptingSize(boolean accepted) {
        acceptsSize = accepted;
        return this;
    }

    /** Begins, as the first share otherwise does. @throws UserError as {@link Encode} */
    public void begin(SaeSpec saes, String device) throws IOException {
        try (NDManager manager = NDManager.newBaseManager(Devices.parse(device))) {
            begun(saes, manager).close();
        }
    }

    private RunDirectory begun(SaeSpec saes, NDManager manager) throws IOException {
        return SharedRun.begun(
                root,
                RunDirectory.view(root).id(),
                shared -> isBegun(shared, saes),
                held -> begin(held, saes, manager),
                () -> false,
                progress);
    }

    /** Encodes what a share lacks. @throws UserError as {@link Encode} */
    public void part(Share share, SaeSpec saes, String device) throws IOException {
        try (NDManager manager = NDManager.newBaseManager(Devices.parse(device));
                RunDirectory run = begun(saes, manager)) {
            Encode encode = new Encode(run, progress);
            Encode.Job job = job(run, saes);
            if (encode.isDone(job)) {
                progress.note("Run " + root + " has all its codes already.");
                return;
            }
            run.madeOn(Libraries.machine());
            PartTokens tokens = PartTokens.open(run);
            encode.acceptingSize(acceptsSize).requireRoom(job, Encode.checked(run), tokens);
            int parts = tokens.count();
            Stopwatch clock = new Stopwatch();
            for (CodeSet set : job.sets()) {
                encode.encode(
                        set,
                        tokens,
                        part -> share.holds(part, parts),
                        (part, codes, documents) -> {},
                        shelf,
                        manager.getDevice(),
                        clock);
            }
        }
    }

    private boolean isBegun(RunDirectory run, SaeSpec saes) throws IOException {
        Encode.Job job = job(run, saes);
        return Encode.isFinished(run, job.sets())
                || run.stage(Stages.ENCODE)
                        .filter(stage -> stage.hasSettings(job.settings()))
                        .filter(stage -> job.sets().stream()
                                .allMatch(set -> stage.result().sets().containsKey(set.id())))
                        .isPresent();
    }

    /** Read once for all shares: what is encoded is hashed for it. */
    private Encode.Job job(RunDirectory run, SaeSpec saes) throws IOException {
        return shelf.value(new Shelf.Key<>(Encode.Job.class, saes), () -> new Encode(run, progress).job(saes));
    }

    private void begin(RunDirectory run, SaeSpec saes, NDManager manager) throws IOException {
        Encode encode = new Encode(run, progress);
        Encode.Job job = encode.job(saes);
        run.begin(Stages.ENCODE, job.settings());
        run.report(Stages.ENCODE, Encode.result(job.sets(), encode.check(job, saes, manager)));
    }

    /**
     * Ends the stage once all parts are there.
     *
     * @param mixed whether parts that were made on unlike machines may be joined
     * @throws UserError if a part is missing or damaged, or was made on a machine unlike others'
     */
    public void merge(SaeSpec saes, boolean mixed) throws IOException {
        try (RunDirectory run = RunDirectory.existing(root)) {
            Encode encode = new Encode(run, progress);
            Encode.Job job = encode.job(saes);
            if (encode.isDone(job)) {
                return;
            }
            if (!isBegun(run, saes)) {
                throw new UserError("No part of run " + root + " is encoded with these options; run \""
                        + Stages.ENCODE.command() + " --part I/N\" with them first, for each I below N.");
            }
            SharedRun.requireAlike(run, List.of(Stages.ENCODE), mixed, InstructionSet.ADVICE);
            int parts = PartTokens.open(run).count();
            int[] missing = IntStream.range(0, parts)
                    .filter(part -> !isThere(run, job, part))
                    .toArray();
            if (missing.length > 0) {
                throw SharedRun.missing(run, Stages.ENCODE, missing, parts, List.of());
            }
            Stopwatch clock = new Stopwatch();
            new StatisticsPass(run, Encode.features(job.sets())).finish(parts, clock.lap());
            run.finish(Stages.ENCODE, clock.lap(), Encode.result(job.sets(), Encode.checked(run)));
        }
    }

    private static boolean isThere(RunDirectory run, Encode.Job job, int part) {
        return job.sets().stream().allMatch(set -> run.has(Stages.ENCODE, PartPaths.codes(set.id(), part)));
    }
}
