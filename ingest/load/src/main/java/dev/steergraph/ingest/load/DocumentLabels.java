package dev.steergraph.ingest.load;

import dev.steergraph.core.Progress;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.LabelsResult;
import dev.steergraph.core.stage.LabelsSettings;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.LabelEdge;
import dev.steergraph.core.table.LabelFile;
import dev.steergraph.cypher.CypherFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/**
 * Labels of a run's documents, and which features go with them: what {@code correlate-labels} found above its threshold. They are
 * replaced when something else was found, or the run's features were loaded anew.
 */
final class DocumentLabels {

    private static final int BATCH = 2_000;

    private final Session session;
    private final RunDirectory run;
    private final Progress progress;

    DocumentLabels(Session session, RunDirectory run, Progress progress) {
        this.session = session;
        this.run = run;
        this.progress = progress;
    }

    /** @param features fingerprint of the features that the graph has */
    void load(String features) throws IOException {
        Optional<StageState<LabelsSettings, LabelsResult>> found =
                run.stage(Stages.LABELS).filter(StageState::finished);
        boolean fresh = found.filter(labels -> labels.settings()
                        .codes()
                        .equals(FeatureReader.ofCodes(run, CodeSetSpec.all(run)).checksum()))
                .isPresent();
        if (found.isPresent() && !fresh) {
            progress.note("Labels of documents are of features that were made again since, and are left out; run \""
                    + Stages.LABELS.command() + " --run " + run.root() + "\" and load again.");
        }
        String fingerprint = fresh
                ? features
                        + found.stream()
                                .flatMap(labels -> labels.parts().stream())
                                .map(Part::sha256)
                                .collect(Collectors.joining())
                : "";
        Record before = session.run(
                        statement("label-counts"), Map.of("run", run.id().value(), "loaded", fingerprint))
                .single();
        int labels = fresh ? found.orElseThrow().result().labels().size() : 0;
        if (before.get("same").asInt() == labels && before.get("others").asInt() == 0) {
            return;
        }
        new Clearing(session, run.id(), (what, done) -> {}).documentLabels();
        if (fresh) {
            write(found.orElseThrow(), fingerprint);
        }
    }

    private void write(StageState<LabelsSettings, LabelsResult> labels, String fingerprint) throws IOException {
        double threshold = labels.settings().threshold();
        List<LabelEdge> edges = LabelFile.read(run.file(Stages.LABELS, PartPaths.LABEL_TABLE)).stream()
                .filter(edge -> Math.abs(edge.r()) > threshold)
                .toList();
        progress.begin("load labels of documents", edges.size(), "correlations");
        // What tells that it is all there comes last.
        nodes(labels.result().labels(), "");
        long written = 0;
        for (int from = 0; from < edges.size(); from += BATCH) {
            List<List<Object>> rows = new ArrayList<>();
            for (LabelEdge edge : edges.subList(from, Math.min(edges.size(), from + BATCH))) {
                rows.add(List.of(
                        id(edge.label()),
                        edge.set().layer(),
                        edge.index(),
                        edge.set().sae(),
                        edge.r(),
                        edge.auroc(),
                        edge.documents(),
                        edge.share()));
            }
            Map<String, Object> parameters = Map.of("run", run.id().value(), "rows", rows);
            written += session.executeWrite(tx -> tx.run(statement("label-correlations"), parameters)
                    .single()
                    .get("written")
                    .asLong());
            progress.update(written, "");
        }
        nodes(labels.result().labels(), fingerprint);
        progress.end(labels.result().labels().size() + " labels, " + written + " correlations with features");
    }

    private void nodes(List<LabelsResult.Label> labels, String fingerprint) {
        List<List<Object>> rows = new ArrayList<>();
        labels.forEach(label -> rows.add(List.of(id(label.name()), label.name(), label.documents())));
        Map<String, Object> parameters = Map.of("run", run.id().value(), "loaded", fingerprint, "rows", rows);
        session.executeWriteWithoutResult(
                tx -> tx.run(statement("document-labels"), parameters).consume());
    }

    private String id(String label) {
        return run.id() + "/" + label;
    }

    private static String statement(String file) {
        return CypherFile.load("load/" + file + ".cypher").statement();
    }
}
