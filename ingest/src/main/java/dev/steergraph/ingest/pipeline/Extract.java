package dev.steergraph.ingest.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.corpus.Corpus;
import dev.steergraph.ingest.corpus.Document;
import dev.steergraph.ingest.corpus.TokenizedDocument;
import dev.steergraph.ingest.corpus.Tokenizer;
import dev.steergraph.ingest.model.Devices;
import dev.steergraph.ingest.model.ModelInfo;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.store.AtomicFile;
import dev.steergraph.ingest.store.RunDirectory;
import dev.steergraph.ingest.store.Safetensors;
import dev.steergraph.ingest.store.StageState;
import dev.steergraph.ingest.store.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Text to activations: tokens, documents and the residual stream of every row, part by part. */
public final class Extract {

    /** Name of the stage in run.json. */
    public static final String STAGE = "extract";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunDirectory run;
    private final ExtractParameters parameters;
    private final Progress progress;

    public Extract(RunDirectory run, ExtractParameters parameters, Progress progress) {
        this.run = run;
        this.parameters = parameters;
        this.progress = progress;
    }

    /**
     * Does what is not done yet.
     *
     * @param activationsNeeded whether activations that were dropped after encoding are to be made again
     * @throws UserError if the run was begun with other settings
     */
    public void execute(boolean activationsNeeded) throws IOException {
        Corpus corpus = Corpus.of(parameters.corpus(), parameters.seed());
        Map<String, String> settings = parameters.settings(corpus.name());
        StageState known = run.stage(STAGE).orElse(null);
        if (known != null && !known.settings().equals(settings)) {
            throw new UserError("Run " + run.root() + " was begun with other settings (" + known.settings()
                    + "); give another --run for these.");
        }
        if (run.isFinished(STAGE, settings) && !(activationsNeeded && activationsDropped())) {
            return;
        }
        run.begin(STAGE, settings);
        byte[] tokenizerJson = ModelSource.tokenizerJson(parameters.model());
        ModelInfo info = ModelSource.info(parameters.model());
        Clock clock = new Clock();
        AtomicFile.write(run.root().resolve(PartPaths.TOKENIZER), out -> out.write(tokenizerJson));
        run.addParts(STAGE, List.of(PartPaths.TOKENIZER), clock.lap());
        progress.begin(
                "extract " + parameters.hooks(),
                parameters.maxTokens() == Long.MAX_VALUE ? 0 : parameters.maxTokens(),
                "rows");
        long rows = 0;
        long documents = 0;
        try (Tokenizer tokenizer = new Tokenizer(tokenizerJson, parameters.context());
                Transformer model = ModelSource.load(parameters.model(), Devices.parse(parameters.device()));
                Stream<Document> source = corpus.documents()) {
            PartActivations activations = new PartActivations(model, Set.copyOf(parameters.hooks()), pooled());
            TextParts parts = new TextParts(source.iterator(), tokenizer, parameters);
            while (parts.hasNext()) {
                TextPart part = parts.next();
                if (!isWritten(part.number())) {
                    long before = rows;
                    write(part, activations.compute(part, done -> progress.update(before + done, "")), info.dModel());
                    run.addParts(STAGE, paths(part.number()), clock.lap());
                }
                rows += part.rows();
                documents += part.documents().size();
                progress.update(rows, "");
            }
        }
        if (rows == 0) {
            throw new UserError("The corpus " + corpus.name() + " has no text; check --corpus.");
        }
        describe(info, corpus, rows, documents);
        run.finish(STAGE, clock.lap(), report(rows, documents));
        progress.end(rows + " rows from " + documents + " documents");
    }

    private boolean pooled() {
        return parameters.pool() == ExtractParameters.Pool.MEAN;
    }

    private boolean activationsDropped() {
        return run.stage(STAGE).orElseThrow().parts().stream()
                .noneMatch(p -> p.path().startsWith("activations/"));
    }

    private List<String> paths(int part) {
        List<String> paths = new ArrayList<>(List.of(PartPaths.tokens(part), PartPaths.documents(part)));
        parameters.hooks().forEach(hook -> paths.add(PartPaths.activations(hook, part)));
        return paths;
    }

    private boolean isWritten(int part) throws IOException {
        for (String path : paths(part)) {
            if (run.part(STAGE, path).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void write(TextPart part, Map<HookPoint, float[]> activations, int d) throws IOException {
        writeTokens(part);
        writeDocuments(part);
        for (HookPoint hook : parameters.hooks()) {
            Safetensors.write(
                    run.root().resolve(PartPaths.activations(hook, part.number())),
                    Map.of("format", "steergraph.activations", "version", "1", "hook", hook.toString()),
                    List.of(Tensor.of("values", activations.get(hook), part.rows(), d)));
        }
    }

    /** A pooled row stands for a whole document: its id and position are -1. */
    private void writeTokens(TextPart part) throws IOException {
        int[] ids = new int[part.rows()];
        long[] document = new long[part.rows()];
        int[] position = new int[part.rows()];
        int row = 0;
        for (int i = 0; i < part.tokens().size(); i++) {
            TokenizedDocument tokens = part.tokens().get(i);
            if (pooled()) {
                ids[row] = -1;
                position[row] = -1;
                document[row++] = part.firstDocument() + i;
                continue;
            }
            for (int t = 0; t < tokens.ids().length; t++) {
                if (!tokens.special()[t]) {
                    ids[row] = tokens.ids()[t];
                    position[row] = t;
                    document[row++] = part.firstDocument() + i;
                }
            }
        }
        Safetensors.write(
                run.root().resolve(PartPaths.tokens(part.number())),
                Map.of("format", "steergraph.tokens", "version", "1"),
                List.of(Tensor.of("ids", ids), Tensor.of("document", document), Tensor.of("position", position)));
    }

    private void writeDocuments(TextPart part) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < part.documents().size(); i++) {
            Document document = part.documents().get(i);
            ObjectNode line = JSON.createObjectNode();
            line.put("document", part.firstDocument() + i);
            line.put("text", document.text());
            line.put("category", document.category());
            lines.append(JSON.writeValueAsString(line)).append('\n');
        }
        AtomicFile.write(
                run.root().resolve(PartPaths.documents(part.number())),
                out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void describe(ModelInfo info, Corpus corpus, long rows, long documents) throws IOException {
        Map<String, Object> model = new TreeMap<>();
        model.put("id", info.id());
        model.put("dModel", info.dModel());
        model.put("layers", info.layers());
        model.put("tokenizerSha256", RunDirectory.sha256(run.root().resolve(PartPaths.TOKENIZER)));
        Map<String, Object> text = new TreeMap<>();
        text.put("name", corpus.name());
        text.put("rows", rows);
        text.put("documents", documents);
        run.describe(model, text, Libraries.versions());
    }

    private Map<String, Object> report(long rows, long documents) {
        Map<String, Object> report = new TreeMap<>();
        report.put("rows", rows);
        report.put("documents", documents);
        report.put("hooks", parameters.hooks().stream().map(HookPoint::toString).toList());
        report.put("tokens", run.fingerprint(STAGE, PartPaths.TOKENS));
        for (HookPoint hook : parameters.hooks()) {
            report.put(hook.toString(), run.fingerprint(STAGE, PartPaths.activations(hook)));
        }
        return report;
    }
}
