package dev.steergraph.ingest.load;

import dev.steergraph.core.feature.ContextActivation;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Names a feature after the words on which it fires most strongly. */
final class FeatureLabels {

    /** The label of a feature that no row activates. */
    public static final String SILENT = "never fires";

    private static final int WORDS = 4;
    /** Words with less than this share of the first one's weight say little. */
    private static final double TELLING = 0.2;

    private FeatureLabels() {}

    /**
     * @param firings strongest first
     * @param tokensOf the tokens of a document
     * @return up to four words, heaviest first, joined by commas
     */
    static String label(List<ContextActivation> firings, IntFunction<List<String>> tokensOf) {
        if (firings.isEmpty()) {
            return SILENT;
        }
        Map<String, Double> words = weigh(firings, tokensOf, true);
        if (words.isEmpty()) {
            words = weigh(firings, tokensOf, false);
        }
        double heaviest = words.values().stream().mapToDouble(w -> w).max().orElse(0);
        return words.entrySet().stream()
                .filter(word -> word.getValue() >= TELLING * heaviest)
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(WORDS)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Double> weigh(
            List<ContextActivation> firings, IntFunction<List<String>> tokensOf, boolean lettersOnly) {
        Map<String, Double> words = new LinkedHashMap<>();
        for (ContextActivation firing : firings) {
            String word = Words.around(tokensOf.apply(firing.document()), firing.token());
            if (!lettersOnly || word.codePoints().anyMatch(Character::isLetterOrDigit)) {
                words.merge(word, (double) firing.value(), Double::sum);
            }
        }
        return words;
    }
}
