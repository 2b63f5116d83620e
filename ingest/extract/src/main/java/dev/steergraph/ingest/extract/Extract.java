package dev.steergraph.ingest.extract;

import ai.djl.Device;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.feature.StatisticsPass;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.run.CorpusDescription;
import dev.steergraph.core.run.ModelDescription;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.Corpus;
import dev.steergraph.ingest.corpus.CorpusPosition;
import dev.steergraph.ingest.corpus.CorpusReader;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.corpus.batch.TextParts;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFiles;
import dev.steergraph.ingest.extract.row.OutlierLimits;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.engine.DeviceSpec;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Text to activations: tokens, documents and the activations of every row, part by part; or, with SAEs, text to codes in
 * one pass. The tokenizer runs ahead of the model on a thread of its own, and finished parts are written while the next is
 * computed.
 */
public final class Extract {

    /**
     * Activations held in one set of buffers, of which two are in use on each device; also what a part's files have together,
     * more or less.
     */
    private static final int BUFFER_BYTES = 128 << 20;

    /** A part has no more tokens than these, so that little is lost with it when rows are means. */
    private static final int PART_TOKENS = 32_768;

    /** A row's codes of one set: 128 features, as most sets have fewer. */
    private static final int CODES_BYTES = 128 * (Integer.BYTES + Float.BYTES);

    private final RunDirectory run;
    private final ExtractParameters parameters;
    private final Progress progress;
    private final int bufferBytes;
    private final int codesBytes;
    private volatile boolean stopped;

    public Extract(RunDirectory run, ExtractParameters parameters, Progress progress) {
        this(run, parameters, progress, BUFFER_BYTES, CODES_BYTES);
    }

    Extract(RunDirectory run, ExtractParameters parameters, Progress progress, int bufferBytes) {
        this(run, parameters, progress, bufferBytes, CODES_BYTES);
    }

    /** @param codesBytes so much room the codes of a row and set are given */
    Extract(RunDirectory run, ExtractParameters parameters, Progress progress, int bufferBytes, int codesBytes) {
        this.run = run;
        this.parameters = parameters;
        this.progress = progress;
        this.bufferBytes = bufferBytes;
        this.codesBytes = codesBytes;
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
        ModelSource source = parameters.model().source(progress);
        ModelInfo info = source.info();
        List<CodeSet> sets = parameters.saes().read(SaeTarget.of(info), progress);
        List<HookPoint> hooks = hooks(info, sets);
        int context = parameters.rows().context(info.id(), info.maxContext());
        Corpus corpus = Corpus.of(parameters.corpus());
        List<Device> devices = DeviceSpec.parse(parameters.device());
        ExtractSettings settings = parameters.settings(corpus.name(), hooks, context);
        requireSame(settings);
        boolean complete = run.isFinished(Stages.EXTRACT, settings) && (sets.isEmpty() || Encode.isFinished(run, sets));
        if (complete && !activationsNeeded) {
            return;
        }
        run.begin(Stages.EXTRACT, settings);
        if (!sets.isEmpty()) {
            run.begin(Stages.ENCODE, Encode.onePass(sets));
        }
        PartFiles partFiles = new PartFiles(parameters.keepsActivations() ? hooks : List.of(), sets);
        FinishedParts finished = FinishedParts.verified(run, partFiles, progress, () -> stopped);
        if (complete
                && hasActivations(partFiles.activations())
                && !finished.hasDamage()
                && Encode.statisticsAreSound(run, sets)) {
            return;
        }
        TokenizerFiles files = parameters.model().tokenizer(source);
        Stopwatch clock = new Stopwatch();
        requireSame(files);
        StatisticsPass statistics = new StatisticsPass(run, Encode.features(sets));
        PartWriter writer = new PartWriter(
                run, partFiles, statistics, info::width, parameters.rows().pooled(), clock);
        int lot = lot(info, hooks);
        CorpusPosition end;
        int partCount;
        Outliers outliers;
        Map<String, SaeCheck> checks;
        String speed;
        try (Tokenizer tokenizer =
                        new Tokenizer(files, context, parameters.rows().bos(), info.bosToken());
                Stream<Document> documents = corpus.documents();
                ExtractScheduler scheduler = new ExtractScheduler(
                        parameters, source, hooks, sets, lot, devices, writer, progress, () -> stopped)) {
            tokenizer.notes().forEach(progress::note);
            Rewindable<Document> text = new Rewindable<>(documents.iterator());
            outliers = looked();
            if (outliers == null && hasParts()) {
                progress.note("Run " + run.root() + " was begun by a version that did not look for outliers, such as"
                        + " attention sinks, and goes on with all rows; begin a new run to be without them.");
            } else if (outliers == null) {
                outliers = scheduler.look(sample(text, tokenizer), tokenizer.before() > 0);
            }
            OutlierLimits limits = outliers == null ? OutlierLimits.none(hooks) : OutlierLimits.of(hooks, outliers);
            boolean withoutFirst = outliers != null && outliers.firstPosition();
            checks = checks(sets, text, tokenizer, withoutFirst, scheduler, limits);
            if (outliers != null && looked() == null) {
                run.report(Stages.EXTRACT, ExtractResult.begun(hooks, outliers));
            }
            if (!checks.isEmpty() && !checks.equals(Encode.checked(run))) {
                run.report(Stages.ENCODE, Encode.result(sets, checks));
            }
            TextParts parts = new TextParts(
                    new CorpusReader(text.all()),
                    tokenizer,
                    parameters.rows(),
                    size(lot, sets.size()),
                    withoutFirst);
            scheduler.run(parts, finished, limits);
            end = parts.position();
            partCount = parts.number();
            speed = scheduler.speed();
        }
        if (end.rows() == 0) {
            throw new UserError("The corpus " + corpus.name() + " has no text; check --corpus.");
        }
        RowTally tally = RowTally.of(run, hooks, outliers);
        progress.end(tally.rows() + " rows from " + end.documents() + " documents" + speed);
        describe(info, hooks, corpus, end, tally.rows());
        run.finish(Stages.EXTRACT, clock.lap(), result(hooks, end, tally));
        if (!sets.isEmpty()) {
            statistics.finish(partCount, 0);
            run.finish(Stages.ENCODE, clock.lap(), Encode.result(sets, checks));
        }
    }

    /** What an earlier start has decided of outliers; null if there was none. */
    private @Nullable Outliers looked() {
        return run.stage(Stages.EXTRACT).orElseThrow().result().outliers();
    }

    /** Whether some rows are made already: if nobody looked for outliers then, nobody does now. */
    private boolean hasParts() {
        return run.stage(Stages.EXTRACT).orElseThrow().parts().stream()
                .anyMatch(part -> part.path().startsWith(PartPaths.TOKENS + "/part-"));
    }

    /** The first tokens of the corpus; null if it has no text. */
    private @Nullable TextPart sample(Rewindable<Document> text, Tokenizer tokenizer) {
        return new TextParts(
                        new CorpusReader(text.recorded()),
                        tokenizer,
                        parameters.rows(),
                        new TextParts.Size(OutlierSample.TOKENS, OutlierSample.TOKENS))
                .next();
    }

    /** How the SAEs do on the first rows; of those that an earlier start has looked at, what it found. */
    private Map<String, SaeCheck> checks(
            List<CodeSet> sets,
            Rewindable<Document> text,
            Tokenizer tokenizer,
            boolean withoutFirst,
            ExtractScheduler scheduler,
            OutlierLimits limits)
            throws IOException {
        Map<String, SaeCheck> checks = new TreeMap<>(sets.isEmpty() ? Map.of() : Encode.checked(run));
        List<CodeSet> left =
                sets.stream().filter(set -> !checks.containsKey(set.id())).toList();
        if (!left.isEmpty()) {
            TextPart sample = new TextParts(
                            new CorpusReader(text.recorded()),
                            tokenizer,
                            SaeSample.rows(parameters.rows()),
                            SaeSample.SIZE,
                            withoutFirst)
                    .next();
            if (sample != null) {
                checks.putAll(scheduler.check(left, sample, limits, tokenizer.before() > 0));
            }
        }
        return checks;
    }

    /** Those that are named, or those of the SAEs. */
    private List<HookPoint> hooks(ModelInfo info, List<CodeSet> sets) {
        if (sets.isEmpty()) {
            return parameters.hooks().orElseThrow().of(info);
        }
        List<HookPoint> read = sets.stream().map(CodeSet::hook).distinct().toList();
        read.forEach(hook -> HookSpec.requireSite(hook.site(), info));
        List<HookPoint> named = parameters.hooks().map(hooks -> hooks.of(info)).orElse(read);
        if (!named.equals(read)) {
            throw new UserError("--layers and --hooks name " + named + ", the SAEs read " + read
                    + "; leave --layers and --hooks out, or give an SAE for each.");
        }
        return read;
    }

    /**
     * Rows and tokens of a part: a matter of the model, its hooks and SAEs, not of the machine, so that any may go on. Where
     * activations are written, as many rows as fit; where codes are, as many such lots as codes of the usual size fit.
     *
     * @param lot rows whose activations fit
     */
    private TextParts.Size size(int lot, int sets) {
        boolean activations = parameters.keepsActivations() || parameters.rows().pooled() || sets == 0;
        int encoded = activations ? lot : Math.min(bufferBytes / (codesBytes * sets), PART_TOKENS);
        return new TextParts.Size(encoded >= 2 * lot ? encoded : lot, PART_TOKENS);
    }

    /** Rows whose activations fit the buffers. */
    private int lot(ModelInfo info, List<HookPoint> hooks) {
        int values = hooks.stream().mapToInt(info::width).sum();
        return Math.max(1, Math.min(bufferBytes / (Float.BYTES * values), PART_TOKENS));
    }

    /** A run in which nothing is finished may begin again with other settings. */
    private void requireSame(ExtractSettings settings) {
        StageState<ExtractSettings, ExtractResult> known =
                run.stage(Stages.EXTRACT).orElse(null);
        if (known == null || known.hasSettings(settings) || known.parts().size() <= 1) {
            return;
        }
        throw new UserError("Run " + run.root() + " was begun with other settings (" + known.differences(settings)
                + "); give another --run for these.");
    }

    /** Keeps the tokenizer in the run, where labels are made with it. */
    private void requireSame(TokenizerFiles files) throws IOException {
        List<Part> known = run.stage(Stages.EXTRACT).orElseThrow().parts();
        byte[] json = files.json();
        String now = HexFormat.of().formatHex(RunDirectory.digest().digest(json));
        if (known.stream()
                .anyMatch(part -> part.path().equals(PartPaths.TOKENIZER)
                        && !Objects.requireNonNullElse(part.sha256(), now).equals(now))) {
            throw new UserError("The tokenizer of " + parameters.model().name() + " has changed since run " + run.root()
                    + " was begun; give another --run.");
        }
        AtomicFile.write(run.root().resolve(PartPaths.TOKENIZER), out -> out.write(json));
        if (known.isEmpty()) {
            run.addParts(Stages.EXTRACT, List.of(PartPaths.TOKENIZER), 0);
        }
    }

    /** Whether the activations of all these are there. */
    private boolean hasActivations(List<HookPoint> hooks) {
        List<Part> parts = run.stage(Stages.EXTRACT).orElseThrow().parts();
        return hooks.stream().allMatch(hook -> parts.stream()
                .anyMatch(part -> part.path().startsWith(PartPaths.activations(hook) + "/")));
    }

    private void describe(ModelInfo info, List<HookPoint> hooks, Corpus corpus, CorpusPosition end, long rows)
            throws IOException {
        Map<HookPoint, Integer> widths = new TreeMap<>();
        hooks.stream()
                .filter(hook -> info.width(hook) != info.dModel())
                .forEach(hook -> widths.put(hook, info.width(hook)));
        run.describe(
                new ModelDescription(
                        info.id(),
                        info.architecture(),
                        info.dModel(),
                        info.layers(),
                        RunDirectory.sha256(run.root().resolve(PartPaths.TOKENIZER)),
                        widths),
                new CorpusDescription(corpus.name(), end.documents(), rows),
                Libraries.versions());
    }

    private ExtractResult result(List<HookPoint> hooks, CorpusPosition end, RowTally tally) {
        Map<HookPoint, String> activations = new TreeMap<>();
        for (HookPoint hook : hooks) {
            activations.put(
                    hook,
                    hasActivations(List.of(hook))
                            ? run.fingerprint(Stages.EXTRACT, PartPaths.activations(hook))
                            : ExtractResult.NOT_KEPT);
        }
        String tokens = run.fingerprint(Stages.EXTRACT, PartPaths.TOKENS);
        return new ExtractResult(
                end.documents(), tally.rows(), tally.specialTokens(), hooks, tokens, tally.outliers(), activations);
    }
}
