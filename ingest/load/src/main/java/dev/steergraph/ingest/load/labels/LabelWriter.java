package dev.steergraph.ingest.load.labels;

import dev.steergraph.core.Progress;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.cypher.CypherFile;
import dev.steergraph.ingest.load.ExplainedFeatures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Session;

/** Writes explanations in batches, each a transaction. */
final class LabelWriter {

    private static final int BATCH = 2_000;

    /** Of the checksum that tells explanations of one feature apart. */
    private static final int BYTES = 12;

    private final Session session;
    private final RunId run;
    private final LabelMatch match;
    private final Progress progress;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private long written;

    LabelWriter(Session session, RunId run, LabelMatch match, Progress progress) {
        this.session = session;
        this.run = run;
        this.match = match;
        this.progress = progress;
    }

    void add(Label label) {
        match.key(label).ifPresent(key -> {
            keys.add(key);
            rows.add(row(key, label));
            if (rows.size() == BATCH) {
                flush();
            }
        });
    }

    void finish() {
        if (!rows.isEmpty()) {
            flush();
        }
    }

    /** Explanations whose features are in the graph. */
    long written() {
        return written;
    }

    private void flush() {
        String statement = CypherFile.load("load/labels.cypher").statement();
        Map<String, Object> parameters = Map.of("run", run.value(), "rows", rows);
        written += session.executeWrite(
                tx -> tx.run(statement, parameters).single().get("explained").asLong());
        ExplainedFeatures.update(session, keys);
        rows.clear();
        keys.clear();
        progress.update(written, "");
    }

    private static List<@Nullable Object> row(String key, Label label) {
        byte[] digest = Sha256.digest().digest(label.identity().getBytes(StandardCharsets.UTF_8));
        return Arrays.asList(
                key,
                key + "#" + HexFormat.of().formatHex(digest, 0, BYTES),
                label.text(),
                label.source(),
                label.method(),
                label.explainer(),
                List.copyOf(label.scores().keySet()),
                List.copyOf(label.scores().values()));
    }
}
