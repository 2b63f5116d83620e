package dev.steergraph.ingest.extract;

import ai.djl.Device;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.feature.StatisticsPass;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.run.SharedRun;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusDocument;
import dev.steergraph.ingest.corpus.CorpusPosition;
import dev.steergraph.ingest.corpus.CorpusReader;
import dev.steergraph.ingest.corpus.Place;
import dev.steergraph.ingest.corpus.batch.ParallelDocuments;
import dev.steergraph.ingest.corpus.batch.Rewindable;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.corpus.batch.TextParts;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFiles;
import dev.steergraph.ingest.extract.machine.InstructionSet;
import dev.steergraph.ingest.extract.machine.Libraries;
import dev.steergraph.ingest.extract.size.Outlook;
import dev.steergraph.ingest.model.engine.DeviceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@link Extract} by several processes, on one machine or many that see the same folder. The first of them plans where each
 * part begins in the corpus, while the others wait; then each makes the parts of its share, and one, at the end, joins them.
 * What is joined has the bytes that a single process would have written.
 */
public final class SharedExtract {

    private final Path root;
    private final RunId id;
    private final ExtractParameters parameters;
    private final Shelf shelf;
    private final Progress progress;
    private final ExtractJob.Bytes bytes;
    private volatile boolean stopped;

    /** @param shelf on which the model and SAEs stay for the next share that this process does */
    public SharedExtract(Path root, RunId id, ExtractParameters parameters, Shelf shelf, Progress progress) {
        this(root, id, parameters, shelf, progress, ExtractJob.Bytes.USUAL);
    }

    SharedExtract(
            Path root, RunId id, ExtractParameters parameters, Shelf shelf, Progress progress, ExtractJob.Bytes bytes) {
        this.root = root;
        this.id = id;
        this.parameters = parameters;
        this.shelf = shelf;
        this.progress = progress;
        this.bytes = bytes;
    }

    /** Ends {@link #part} soon, from another thread: a part being written is finished, one being computed is dropped. */
    public void stop() {
        stopped = true;
    }

    /**
     * Plans the parts, as the first share otherwise does.
     *
     * @throws UserError as {@link #part}
     * @throws CancellationException after {@link #stop}
     */
    public void begin() throws IOException {
        begun(job(), DeviceSpec.parse(parameters.device())).close();
    }

    private ExtractJob job() throws IOException {
        return shelf.value(
                new Shelf.Key<>(ExtractJob.class, parameters), () -> ExtractJob.of(parameters, bytes, progress));
    }

    private RunDirectory begun(ExtractJob job, List<Device> devices) throws IOException {
        return SharedRun.begun(
                root, id, shared -> isPlanned(shared, job), held -> plan(held, job, devices), () -> stopped, progress);
    }

    /**
     * Makes what a share lacks. It does no harm to make it twice, or at the same time elsewhere.
     *
     * @throws UserError if the run was begun with other settings, or its corpus has changed
     * @throws CancellationException after {@link #stop}
     */
    public void part(Share share) throws IOException {
        ExtractJob job = job();
        List<Device> devices = DeviceSpec.parse(parameters.device());
        try (RunDirectory run = begun(job, devices)) {
            if (run.isFinished(Stages.EXTRACT, job.settings())) {
                progress.note("Run " + root + " has all its parts already.");
                return;
            }
            SharedRun.requireUnfinished(run, Stages.EXTRACT);
            ExtractBeginning beginning = new ExtractBeginning(run, job, progress);
            TokenizerFiles files = parameters.model().tokenizer(job.source());
            beginning.requireSame(files);
            ExtractPlan plan = ExtractPlan.read(run).orElseThrow();
            PartFiles partFiles = PartFiles.of(job);
            FinishedParts finished = FinishedParts.verified(
                            run, partFiles, part -> share.holds(part, plan.parts()), progress, () -> stopped)
                    .in(share, plan);
            OptionalInt first = IntStream.range(0, plan.parts())
                    .filter(part -> finished.end(part).isEmpty())
                    .findFirst();
            if (first.isEmpty()) {
                return;
            }
            run.madeOn(Libraries.machine());
            ExtractBeginning.Decided decided = beginning.decided();
            long all = plan.end(plan.parts() - 1).rows();
            new JobRoom(run, job, OptionalLong.of(all)).require(decided.checks(), plan.rows(run));
            Outlook outlook = new JobRoom(
                            run, job, OptionalLong.of(plan.end(plan.last(share)).rows()))
                    .outlook(progress);
            PartWriter writer = new PartWriter(
                    run,
                    partFiles,
                    (part, codes, documents) -> {},
                    job.info()::width,
                    parameters.rows().pooled(),
                    new Stopwatch(),
                    outlook);
            try (Tokenizer tokenizer = Extract.tokenizer(job, files);
                    Stream<CorpusDocument> documents = job.corpus()
                            .documents(plan.resumption(first.getAsInt())
                                    .map(CorpusReader.Resumption::last)
                                    .orElse(Place.BEGINNING));
                    ExtractScheduler scheduler =
                            new ExtractScheduler(job, devices, shelf, outlook, progress, () -> stopped)) {
                TextParts parts = parts(plan, first.getAsInt(), documents, tokenizer, job, decided);
                scheduler.run(parts, finished, decided.limits(), writer);
                progress.end("share " + share + scheduler.speed());
            }
        }
    }

    private boolean isPlanned(RunDirectory run, ExtractJob job) throws IOException {
        boolean begun = run.stage(Stages.EXTRACT)
                .filter(stage -> stage.hasSettings(job.settings()))
                .isPresent();
        boolean encodes = job.sets().isEmpty()
                || run.stage(Stages.ENCODE)
                        .filter(stage -> stage.hasSettings(Encode.onePass(job.sets())))
                        .isPresent();
        return begun
                && encodes
                && (run.stage(Stages.EXTRACT).orElseThrow().finished()
                        || ExtractPlan.read(run).isPresent());
    }

    /** Decides what is decided before the first part, and reads the corpus through. */
    private void plan(RunDirectory run, ExtractJob job, List<Device> devices) throws IOException {
        ExtractBeginning beginning = new ExtractBeginning(run, job, progress);
        beginning.begin();
        JobRoom room = new JobRoom(run, job, job.expectedRows());
        room.require(Map.of(), 0);
        TokenizerFiles files = parameters.model().tokenizer(job.source());
        beginning.keep(files);
        List<ExtractPlan.PlannedPart> planned = new ArrayList<>();
        FinishedParts before = FinishedParts.verified(run, PartFiles.of(job), part -> true, progress, () -> stopped);
        try (Tokenizer tokenizer = Extract.tokenizer(job, files);
                Stream<CorpusDocument> documents = job.corpus().documents(Place.BEGINNING);
                ExtractScheduler scheduler =
                        new ExtractScheduler(job, devices, shelf, room.outlook(progress), progress, () -> stopped)) {
            tokenizer.notes().forEach(progress::note);
            Rewindable<CorpusDocument> text = new Rewindable<>(documents.iterator());
            ExtractBeginning.Decided decided = beginning.decide(text, tokenizer, scheduler);
            room.require(decided.checks(), 0);
            if (decided.outliers() != null) {
                run.report(Stages.EXTRACT, ExtractResult.begun(job.hooks(), decided.outliers()));
            }
            if (!job.sets().isEmpty()) {
                run.report(Stages.ENCODE, Encode.result(job.sets(), decided.checks()));
            }
            progress.begin("plan the parts", 0, "tokens");
            try (ParallelDocuments indexed = new ParallelDocuments(
                    text.all(),
                    TextParts.encoder(tokenizer, parameters.rows()),
                    Runtime.getRuntime().availableProcessors())) {
                TextParts parts = new TextParts(
                        CorpusReader.like(indexed, before.digest()),
                        tokenizer,
                        parameters.rows(),
                        job.size(),
                        decided.withoutFirst());
                for (TextPart part = parts.next(); part != null; part = parts.next()) {
                    if (stopped) {
                        throw new CancellationException();
                    }
                    planned.add(new ExtractPlan.PlannedPart(
                            part.end(), parts.resumption().orElse(null)));
                    progress.update(part.end().rows(), "");
                }
            }
            progress.end(planned.size() + " parts");
        }
        if (planned.isEmpty()) {
            throw Extract.noText(job);
        }
        ExtractPlan plan = new ExtractPlan(planned);
        for (int part = 0; part < plan.parts(); part++) {
            CorpusPosition end = before.end(part).orElse(plan.end(part));
            if (!end.equals(plan.end(part))) {
                throw new UserError(
                        "Run " + root + " was begun by a version that cut the corpus into other parts; go on"
                                + " with it without --part, or begin a new run.");
            }
        }
        plan.write(run);
    }

    /** Begins with a part, if the plan says where that is in the corpus; what lies before it is not read. */
    private TextParts parts(
            ExtractPlan plan,
            int first,
            Stream<CorpusDocument> documents,
            Tokenizer tokenizer,
            ExtractJob job,
            ExtractBeginning.Decided decided) {
        Optional<CorpusReader.Resumption> from = plan.resumption(first);
        CorpusReader corpus = from.isPresent()
                ? CorpusReader.from(
                        documents.iterator(),
                        plan.end(first - 1).read() - 1,
                        from.get().before())
                : CorpusReader.like(documents.iterator(), plan.end(0).digest());
        return new TextParts(corpus, tokenizer, parameters.rows(), job.size(), decided.withoutFirst())
                .from(from.isPresent() ? first - 1 : 0);
    }

    /**
     * Ends the stage once all parts are there.
     *
     * @param mixed whether parts that were made on unlike machines may be joined
     * @throws UserError if a part is missing, damaged or of another text, or was made on a machine unlike others'
     */
    public void merge(boolean mixed) throws IOException {
        ExtractJob job = ExtractJob.of(parameters, bytes, progress);
        try (RunDirectory run = RunDirectory.existing(root)) {
            boolean encoded = job.sets().isEmpty() || Encode.isFinished(run, job.sets());
            if (run.isFinished(Stages.EXTRACT, job.settings()) && encoded) {
                return;
            }
            if (!isPlanned(run, job)) {
                throw new UserError("No part of run " + root + " is made with these options; run \""
                        + Stages.EXTRACT.command() + " --part I/N\" with them first, for each I below N.");
            }
            SharedRun.requireAlike(run, List.of(Stages.EXTRACT, Stages.ENCODE), mixed, InstructionSet.ADVICE);
            ExtractPlan plan = ExtractPlan.read(run)
                    .orElseThrow(() -> new UserError("Run " + root + " was not made by parts; run \""
                            + Stages.EXTRACT.command() + "\" without --merge."));
            PartFiles files = PartFiles.of(job);
            FinishedParts finished = FinishedParts.verified(run, files, part -> true, progress, () -> stopped);
            int[] missing = IntStream.range(0, plan.parts())
                    .filter(part ->
                            !finished.end(part).filter(plan.end(part)::equals).isPresent())
                    .toArray();
            if (missing.length > 0) {
                throw SharedRun.missing(run, Stages.EXTRACT, missing, plan.parts(), finished.damaged());
            }
            Stopwatch clock = new Stopwatch();
            ExtractBeginning.Decided decided = new ExtractBeginning(run, job, progress).decided();
            progress.begin("join " + plan.parts() + " parts", 0, "parts");
            RowTally tally = RowTally.of(run, job.hooks(), decided.outliers());
            if (!job.sets().isEmpty()) {
                new StatisticsPass(run, Encode.features(job.sets())).finish(plan.parts(), clock.lap());
            }
            CorpusPosition end = plan.end(plan.parts() - 1);
            if (!job.sets().isEmpty()) {
                run.finish(Stages.ENCODE, clock.lap(), Encode.result(job.sets(), decided.checks()));
            }
            // Last, as the plan goes with it: until then the same command joins the parts again.
            new ExtractEnd(run, job, end, tally).finish(clock.lap());
            progress.end(tally.rows() + " rows from " + end.documents() + " documents");
        }
    }
}
