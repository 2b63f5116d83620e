package dev.steergraph.analytics.exchange.neuronpedia;

import dev.steergraph.analytics.exchange.EncodedText;
import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.MappedCodes;
import dev.steergraph.core.feature.EncodedFeatures;
import dev.steergraph.core.feature.FeatureStatistics;
import dev.steergraph.core.feature.LogitLensFile;
import dev.steergraph.core.feature.TopContexts;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.ContextDocument;
import dev.steergraph.core.run.DocumentTokens;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunContexts;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureFile;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.core.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Writes an encoded run as Neuronpedia's batches of features and activations, with correlated features if it is correlated. */
public final class NeuronpediaExport {

    private NeuronpediaExport() {}

    /**
     * @param creator id of the user who owns the rows where they are imported
     * @return the files
     * @throws UserError if the run is not encoded, or has no text
     */
    public static List<Path> write(RunDirectory run, Path out, String creator, Progress progress) throws IOException {
        EncodedText text = EncodedText.of(run);
        Vocabulary vocabulary = RunContexts.vocabulary(run);
        DocumentTokens tokens = DocumentTokens.of(run, text.tokens());
        IntFunction<ContextDocument> documents = RunContexts.of(run, tokens, vocabulary::text);
        List<Path> written = new ArrayList<>();
        List<RunSet> sets = CodeSetSpec.all(run).sets();
        progress.begin("export to Neuronpedia", sets.size(), "sets");
        for (RunSet set : sets) {
            FeatureStatistics statistics = EncodedFeatures.statistics(run, set.hook(), set.id());
            MappedCodes codes = EncodedFeatures.codes(run, set.hook(), set.id());
            written.addAll(new NeuronpediaBatches(
                            run.model().id(),
                            set.hook(),
                            set.name(),
                            statistics,
                            new TopContexts(statistics, codes, tokens),
                            documents,
                            edges(run, set)
                                    .map(edges -> CorrelatedFeature.of(edges, set.key(), statistics))
                                    .orElse(Map.of()),
                            LogitLensFile.of(run, set.id()),
                            vocabulary::text,
                            creator,
                            text.corpus())
                    .write(out));
            progress.update(sets.indexOf(set) + 1L, "");
        }
        progress.end(written.size() + " files");
        return written;
    }

    /** Of the features of a set, if they were correlated, and not raw dimensions. */
    private static Optional<EdgeList> edges(RunDirectory run, RunSet set) throws IOException {
        boolean own = run.stage(Stages.CORRELATE)
                .filter(StageState::finished)
                .map(correlated -> correlated.settings().inputs())
                .filter(inputs -> inputs.basis() == FeatureBasis.CODES)
                .filter(inputs -> inputs.checksums().containsKey(set.id()))
                .isPresent();
        if (!own) {
            return Optional.empty();
        }
        FeatureTable features = FeatureFile.read(run.file(Stages.CORRELATE, PartPaths.FEATURE_TABLE));
        return Optional.of(EdgeFile.read(run.file(Stages.CORRELATE, PartPaths.EDGES), features.space()));
    }
}
