package dev.steergraph.ingest.load;

import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.feature.EncodedFeatures;
import dev.steergraph.core.feature.FeatureBasis;
import dev.steergraph.core.feature.TopContexts;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.ContextDocument;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunContexts;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.run.Stages;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.neo4j.driver.Driver;

/** Edges to Neo4j: features with labels and top contexts, and their correlations. */
public final class Load {

    private final RunDirectory run;
    private final Progress progress;

    public Load(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /** Loads the run, unless this database has it already. @return what the database holds of it */
    public Map<String, Object> execute(Driver driver, String database) throws IOException {
        StageState correlated = run.finished(Stages.CORRELATE, "steergraph correlate");
        FeatureBasis source = FeatureBasis.valueOf(correlated.settings().get("source"));
        String fingerprint = run.fingerprint(Stages.CORRELATE, PartPaths.CORRELATIONS);
        run.begin(Stages.LOAD, Map.of("correlations", fingerprint));
        Stopwatch clock = new Stopwatch();
        LoadInput input = input(source, correlated, fingerprint, EdgeFile.read(edges()), EdgeFile.readDetails(edges()));
        progress.begin("load", 0, "nodes and relationships");
        LoadResult result = new GraphLoader(driver, database, (what, done) -> progress.update(done, what)).load(input);
        progress.end(
                result.changed()
                        ? result.features() + " features, " + result.relationships() + " correlations, "
                                + result.contexts() + " contexts"
                        : "already there");
        Map<String, Object> report = new TreeMap<>();
        report.put("features", result.features());
        report.put("relationships", result.relationships());
        report.put("contexts", result.contexts());
        if (source == FeatureBasis.CODES) {
            CodeSetSpec sets = CodeSetSpec.of(run, correlated.settings());
            report.put("sets", sets.names());
            report.put("setsLeftOut", sets.leftOut());
        }
        run.finish(Stages.LOAD, clock.lap(), report);
        return report;
    }

    private Path edges() {
        return run.root().resolve(PartPaths.CORRELATIONS).resolve("edges.parquet");
    }

    /**
     * Writes the files and the command with which {@code neo4j-admin} makes the same graph in an empty database.
     *
     * @return the files
     */
    public List<Path> exportForAdmin(Path folder) throws IOException {
        StageState correlated = run.finished(Stages.CORRELATE, "steergraph correlate");
        FeatureBasis source = FeatureBasis.valueOf(correlated.settings().get("source"));
        String fingerprint = run.fingerprint(Stages.CORRELATE, PartPaths.CORRELATIONS);
        LoadInput input = input(source, correlated, fingerprint, EdgeList.ofSize(0), new double[0][]);
        progress.begin("export for neo4j-admin", 0, "files");
        List<Path> files = new AdminImport(input, edges()).write(folder);
        progress.end(files.size() + " files");
        return files;
    }

    private LoadInput input(
            FeatureBasis source, StageState correlated, String fingerprint, EdgeList edges, double[][] details)
            throws IOException {
        RunTokens tokens = RunTokens.read(run);
        IntFunction<ContextDocument> documents = RunContexts.of(run, tokens, RunContexts.vocabulary(run)::token);
        List<LayerFeatures> layers = new ArrayList<>();
        int[] starts = tokens.documentStart();
        if (source == FeatureBasis.CODES) {
            CodeSetSpec sets = CodeSetSpec.of(run, correlated.settings());
            for (HookPoint hook : sets.hooks()) {
                TopContexts contexts = EncodedFeatures.contexts(run, hook, sets.id(hook), starts);
                layers.add(layer(hook, sets.name(hook), contexts, documents));
            }
        } else {
            for (CodeRows rows : source.read(run, correlated.settings())) {
                Codes codes = rows.all();
                HookPoint hook = codes.hook();
                layers.add(layer(
                        hook,
                        source.setName(run, hook, correlated.settings()),
                        TopContexts.of(codes, starts),
                        documents));
            }
        }
        Path folder = run.root().resolve(PartPaths.CORRELATIONS);
        Map<String, Object> properties = new TreeMap<>();
        properties.put("rows", tokens.rows());
        properties.put("documents", tokens.documentStart().length - 1);
        properties.put("threshold", Double.parseDouble(correlated.settings().get("threshold")));
        properties.put("minDocuments", Integer.parseInt(correlated.settings().get("minDocuments")));
        if (correlated.settings().containsKey("minMi")) {
            properties.put("minMi", Double.parseDouble(correlated.settings().get("minMi")));
        }
        if (correlated.settings().containsKey("bins")) {
            properties.put("miBins", Integer.parseInt(correlated.settings().get("bins")));
        }
        properties.put("createdAt", run.created());
        properties.put("corpus", run.corpus().get("name"));
        return new LoadInput(
                fingerprint,
                run.id(),
                (String) run.model().get("id"),
                ((Number) run.model().get("dModel")).intValue(),
                ((Number) run.model().get("layers")).intValue(),
                properties,
                FeatureFile.read(folder.resolve("features.parquet")),
                edges,
                details,
                layers,
                documents);
    }

    private static LayerFeatures layer(
            HookPoint hook, String sae, TopContexts contexts, IntFunction<ContextDocument> documents) {
        String[] labels = new String[contexts.features()];
        for (int index = 0; index < labels.length; index++) {
            labels[index] = FeatureLabels.label(
                    contexts.of(index), document -> documents.apply(document).tokens());
        }
        return new LayerFeatures(hook, sae, contexts, labels);
    }
}
