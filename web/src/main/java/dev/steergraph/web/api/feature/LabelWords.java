package dev.steergraph.web.api.feature;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns what a person types into a query of the full-text index over labels, explanations and top tokens. */
final class LabelWords {

    private static final int MAX_WORDS = 12;

    private LabelWords() {}

    /**
     * All words must occur; each may be the beginning of a longer one, and counts more if it is not. Only lower-case letters
     * and digits are passed on, so nothing that is typed is Lucene syntax. Labels count most, then explanations, then top tokens,
     * in which only whole words are looked for.
     *
     * @param all whether more than labels is indexed
     * @return nothing if the text has no letter and no digit
     */
    static Optional<String> lucene(String text, boolean all) {
        String query = words(text)
                .map(word -> all ? anywhere(word) : "+(" + word + "^4 OR " + word + "*)")
                .collect(Collectors.joining(" "));
        return query.isEmpty() ? Optional.empty() : Optional.of(query);
    }

    /** The same words as they are, to look for in a text in lower case. */
    static List<String> plain(String text) {
        return words(text).toList();
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS);
    }

    private static String anywhere(String word) {
        return "+(label:(" + word + "^64 OR " + word + "*^16) OR explanations:(" + word + "^8 OR " + word
                + "*^2) OR topTokens:" + word + ")";
    }
}
