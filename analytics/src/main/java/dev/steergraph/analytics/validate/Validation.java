package dev.steergraph.analytics.validate;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSets;
import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.MapAccessor;

/** Reads a loaded run and says whether its features and communities mean something. Writes nothing. */
final class Validation {

    private final Session session;
    private final RunId run;

    private Validation(Session session, RunId run) {
        this.session = session;
        this.run = run;
    }

    static ValidationReport of(Driver driver, String database, RunId run, ValidationParameters parameters) {
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            Validation validation = new Validation(session, run);
            List<Record> features = validation.query("features", Map.of());
            return new ValidationReport(
                    ValidationReport.FORMAT,
                    1,
                    run.value(),
                    parameters,
                    validation.semantics(features, parameters),
                    validation.pairs(sets(features), parameters));
        }
    }

    private ValidationReport.@Nullable Semantics semantics(List<Record> rows, ValidationParameters parameters) {
        List<Record> texts = query("contexts", Map.of());
        if (texts.isEmpty()) {
            return null;
        }
        Map<String, Integer> number = new HashMap<>();
        texts.forEach(row -> number.put(row.get("id").asString(), number.size()));
        FeatureSets sets = sets(rows);
        List<FeatureTexts> features = rows.stream()
                .map(row -> new FeatureTexts(
                        place(sets, row),
                        row.get("label").asString(""),
                        row.get("community").isNull()
                                ? null
                                : row.get("community").asInt(),
                        row.get("contexts").asList(Value::asString).stream()
                                .map(number::get)
                                .filter(Objects::nonNull)
                                .mapToInt(Integer::intValue)
                                .distinct()
                                .toArray()))
                .toList();
        Map<Integer, Semantics.Named> names = new HashMap<>();
        query("communities", Map.of())
                .forEach(row -> names.put(
                        row.get("number").asInt(),
                        new Semantics.Named(
                                row.get("label").asString(""), row.get("size").asInt())));
        return new Semantics(TextCategories.of(texts), features, parameters).report(names);
    }

    private List<JudgedPair> pairs(FeatureSets sets, ValidationParameters parameters) {
        List<JudgedPair> pairs = new ArrayList<>();
        Map<String, Object> asked = Map.of("pairs", parameters.pairs(), "contexts", parameters.contexts());
        for (Record row : query("pairs", asked)) {
            pairs.add(new JudgedPair(
                    pairs.size() + 1,
                    row.get("r").asDouble(),
                    row.get("mi").isNull() ? null : row.get("mi").asDouble(),
                    row.get("rows").asLong(0),
                    row.get("documents").asLong(0),
                    side(sets, row.get("features").get(0), row.get("contexts").get(0)),
                    side(sets, row.get("features").get(1), row.get("contexts").get(1))));
        }
        return pairs;
    }

    private static JudgedPair.Side side(FeatureSets sets, Value feature, Value contexts) {
        return new JudgedPair.Side(
                feature.get("key").asString(),
                place(sets, feature),
                feature.get("label").asString(""),
                feature.get("density").asDouble(0),
                feature.get("max").asDouble(0),
                feature.get("community").isNull()
                        ? null
                        : feature.get("community").asInt(),
                contexts.asList(Validation::text));
    }

    private static FeatureSets sets(List<Record> features) {
        return new FeatureSets(features.stream().map(Validation::set).distinct().toList());
    }

    private static FeatureSet set(MapAccessor feature) {
        return new FeatureSet(feature.get("layer").asInt(), feature.get("sae").asString());
    }

    private static String place(FeatureSets sets, MapAccessor feature) {
        return sets.address(set(feature), feature.get("index").asInt()).toString();
    }

    private static JudgedPair.Text text(Value context) {
        return new JudgedPair.Text(
                context.get("document").asLong(),
                context.get("category").isNull()
                        ? null
                        : context.get("category").asString(),
                context.get("tokens").asList(Value::asString),
                context.get("activations").asList(Value::asDouble));
    }

    private List<Record> query(String name, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("run", run.value());
        String statement =
                CypherFile.load("analytics/validate-" + name + ".cypher").statement();
        return session.run(statement, all).list();
    }
}
