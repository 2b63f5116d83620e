package dev.steergraph.ingest.extract;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusDocument;
import dev.steergraph.ingest.corpus.CorpusReader;
import dev.steergraph.ingest.corpus.batch.Rewindable;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.corpus.batch.TextParts;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFiles;
import dev.steergraph.ingest.extract.row.OutlierLimits;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is decided before the first part, and kept in the run: its settings, its tokenizer, what is an outlier, whether SAEs fit. */
final class ExtractBeginning {

    private final RunDirectory run;
    private final ExtractJob job;
    private final Progress progress;

    ExtractBeginning(RunDirectory run, ExtractJob job, Progress progress) {
        this.run = run;
        this.job = job;
        this.progress = progress;
    }

    /**
     * What was decided.
     *
     * @param outliers null if nobody looked for them
     */
    record Decided(@Nullable Outliers outliers, OutlierLimits limits, Map<String, SaeCheck> checks) {

        /** Whether the first token of a sequence is no row. */
        boolean withoutFirst() {
            return outliers != null && outliers.firstPosition();
        }
    }

    /** Begins the stages. @throws UserError if the run was begun with other settings */
    void begin() {
        requireSame(job.settings());
        run.begin(Stages.EXTRACT, job.settings());
        if (!job.sets().isEmpty()) {
            run.begin(Stages.ENCODE, Encode.onePass(job.sets()));
        }
    }

    /** What an earlier start, or another process, has decided. */
    Decided decided() {
        Outliers outliers = looked();
        return new Decided(outliers, limits(outliers), job.sets().isEmpty() ? Map.of() : Encode.checked(run));
    }

    /** Decides what is not decided yet. @param text from its beginning */
    Decided decide(Rewindable<CorpusDocument> text, Tokenizer tokenizer, ExtractScheduler scheduler)
            throws IOException {
        Outliers outliers = looked();
        if (outliers == null && hasParts()) {
            progress.note("Run " + run.root() + " was begun by a version that did not look for outliers, such as"
                    + " attention sinks, and goes on with all rows; begin a new run to be without them.");
        } else if (outliers == null) {
            outliers = scheduler.look(sample(text, tokenizer), tokenizer.before() > 0);
        }
        OutlierLimits limits = limits(outliers);
        boolean withoutFirst = outliers != null && outliers.firstPosition();
        Map<String, SaeCheck> checks = checks(text, tokenizer, withoutFirst, scheduler, limits);
        if (outliers != null && looked() == null) {
            run.report(Stages.EXTRACT, ExtractResult.begun(job.hooks(), outliers));
        }
        if (!checks.isEmpty() && !checks.equals(Encode.checked(run))) {
            run.report(Stages.ENCODE, Encode.result(job.sets(), checks));
        }
        return new Decided(outliers, limits, checks);
    }

    private OutlierLimits limits(@Nullable Outliers outliers) {
        return outliers == null ? OutlierLimits.none(job.hooks()) : OutlierLimits.of(job.hooks(), outliers);
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
    private @Nullable TextPart sample(Rewindable<CorpusDocument> text, Tokenizer tokenizer) {
        return new TextParts(
                        CorpusReader.of(text.recorded()),
                        tokenizer,
                        job.parameters().rows(),
                        new TextParts.Size(OutlierSample.TOKENS, OutlierSample.TOKENS))
                .next();
    }

    /** How the SAEs do on the first rows; of those that an earlier start has looked at, what it found. */
    private Map<String, SaeCheck> checks(
            Rewindable<CorpusDocument> text,
            Tokenizer tokenizer,
            boolean withoutFirst,
            ExtractScheduler scheduler,
            OutlierLimits limits)
            throws IOException {
        Map<String, SaeCheck> checks = new TreeMap<>(job.sets().isEmpty() ? Map.of() : Encode.checked(run));
        List<CodeSet> left =
                job.sets().stream().filter(set -> !checks.containsKey(set.id())).toList();
        if (!left.isEmpty()) {
            TextPart sample = new TextParts(
                            CorpusReader.of(text.recorded()),
                            tokenizer,
                            SaeSample.rows(job.parameters().rows()),
                            SaeSample.SIZE,
                            withoutFirst)
                    .next();
            if (sample != null) {
                checks.putAll(scheduler.check(left, sample, limits, tokenizer.before() > 0));
            }
        }
        return checks;
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

    /** Whether the tokenizer is that of the run, if the run has one. @throws UserError if it is not */
    void requireSame(TokenizerFiles files) throws IOException {
        String now = Sha256.of(files.json());
        if (parts().stream()
                .anyMatch(part -> part.path().equals(PartPaths.TOKENIZER)
                        && !Objects.requireNonNullElse(part.sha256(), now).equals(now))) {
            throw new UserError("The tokenizer of " + job.parameters().model().name() + " has changed since run "
                    + run.root() + " was begun; give another --run.");
        }
    }

    /** Keeps the tokenizer in the run, where labels are made with it. */
    void keep(TokenizerFiles files) throws IOException {
        requireSame(files);
        byte[] json = files.json();
        AtomicFile.write(run.root().resolve(PartPaths.TOKENIZER), out -> out.write(json));
        if (parts().isEmpty()) {
            run.addParts(Stages.EXTRACT, List.of(PartPaths.TOKENIZER), 0);
        }
    }

    private List<Part> parts() {
        return run.stage(Stages.EXTRACT).orElseThrow().parts();
    }
}
