package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.corpus.Document;
import dev.steergraph.ingest.corpus.Vocabulary;
import dev.steergraph.ingest.correlate.EdgeFile;
import dev.steergraph.ingest.correlate.FeatureFile;
import dev.steergraph.ingest.load.ContextDocument;
import dev.steergraph.ingest.load.FeatureLabels;
import dev.steergraph.ingest.load.GraphLoader;
import dev.steergraph.ingest.load.LayerFeatures;
import dev.steergraph.ingest.load.LoadInput;
import dev.steergraph.ingest.load.LoadResult;
import dev.steergraph.ingest.load.TopContexts;
import dev.steergraph.ingest.store.Codes;
import dev.steergraph.ingest.store.RunDirectory;
import dev.steergraph.ingest.store.StageState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.neo4j.driver.Driver;

/** Edges to Neo4j: features with labels and top contexts, and their correlations. */
public final class Load {

    /** Name of the stage in run.json. */
    public static final String STAGE = "load";

    private final RunDirectory run;
    private final Progress progress;

    public Load(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /** Loads the run, unless this database has it already. @return what the database holds of it */
    public Map<String, Object> execute(Driver driver, String database) throws IOException {
        StageState correlated = run.finished(Correlate.STAGE, "steergraph correlate");
        Source source = Source.valueOf(correlated.settings().get("source"));
        String fingerprint = run.fingerprint(Correlate.STAGE, PartPaths.CORRELATIONS);
        run.begin(STAGE, Map.of("correlations", fingerprint));
        Clock clock = new Clock();
        LoadInput input = input(source, correlated, fingerprint);
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
        run.finish(STAGE, clock.lap(), report);
        return report;
    }

    private LoadInput input(Source source, StageState correlated, String fingerprint) throws IOException {
        RunTokens tokens = RunTokens.read(run);
        IntFunction<ContextDocument> documents = documents(tokens);
        List<LayerFeatures> layers = new ArrayList<>();
        for (Codes codes : source.read(run)) {
            layers.add(layer(source.setName(run, codes.hook()), codes, tokens.documentStart(), documents));
        }
        Path folder = run.root().resolve(PartPaths.CORRELATIONS);
        Map<String, Object> properties = new TreeMap<>();
        properties.put("rows", tokens.rows());
        properties.put("documents", tokens.documentStart().length - 1);
        properties.put("threshold", Double.parseDouble(correlated.settings().get("threshold")));
        properties.put("minDocuments", Integer.parseInt(correlated.settings().get("minDocuments")));
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
                EdgeFile.read(folder.resolve("edges.parquet")),
                layers,
                documents);
    }

    private static LayerFeatures layer(
            String sae, Codes codes, int[] documentStart, IntFunction<ContextDocument> documents) {
        TopContexts contexts = TopContexts.of(codes, documentStart);
        String[] labels = new String[codes.dSae()];
        for (int index = 0; index < labels.length; index++) {
            labels[index] = FeatureLabels.label(
                    contexts.of(index), document -> documents.apply(document).tokens());
        }
        return new LayerFeatures(codes.hook(), sae, contexts, labels);
    }

    /** A document's tokens are its rows; where a row is a whole document, its text. */
    private IntFunction<ContextDocument> documents(RunTokens tokens) throws IOException {
        Vocabulary vocabulary = Vocabulary.parse(Files.readAllBytes(run.root().resolve(PartPaths.TOKENIZER)));
        List<Document> texts = RunTokens.documents(run);
        int[] start = tokens.documentStart();
        return number -> {
            Document document = texts.get(number);
            List<String> words = new ArrayList<>();
            for (int row = start[number]; row < start[number + 1]; row++) {
                int id = tokens.ids()[row];
                words.add(id < 0 ? document.text() : vocabulary.token(id));
            }
            return new ContextDocument(number, document.text(), words, document.category());
        };
    }
}
