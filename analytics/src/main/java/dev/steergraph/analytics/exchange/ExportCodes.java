package dev.steergraph.analytics.exchange;

import dev.steergraph.analytics.exchange.delphi.DelphiFolder;
import dev.steergraph.analytics.exchange.delphi.SequenceLayout;
import dev.steergraph.analytics.exchange.neuronpedia.CorrelatedFeature;
import dev.steergraph.analytics.exchange.neuronpedia.NeuronpediaBatches;
import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.MappedCodes;
import dev.steergraph.core.feature.EncodedFeatures;
import dev.steergraph.core.feature.FeatureStatistics;
import dev.steergraph.core.feature.TopContexts;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.ContextDocument;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunContexts;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Writes an encoded run in the forms that other tools read. */
public final class ExportCodes {

    private final RunDirectory run;
    private final Progress progress;

    public ExportCodes(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /**
     * Writes delphi's cached latents: a folder for each hook point, named after it.
     *
     * @param splits files of each
     * @return the files
     * @throws UserError if the run is not encoded, or its rows are no tokens
     */
    public List<Path> delphi(Path out, int splits) throws IOException {
        List<HookPoint> hooks = run.finished(Stages.EXTRACT).result().hooks();
        run.finished(Stages.ENCODE);
        requireText();
        ExtractSettings extracted = run.finished(Stages.EXTRACT).settings();
        RunTokens tokens = RunTokens.read(run);
        SequenceLayout layout = SequenceLayout.of(tokens.document(), RunTokens.positions(run), extracted.packed());
        DelphiFolder export = new DelphiFolder(
                layout, tokens.ids(), RunContexts.vocabulary(run).padding());
        List<Path> written = new ArrayList<>();
        progress.begin("export to delphi", hooks.size(), "hook points");
        for (HookPoint hook : hooks) {
            Map<String, Object> config = new TreeMap<>();
            config.put("model_name", modelName(extracted));
            config.put("dataset_repo", run.corpus().name());
            config.put("dataset_split", "train");
            config.put("dataset_name", "");
            config.put("dataset_column", extracted.field());
            config.put("batch_size", 1);
            List<Path> parts = EncodedFeatures.parts(run, hook.toString());
            written.addAll(export.write(out.resolve(hook.toString()), parts, splits, config));
            progress.update(written.size() / (splits + 1L), "");
        }
        progress.end(written.size() + " files");
        return written;
    }

    /**
     * Writes Neuronpedia's batches of features and activations, with correlated features if the run is correlated.
     *
     * @param creator id of the user who owns the rows where they are imported
     * @return the files
     * @throws UserError if the run is not encoded
     */
    public List<Path> neuronpedia(Path out, String creator) throws IOException {
        List<HookPoint> hooks = run.finished(Stages.EXTRACT).result().hooks();
        run.finished(Stages.ENCODE);
        requireText();
        RunTokens tokens = RunTokens.read(run);
        Vocabulary vocabulary = RunContexts.vocabulary(run);
        IntFunction<ContextDocument> documents = RunContexts.of(run, tokens, vocabulary::text);
        List<Path> written = new ArrayList<>();
        progress.begin("export to Neuronpedia", hooks.size(), "hook points");
        for (HookPoint hook : hooks) {
            FeatureStatistics statistics = EncodedFeatures.statistics(run, hook, hook.toString());
            MappedCodes codes = MappedCodes.open(EncodedFeatures.parts(run, hook.toString()), hook);
            written.addAll(new NeuronpediaBatches(
                            run.model().id(),
                            hook,
                            CodeSetSpec.first(run).name(hook),
                            statistics,
                            new TopContexts(statistics, codes, tokens.documentStart()),
                            documents,
                            edges(hook)
                                    .map(edges -> CorrelatedFeature.of(edges, hook.layer(), statistics))
                                    .orElse(Map.of()),
                            creator,
                            run.corpus().name())
                    .write(out));
            progress.update(hooks.indexOf(hook) + 1L, "");
        }
        progress.end(written.size() + " files");
        return written;
    }

    /** Of the features of a hook point's first set, not of another one or of raw dimensions. */
    private Optional<EdgeList> edges(HookPoint hook) {
        return run.stage(Stages.CORRELATE)
                .filter(StageState::finished)
                .map(correlated -> correlated.settings().inputs())
                .filter(inputs -> inputs.basis() == FeatureBasis.CODES)
                .filter(inputs -> CodeSetSpec.of(run, inputs).id(hook).equals(hook.toString()))
                .map(inputs ->
                        EdgeFile.read(run.root().resolve(PartPaths.CORRELATIONS).resolve("edges.parquet")));
    }

    private void requireText() throws IOException {
        if (run.part(Stages.EXTRACT, PartPaths.TOKENIZER).isEmpty()) {
            throw new UserError(
                    "Run " + run.root() + " has no text, so there is nothing to show of its features; export"
                            + " a run that was made with \"steergraph extract\".");
        }
    }

    private static String modelName(ExtractSettings extracted) {
        String name = extracted.model();
        return name.equals("minilm") ? "sentence-transformers/all-MiniLM-L6-v2" : name;
    }
}
