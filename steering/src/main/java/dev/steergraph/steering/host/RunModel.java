package dev.steergraph.steering.host;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.feature.EncodedFeatures;
import dev.steergraph.core.feature.FeatureStatistics;
import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.core.text.Vocabulary;
import dev.steergraph.core.text.WellFormed;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFiles;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.SaeTarget;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.generate.Generator;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.feature.Edits;
import dev.steergraph.steering.feature.SteeringSaes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run's model but for its weights: what is needed to tell at once whether something can be asked of it. Used by many threads
 * at a time; one of them reads files, the others wait for it.
 */
final class RunModel implements AutoCloseable {

    /** Tokens of a text of one's own. */
    private static final int MOST_READ = 256;

    private static final String MEAN = "MEAN";

    /**
     * An SAE of the run.
     *
     * @param statistics of its features
     */
    record OfRun(FeatureSet set, HookPoint hook, Sae sae, FeatureStatistics statistics) {}

    private final RunDirectory run;
    private final ModelSpec spec;
    private final ModelSource source;
    private final Tokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final SteeringSaes saes;
    private final Unsteered unsteered;
    private final List<String> notes = new ArrayList<>();
    private @Nullable List<OfRun> sets;

    private RunModel(
            RunDirectory run,
            ModelSpec spec,
            ModelSource source,
            Tokenizer tokenizer,
            Vocabulary vocabulary,
            SteeringSaes saes) {
        this.run = run;
        this.spec = spec;
        this.source = source;
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
        this.saes = saes;
        unsteered = Unsteered.of(
                tokenizer::isSpecial, run.finished(Stages.EXTRACT).result().outliers());
        if (!run.model().id().equals(source.info().id())) {
            notes.add("The features are of " + run.model().id() + ", the model is "
                    + source.info().id() + ": what they mean there may be something else.");
        }
    }

    /**
     * Finds the model of a run, downloading it if need be.
     *
     * @param named in the place of the run's own; null for that
     * @throws UserError if run or model are not there, or do not fit each other
     */
    static RunModel open(Path folder, @Nullable ModelSpec named, Progress progress) throws IOException {
        RunDirectory run = RunDirectory.view(folder);
        ExtractSettings settings = run.finished(Stages.EXTRACT).settings();
        ModelSpec spec = named == null ? ModelSpec.of(settings) : named;
        ModelSource source = spec.source(progress);
        requireFit(run, source.info());
        SteeringSaes saes = new SteeringSaes(run, SaeSpec.NONE, SaeTarget.of(source.info()), progress);
        TokenizerFiles files = spec.tokenizer(source);
        Tokenizer tokenizer = new Tokenizer(
                files,
                source.info().maxContext(),
                Bos.valueOf(settings.bos()),
                source.info().bosToken());
        return new RunModel(run, spec, source, tokenizer, Vocabulary.parse(files.json()), saes);
    }

    private static void requireFit(RunDirectory run, ModelInfo model) {
        if (run.model().dModel() != model.dModel() || run.model().layers() != model.layers()) {
            throw new UserError("Run " + run.id() + " is of " + run.model().id() + ", with "
                            + run.model().layers() + " layers of width "
                            + run.model().dModel() + "; " + model.id() + " has " + model.layers() + " of width "
                            + model.dModel() + ": serve the run's own model.")
                    .in("model");
        }
    }

    ModelInfo info() {
        return source.info();
    }

    ModelSpec spec() {
        return spec;
    }

    ModelSource source() {
        return source;
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Unsteered unsteered() {
        return unsteered;
    }

    /** What one should know, in sentences. */
    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    boolean predictsText() {
        return source.predictsText();
    }

    boolean hasChat() {
        return tokenizer.hasChatTemplate();
    }

    /**
     * The tokens of a prompt.
     *
     * @throws UserError if the model writes nothing, has no chats, or the prompt does not fit its context
     */
    synchronized int[] prompt(SteeringTask task) {
        if (!predictsText()) {
            throw new UserError(info().id() + " predicts no text: it has no language-model head, so that there is"
                    + " nothing to steer; its features can be looked at in a text of your own.");
        }
        int[] ids = task.chat()
                ? tokenizer.beginChat(tokenizer.chatTemplate().render(task.system(), task.prompt()))
                : tokenizer.begin(task.prompt());
        Generator.check(info().id(), info().maxContext(), List.of(ids), task.tokens());
        return ids;
    }

    /** @throws UserError if a feature, its SAE or its hook point is not there */
    synchronized List<Edit> edits(Recipe recipe) throws IOException {
        return Edits.of(recipe, saes, info());
    }

    /** @throws UserError as above */
    synchronized Recipe recipe(List<AskedFeature> features, Correcting correcting, Positions positions)
            throws IOException {
        return new RecipeBuilder(saes, correcting, positions).build(features);
    }

    /**
     * The tokens of a text as the run reads a document.
     *
     * @throws UserError if there are none, or too many
     */
    synchronized int[] text(String text) {
        ExtractSettings settings = run.finished(Stages.EXTRACT).settings();
        if (settings.pool().equals(MEAN)) {
            throw new UserError("The rows of run " + run.id()
                    + " are means over documents, so that its features mean nothing at single tokens; look at a run"
                    + " whose rows are tokens.");
        }
        int[] body = tokenizer.encode(WellFormed.of(text));
        int most = Math.min(MOST_READ, Math.min(tokenizer.room(), settings.context()));
        if (body.length == 0 || body.length > most) {
            throw new UserError("A text of " + body.length + " tokens cannot be shown; give one of 1 to " + most + ".");
        }
        return tokenizer.enclose(body);
    }

    /** The run's SAEs that are at hand, in the order of a pass; a note names each that is not. */
    synchronized List<OfRun> sets() throws IOException {
        if (sets == null) {
            List<OfRun> found = new ArrayList<>();
            for (Map.Entry<String, EncodedSet> set :
                    run.finished(Stages.ENCODE).result().sets().entrySet()) {
                Optional<HookPoint> hook = HookPoint.ofSet(set.getKey());
                if (hook.isPresent()) {
                    FeatureSet features =
                            new FeatureSet(hook.get().layer(), set.getValue().sae());
                    read(features, hook.get(), set.getKey()).ifPresent(found::add);
                }
            }
            found.sort(Comparator.comparing(OfRun::hook, HookPoint.IN_DEPTH)
                    .thenComparing(one -> one.set().sae()));
            sets = List.copyOf(found);
        }
        return sets;
    }

    private Optional<OfRun> read(FeatureSet set, HookPoint hook, String id) throws IOException {
        try {
            Sae sae = saes.sae(saes.feature(new FeatureAddress(set.layer(), set.sae(), 0)));
            return Optional.of(new OfRun(set, hook, sae, EncodedFeatures.statistics(run, hook, id)));
        } catch (UserError e) {
            notes.add("Features of " + set + " are not looked at: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        tokenizer.close();
        run.close();
    }
}
