package dev.steergraph.ingest.load;

import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.feature.EncodedFeatures;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.feature.LogitLensFile;
import dev.steergraph.core.feature.TopContexts;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.ContextDocument;
import dev.steergraph.core.run.DocumentTokens;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunContexts;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.CorrelateSettings;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.FeatureInputs;
import dev.steergraph.core.stage.LoadResult;
import dev.steergraph.core.stage.LoadSettings;
import dev.steergraph.core.stage.OutlierText;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.steering.band.FeatureBand;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureFile;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.core.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/** Edges to Neo4j: features with labels and top contexts, their correlations, and what steering them does. */
public final class Load {

    private final RunDirectory run;
    private final Progress progress;

    public Load(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /** Says what would keep the run from being loaded, as far as its folder tells. @throws UserError naming the command to run first */
    public void check() {
        run.finished(Stages.CORRELATE);
    }

    /** Loads the run, unless this database has it already. @return what the database holds of it */
    public LoadResult execute(Driver driver, String database) throws IOException {
        CorrelateSettings correlated = run.finished(Stages.CORRELATE).settings();
        String fingerprint = LoadFingerprint.of(run);
        Stopwatch clock = new Stopwatch();
        FeatureTable features = features();
        EdgeList edges = EdgeFile.read(edges(), features.space());
        long expected = run.finished(Stages.CORRELATE).result().edges();
        if (edges.size() != expected) {
            throw new UserError(edges() + " has " + edges.size() + " edges, run.json says " + expected
                    + "; correlate the run again.");
        }
        LoadInput input =
                input(correlated, fingerprint, features, edges, EdgeFile.readDetails(edges(), features.space()));
        Optional<MeasuredEffects> effects = MeasuredEffects.of(run, features.space(), progress);
        run.begin(Stages.LOAD, new LoadSettings(fingerprint));
        progress.begin("load", 0, "nodes and relationships");
        LoadedGraph loaded = new GraphLoader(driver, database, (what, done) -> progress.update(done, what)).load(input);
        long moves =
                new EffectsLoader(driver, database, (what, done) -> progress.update(done, what)).load(input, effects);
        progress.end(
                loaded.changed()
                        ? loaded.features() + " features, " + loaded.relationships() + " correlations, "
                                + loaded.contexts() + " contexts"
                        : "already there");
        if (correlated.basis() == FeatureBasis.CODES) {
            try (Session session = driver.session(SessionConfig.forDatabase(database))) {
                new DocumentLabels(session, run, progress).load(fingerprint);
            }
        }
        LoadResult result = result(loaded, effects.isPresent() ? moves : null, correlated.inputs());
        run.finish(Stages.LOAD, clock.lap(), result);
        return result;
    }

    private LoadResult result(LoadedGraph loaded, @Nullable Long moves, FeatureInputs inputs) {
        if (inputs.basis() == FeatureBasis.ACTIVATIONS) {
            return new LoadResult(loaded.features(), loaded.relationships(), loaded.contexts(), null, null, moves);
        }
        CodeSetSpec sets = CodeSetSpec.of(run, inputs);
        return new LoadResult(
                loaded.features(), loaded.relationships(), loaded.contexts(), sets.names(), sets.leftOut(), moves);
    }

    private Path edges() throws IOException {
        return run.file(Stages.CORRELATE, PartPaths.EDGES);
    }

    private FeatureTable features() throws IOException {
        return FeatureFile.read(run.file(Stages.CORRELATE, PartPaths.FEATURE_TABLE));
    }

    /** The files and the command with which {@code neo4j-admin} makes the same graph in an empty database; none is written yet. */
    public AdminTables forAdmin(Path folder) throws IOException {
        CorrelateSettings correlated = run.finished(Stages.CORRELATE).settings();
        String fingerprint = LoadFingerprint.of(run);
        FeatureTable features = features();
        LoadInput input =
                input(correlated, fingerprint, features, EdgeList.ofSize(features.space(), 0), new double[0][]);
        return new AdminTables(folder, input, edges(), MeasuredEffects.of(run, features.space(), progress));
    }

    private LoadInput input(
            CorrelateSettings correlated, String fingerprint, FeatureTable table, EdgeList edges, double[][] details)
            throws IOException {
        FeatureReader features = FeatureReader.unchanged(run, correlated.inputs());
        RunTokens tokens = RunTokens.read(run);
        DocumentTokens texts = DocumentTokens.of(run, tokens);
        Vocabulary vocabulary = RunContexts.vocabulary(run);
        IntFunction<ContextDocument> documents = RunContexts.of(run, texts, vocabulary::token);
        List<LayerFeatures> layers = new ArrayList<>();
        if (correlated.basis() == FeatureBasis.CODES) {
            RunBands bands = RunBands.of(run);
            bands.sayStale(run, progress);
            for (RunSet set : CodeSetSpec.of(run, correlated.inputs()).sets()) {
                TopContexts contexts = EncodedFeatures.contexts(run, set.hook(), set.id(), texts);
                layers.add(layer(
                        set.hook(),
                        set.site(),
                        set.name(),
                        contexts,
                        documents,
                        more(set.id(), vocabulary, bands.of(set.id()))));
            }
        } else {
            for (CodeRows rows : features.read()) {
                layers.add(layer(
                        rows.hook(),
                        rows.site(),
                        rows.sae(),
                        TopContexts.of(rows.all(), texts),
                        documents,
                        MoreProperties.NONE));
            }
        }
        requireFeaturesOf(table, layers);
        RunProperties properties = new RunProperties(
                tokens.rows(),
                tokens.documentCount(),
                correlated.threshold(),
                correlated.minDocuments(),
                correlated.minMi(),
                correlated.bins(),
                run.created(),
                run.corpus().name(),
                layers.stream().map(layer -> layer.set().toString()).toList(),
                outliers());
        return new LoadInput(
                fingerprint,
                run.id(),
                run.model().id(),
                run.model().dModel(),
                run.model().layers(),
                properties,
                table,
                edges,
                details,
                layers,
                documents);
    }

    private void requireFeaturesOf(FeatureTable table, List<LayerFeatures> layers) {
        FeatureSpace space = table.space();
        boolean fits = space.sets().size() == layers.size();
        for (int place = 0; fits && place < layers.size(); place++) {
            LayerFeatures layer = layers.get(place);
            FeatureSet set = space.sets().get(place);
            boolean named = set.equals(layer.set())
                    || set.equals(new FeatureSet(layer.hook().layer(), ""));
            fits = named && space.width(place) == layer.labels().length;
        }
        if (!fits) {
            throw new UserError(run.root().resolve(PartPaths.FEATURE_TABLE) + " has " + table.size() + " features of "
                    + space.sets() + ", the run has "
                    + layers.stream().mapToLong(layer -> layer.labels().length).sum() + " of "
                    + layers.stream().map(LayerFeatures::set).toList() + "; correlate the run again.");
        }
    }

    /** What there is to say of the run's outliers; null if there are none. */
    private @Nullable String outliers() {
        Outliers outliers = run.finished(Stages.EXTRACT).result().outliers();
        return outliers == null || !outliers.any() ? null : String.join(" ", OutlierText.of(outliers));
    }

    private MoreProperties more(String set, Vocabulary vocabulary, Map<Integer, FeatureBand> bands) throws IOException {
        EncodedSet encoded = run.finished(Stages.ENCODE).result().sets().get(set);
        return new MoreProperties(
                LogitLensFile.of(run, set).orElse(null),
                vocabulary::text,
                encoded == null ? null : encoded.neuronpedia(),
                bands);
    }

    private static LayerFeatures layer(
            HookPoint hook,
            FeatureSite site,
            String sae,
            TopContexts contexts,
            IntFunction<ContextDocument> documents,
            MoreProperties more) {
        String[] labels = new String[contexts.features()];
        for (int index = 0; index < labels.length; index++) {
            labels[index] = FeatureLabels.label(
                    contexts.of(index), document -> documents.apply(document).tokens());
        }
        return new LayerFeatures(hook, site, sae, contexts, labels, more);
    }
}
