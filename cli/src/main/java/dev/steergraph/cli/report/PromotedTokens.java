package dev.steergraph.cli.report;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.id.FeatureSets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.neo4j.driver.Value;

/**
 * The tokens that a feature promotes most.
 *
 * @param key of the feature
 * @param feature its label
 * @param tokens highest logit first
 */
public record PromotedTokens(String key, String feature, List<String> tokens) {

    private static final int FEATURES = 3;
    private static final int TOKENS = 6;

    /** Of the higher features of the first pairs; of models that predict no text, none. */
    static List<PromotedTokens> of(GraphConnection connection, List<LayerPair> pairs) {
        return pairs.stream()
                .limit(FEATURES)
                .map(pair -> new PromotedTokens(pair.higherKey(), pair.higher(), tokens(connection, pair.higherKey())))
                .filter(promoted -> !promoted.tokens().isEmpty())
                .toList();
    }

    private static List<String> tokens(GraphConnection connection, String key) {
        return connection.query("queries/explorer-promoted.cypher", Map.of("key", key)).stream()
                .flatMap(row -> row.get("topTokens").asList(Value::asString).stream())
                .limit(TOKENS)
                .toList();
    }

    /** In a line. @param sets of the run, which decide how its features are called */
    String text(FeatureSets sets) {
        return sets.address(key) + " \"" + feature + "\"  "
                + tokens.stream().map(token -> "\"" + token + "\"").collect(Collectors.joining(" "));
    }
}
