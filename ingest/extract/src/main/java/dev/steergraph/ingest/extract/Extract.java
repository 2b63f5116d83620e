package dev.steergraph.ingest.extract;

import ai.djl.Device;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.feature.StatisticsPass;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusDocument;
import dev.steergraph.ingest.corpus.CorpusPosition;
import dev.steergraph.ingest.corpus.CorpusReader;
import dev.steergraph.ingest.corpus.Place;
import dev.steergraph.ingest.corpus.batch.Rewindable;
import dev.steergraph.ingest.corpus.batch.TextParts;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFiles;
import dev.steergraph.ingest.extract.machine.Libraries;
import dev.steergraph.ingest.extract.size.Outlook;
import dev.steergraph.ingest.model.engine.DeviceSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Text to activations: tokens, documents and the activations of every row, part by part; or, with SAEs, text to codes in
 * one pass. The tokenizer runs ahead of the model on a thread of its own, and finished parts are written while the next is
 * computed.
 */
public final class Extract {

    private final RunDirectory run;
    private final ExtractParameters parameters;
    private final Progress progress;
    private final ExtractJob.Bytes bytes;
    private volatile boolean stopped;

    public Extract(RunDirectory run, ExtractParameters parameters, Progress progress) {
        this(run, parameters, progress, ExtractJob.Bytes.USUAL);
    }

    Extract(RunDirectory run, ExtractParameters parameters, Progress progress, ExtractJob.Bytes bytes) {
        this.run = run;
        this.parameters = parameters;
        this.progress = progress;
        this.bytes = bytes;
    }

    /** Ends {@link #execute} soon, from another thread: a part being written is finished, one being computed is dropped. */
    public void stop() {
        stopped = true;
    }

    /**
     * Does what is not done yet, and again what is damaged.
     *
     * @param activationsNeeded whether activations that were dropped after encoding are to be made again
     * @throws UserError if the run was begun with other settings, or its corpus has changed
     * @throws CancellationException after {@link #stop}
     */
    public void execute(boolean activationsNeeded) throws IOException {
        ExtractJob job = ExtractJob.of(parameters, bytes, progress);
        List<Device> devices = DeviceSpec.parse(parameters.device());
        ExtractBeginning beginning = new ExtractBeginning(run, job, progress);
        boolean complete = run.isFinished(Stages.EXTRACT, job.settings())
                && (job.sets().isEmpty() || Encode.isFinished(run, job.sets()));
        if (complete && !activationsNeeded) {
            return;
        }
        beginning.begin();
        PartFiles partFiles = PartFiles.of(job);
        FinishedParts finished = FinishedParts.verified(run, partFiles, part -> true, progress, () -> stopped);
        if (complete
                && ExtractEnd.hasActivations(run, partFiles.activations())
                && !finished.hasDamage()
                && Encode.statisticsAreSound(run, job.sets())) {
            return;
        }
        OptionalLong rows = complete
                ? OptionalLong.of(
                        run.stage(Stages.EXTRACT).orElseThrow().result().rows())
                : job.expectedRows();
        JobRoom room = new JobRoom(run, job, rows);
        if (!complete) {
            room.require(Map.of(), finished.rows());
        }
        TokenizerFiles files = parameters.model().tokenizer(job.source());
        Outlook outlook = room.outlook(progress);
        Stopwatch clock = new Stopwatch();
        beginning.keep(files);
        run.madeOn(Libraries.machine());
        StatisticsPass statistics = new StatisticsPass(run, Encode.features(job.sets()));
        PartWriter writer = new PartWriter(
                run,
                partFiles,
                statistics::add,
                job.info()::width,
                parameters.rows().pooled(),
                clock,
                outlook);
        CorpusPosition end;
        int partCount;
        ExtractBeginning.Decided decided;
        String speed;
        try (Tokenizer tokenizer = tokenizer(job, files);
                Stream<CorpusDocument> documents = job.corpus().documents(Place.BEGINNING);
                ExtractScheduler scheduler =
                        new ExtractScheduler(job, devices, Shelf.none(), outlook, progress, () -> stopped)) {
            tokenizer.notes().forEach(progress::note);
            Rewindable<CorpusDocument> text = new Rewindable<>(documents.iterator());
            decided = beginning.decide(text, tokenizer, scheduler);
            if (!complete) {
                room.require(decided.checks(), finished.rows());
            }
            TextParts parts = new TextParts(
                    CorpusReader.like(text.all(), finished.digest()),
                    tokenizer,
                    parameters.rows(),
                    job.size(),
                    decided.withoutFirst());
            scheduler.run(parts, finished, decided.limits(), writer);
            end = parts.position();
            partCount = parts.number();
            speed = scheduler.speed();
        }
        if (end.rows() == 0) {
            throw noText(job);
        }
        RowTally tally = RowTally.of(run, job.hooks(), decided.outliers());
        progress.end(tally.rows() + " rows from " + end.documents() + " documents" + speed);
        new ExtractEnd(run, job, end, tally).finish(clock.lap());
        if (!job.sets().isEmpty()) {
            statistics.finish(partCount, 0);
            run.finish(Stages.ENCODE, clock.lap(), Encode.result(job.sets(), decided.checks()));
        }
    }

    static UserError noText(ExtractJob job) {
        return new UserError("The corpus " + job.corpus().name() + " has no text; check --corpus.");
    }

    static Tokenizer tokenizer(ExtractJob job, TokenizerFiles files) throws IOException {
        return new Tokenizer(
                files, job.context(), job.parameters().rows().bos(), job.info().bosToken());
    }
}
