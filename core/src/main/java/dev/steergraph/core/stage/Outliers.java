package dev.steergraph.core.stage;

import dev.steergraph.core.id.HookPoint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows whose norm is out of the ordinary, such as attention sinks. One that is an outlier at any hook point is one at all, so
 * that all hook points have the same rows.
 *
 * @param medians of the norms at each hook point, of the first rows of the corpus
 * @param limits norms above which a row is an outlier, at each hook point; fixed for the run
 * @param kept whether outliers are rows all the same
 * @param firstPosition whether the first token of a sequence is no row, since sequences have no BOS and it is a sink
 * @param firstTokens tokens that are no rows for that reason
 * @param rows other outliers; left out, unless they are kept
 * @param hooks outliers at each hook point, those of the first position among them
 * @param positions the most frequent positions of all of them, first tokens included
 * @param tokens the most frequent tokens of all of them, first tokens included
 */
public record Outliers(
        Map<HookPoint, Double> medians,
        Map<HookPoint, Double> limits,
        boolean kept,
        boolean firstPosition,
        long firstTokens,
        long rows,
        Map<HookPoint, Long> hooks,
        List<Position> positions,
        List<Token> tokens) {

    /** How often they are at one position of a sequence, counted from 0, special tokens included. */
    public record Position(int position, long count) {}

    /**
     * How often they are one token.
     *
     * @param token as it stands in a text
     */
    public record Token(int id, String token, long count) {}

    public Outliers {
        medians = Collections.unmodifiableMap(new TreeMap<>(medians));
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
        hooks = Collections.unmodifiableMap(new TreeMap<>(hooks));
        positions = List.copyOf(positions);
        tokens = List.copyOf(tokens);
    }

    /** What is known before the first row: limits, and whether the first position is a sink. */
    public static Outliers looked(
            Map<HookPoint, Double> medians, Map<HookPoint, Double> limits, boolean kept, boolean firstPosition) {
        return new Outliers(medians, limits, kept, firstPosition, 0, 0, Map.of(), List.of(), List.of());
    }

    /** Whether there are any. */
    public boolean any() {
        return rows + firstTokens > 0;
    }

    /** The limit at a hook point; 0 if it is not known. */
    public double limit(HookPoint hook) {
        return limits.getOrDefault(hook, 0.0);
    }
}
