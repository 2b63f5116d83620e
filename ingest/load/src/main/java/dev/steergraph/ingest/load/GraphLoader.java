package dev.steergraph.ingest.load;

import dev.steergraph.core.feature.ActivationHistogram;
import dev.steergraph.core.feature.ContextActivation;
import dev.steergraph.core.feature.TopContexts;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.ContextDocument;
import dev.steergraph.core.table.FeatureColumn;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.cypher.CypherFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * Writes a run to Neo4j in batches, each a transaction that is repeated if the server asks for it.
 *
 * <p>What an earlier or an interrupted load of the same run left is removed first; features stay, with all that people have
 * attached to them. The Run node carries the fingerprint of what was loaded, set last, so loading the same again does
 * nothing.
 */
public final class GraphLoader {

    private static final int CONTEXT_BATCH = 2_000;
    private static final String FEATURES =
            CypherFile.load("load/features.cypher").statement();

    private final Driver driver;
    private final String database;
    private final LoadProgress progress;
    private long written;

    public GraphLoader(Driver driver, String database, LoadProgress progress) {
        this.driver = driver;
        this.database = database;
        this.progress = progress;
    }

    /** @throws IllegalStateException if the graph does not hold every feature, edge and firing once in the end */
    public LoadedGraph load(LoadInput input) {
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            // The first correlations of a database are indexed when they are all there, which is faster.
            if (count(session) == 0) {
                Schema.createForNodes(session);
            } else {
                Schema.create(session);
            }
            Optional<Record> before = state(session, input.run()).filter(state -> isWhole(state, input));
            if (before.isPresent()) {
                if (before.get().get("withoutSite").asLong() > 0) {
                    sites(session, input);
                }
                return result(before.get(), false);
            }
            run(session, input);
            clear(session, input);
            long[] nodes = features(session, input);
            replan(session);
            new EdgeWriter(driver, database)
                    .write(input.edges(), input.details(), nodes, more -> report("correlations", more));
            Schema.create(session);
            contexts(session, input);
            ExplainedFeatures.update(session, input.run());
            replan(session);
            Record after = state(session, input.run()).orElseThrow();
            check("features", after, input.features().size(), input.run());
            check("relationships", after, input.edges().size(), input.run());
            check("firings", after, firings(input), input.run());
            write(session, "finish", Map.of("run", input.run().value(), "loaded", input.fingerprint()));
            return result(after, true);
        }
    }

    /** What loads of earlier versions did not say. */
    private static void sites(Session session, LoadInput input) {
        for (LayerFeatures set : input.layers()) {
            write(
                    session,
                    "sites",
                    Map.of(
                            "run", input.run().value(),
                            "sets", input.properties().sets(),
                            "layer", set.hook().layer(),
                            "sae", set.sae(),
                            "site", set.site().toString(),
                            "depth", set.depth()));
        }
    }

    /** Plans made for an almost empty graph pair every feature with every other one; after this none of them is used. */
    private static void replan(Session session) {
        session.run(CypherFile.load("load/replan.cypher").statement()).consume();
    }

    private static Optional<Record> state(Session session, RunId run) {
        return session.executeRead(
                tx -> tx.run(CypherFile.load("load/loaded.cypher").statement(), Map.of("run", run.value())).stream()
                        .findFirst());
    }

    /** Whether a run that is there is this one, with nothing missing. */
    private static boolean isWhole(Record state, LoadInput input) {
        return state.get("loaded").asString("").equals(input.fingerprint())
                && state.get("relationships").asLong() == input.edges().size()
                && state.get("firings").asLong() == firings(input);
    }

    private static long count(Session session) {
        return session.run(CypherFile.load("load/correlations.cypher").statement())
                .single()
                .get("correlations")
                .asLong();
    }

    private static long firings(LoadInput input) {
        return input.layers().stream().mapToLong(LayerFeatures::firings).sum();
    }

    /** A commit whose answer was lost is repeated by the driver, and would be there twice. */
    private static void check(String what, Record state, long expected, RunId run) {
        long found = state.get(what).asLong();
        if (found != expected) {
            throw new IllegalStateException("the graph holds " + found + " " + what + " of run " + run + " instead of "
                    + expected + "; load the run again");
        }
    }

    private static LoadedGraph result(Record state, boolean changed) {
        return new LoadedGraph(
                state.get("features").asLong(),
                state.get("relationships").asLong(),
                state.get("contexts").asLong(),
                changed);
    }

    private void run(Session session, LoadInput input) {
        Map<String, Object> properties = input.properties().byName();
        properties.put("id", input.run().value());
        properties.put("model", input.model());
        write(
                session,
                "run",
                Map.of(
                        "run", input.run().value(),
                        "model", input.model(),
                        "dModel", input.dModel(),
                        "layers", input.modelLayers(),
                        "properties", properties));
    }

    private void clear(Session session, LoadInput input) {
        Clearing clearing = new Clearing(session, input.run(), (what, done) -> progress.update(what, written));
        clearing.edges();
        clearing.moves();
        clearing.contexts();
        clearing.communities();
        List<List<Object>> sets = input.layers().stream()
                .map(l -> List.<Object>of(l.hook().layer(), l.sae(), l.labels().length))
                .toList();
        clearing.features(sets);
        clearing.explanations(false);
    }

    /** @return ids of the features' nodes, in the order of the table */
    private long[] features(Session session, LoadInput input) {
        FeatureTable table = input.features();
        long[] nodes = new long[table.size()];
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            int place = table.space().place(i);
            LayerFeatures layer = input.layers().get(place);
            int index = table.index(i);
            Map<String, Object> properties = new LinkedHashMap<>();
            String key = layer.key(input.run(), input.model(), index);
            properties.put("key", key);
            properties.put("run", input.run().value());
            properties.put("model", input.model());
            properties.put("hook", layer.hook().toString());
            properties.put(FeatureColumn.LAYER.property(), layer.hook().layer());
            properties.put(FeatureColumn.INDEX.property(), index);
            properties.put("sae", layer.sae());
            properties.put("site", layer.site().toString());
            properties.put("depth", layer.depth());
            for (FeatureColumn column : FeatureColumn.MEASURES) {
                properties.put(column.property(), column.value(table, i));
            }
            properties.put("label", layer.labels()[index]);
            ActivationHistogram activations = layer.contexts().activations(index);
            properties.put("activationsFrom", activations.from());
            properties.put("activations", activations.counts());
            layer.more().of(index).forEach(properties::put);
            rows.add(List.of(key, properties));
            boolean lastOfSet = i + 1 == table.space().offsets()[place + 1];
            if (lastOfSet || rows.size() == CONTEXT_BATCH) {
                Map<String, Object> parameters = Map.of(
                        "run", input.run().value(), "label", "L" + layer.hook().layer(), "rows", rows);
                List<Record> written =
                        session.executeWrite(tx -> tx.run(FEATURES, parameters).list());
                for (int k = 0; k < written.size(); k++) {
                    nodes[i + 1 - written.size() + k] =
                            written.get(k).get("node").asLong();
                }
                report("features", rows.size());
                rows = new ArrayList<>();
            }
        }
        return nodes;
    }

    private void contexts(Session session, LoadInput input) {
        BitSet seen = new BitSet();
        List<Object> documents = new ArrayList<>();
        List<Object> firings = new ArrayList<>();
        for (LayerFeatures layer : input.layers()) {
            for (int index = 0; index < layer.labels().length; index++) {
                List<Object> entries = new ArrayList<>();
                for (ContextActivation firing : layer.contexts().of(index)) {
                    if (!seen.get(firing.document())) {
                        seen.set(firing.document());
                        documents.add(row(input, input.documents().apply(firing.document())));
                    }
                    entries.add(List.of(
                            input.contextId(firing.document()),
                            firing.rank(),
                            (double) firing.value(),
                            firing.token(),
                            firing.activations()));
                }
                if (!entries.isEmpty()) {
                    firings.add(List.of(layer.key(input.run(), input.model(), index), entries));
                }
                if (firings.size() == CONTEXT_BATCH / TopContexts.MOST) {
                    flush(session, input, documents, firings);
                }
            }
        }
        flush(session, input, documents, firings);
    }

    /** Documents first, since firings point at them. */
    private void flush(Session session, LoadInput input, List<Object> documents, List<Object> firings) {
        write(session, "contexts", Map.of("run", input.run().value(), "rows", documents));
        write(session, "firings", Map.of("rows", firings));
        report("contexts", documents.size() + (long) firings.size() * TopContexts.MOST);
        documents.clear();
        firings.clear();
    }

    private static List<Object> row(LoadInput input, ContextDocument document) {
        List<Object> row = new ArrayList<>();
        row.add(input.contextId(document.number()));
        row.add(document.text());
        row.add(document.tokens());
        row.add(document.number());
        row.add(document.category());
        return row;
    }

    private synchronized void report(String what, long more) {
        written += more;
        progress.update(what, written);
    }

    private static void write(Session session, String file, Map<String, Object> parameters) {
        String statement = CypherFile.load("load/" + file + ".cypher").statement();
        session.executeWriteWithoutResult(tx -> tx.run(statement, parameters).consume());
    }
}
