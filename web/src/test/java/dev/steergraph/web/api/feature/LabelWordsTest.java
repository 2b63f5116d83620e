package dev.steergraph.web.api.feature;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LabelWordsTest {

    @Test
    void everyWordMustOccurOrBeAPrefix() {
        assertThat(LabelWords.lucene("River ban", false)).contains("+(river^4 OR river*) +(ban^4 OR ban*)");
    }

    @Test
    void punctuationAloneIsNoQuery() {
        assertThat(LabelWords.lucene("##(;~^", true)).isEmpty();
    }

    @Test
    void operatorsOfLuceneAreOrdinaryWords() {
        assertThat(LabelWords.lucene("a AND b", false)).contains("+(a^4 OR a*) +(and^4 OR and*) +(b^4 OR b*)");
    }

    @Test
    void explanationsAndTopTokensAreSearchedToo() {
        assertThat(LabelWords.lucene("River", true))
                .contains("+(label:(river^64 OR river*^16) OR explanations:(river^8 OR river*^2) OR topTokens:river)");
    }

    @Property
    void nothingTypedIsLuceneSyntax(@ForAll String text) {
        String query = LabelWords.lucene(text, false).orElse("");
        assertThat(query.replace("+(", "").replaceAll("\\^4 OR [\\p{L}\\p{M}\\p{N}]+\\*\\)", ""))
                .matches("[\\p{L}\\p{M}\\p{N} ]*");
    }
}
