package dev.steergraph.ingest.corpus.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The merges of BPE of which only the tokens and their order of merit are known, as SentencePiece keeps it: every way in
 * which a token is made of two others, those of better tokens first.
 *
 * @see <a href="https://github.com/huggingface/transformers">transformers</a>, {@code generate_merges}, whose order of
 *     equals this is
 */
final class DerivedMerges {

    private DerivedMerges() {}

    /** Lengths are in characters. */
    private record Merge(String left, String right, double merit, int leftLength, int rightLength) {}

    /**
     * Pairs, first ones first.
     *
     * @param vocabulary ids by token, in the order of the file
     * @param merit larger for better tokens
     */
    static List<String[]> of(Map<String, Integer> vocabulary, ToDoubleFunction<String> merit) {
        List<Merge> merges = new ArrayList<>();
        List<Merge> ofOne = new ArrayList<>();
        for (String token : vocabulary.keySet()) {
            ofOne.clear();
            double worth = merit.applyAsDouble(token);
            int length = token.codePointCount(0, token.length());
            for (int at = token.offsetByCodePoints(0, Math.min(1, length)), n = 1; n < length; n++) {
                String left = token.substring(0, at);
                String right = token.substring(at);
                if (vocabulary.containsKey(left) && vocabulary.containsKey(right)) {
                    ofOne.add(new Merge(left, right, worth, n, length - n));
                }
                at = token.offsetByCodePoints(at, 1);
            }
            ofOne.sort(Comparator.<Merge>comparingInt(merge -> vocabulary.getOrDefault(merge.left, 0))
                    .thenComparingInt(merge -> vocabulary.getOrDefault(merge.right, 0)));
            merges.addAll(ofOne);
        }
        merges.sort(Comparator.comparingDouble(Merge::merit)
                .thenComparingInt(Merge::leftLength)
                .thenComparingInt(Merge::rightLength)
                .reversed());
        return merges.stream()
                .map(merge -> new String[] {merge.left, merge.right})
                .toList();
    }
}
