package dev.steergraph.web.api.feature;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LabelWordsTest {

    @Test
    void everyWordMustOccurOrBeAPrefix() {
        assertThat(LabelWords.lucene("River ban")).contains("+(river^4 OR river*) +(ban^4 OR ban*)");
    }

    @Test
    void punctuationAloneIsNoQuery() {
        assertThat(LabelWords.lucene("##(;~^")).isEmpty();
    }

    @Test
    void operatorsOfLuceneAreOrdinaryWords() {
        assertThat(LabelWords.lucene("a AND b")).contains("+(a^4 OR a*) +(and^4 OR and*) +(b^4 OR b*)");
    }

    @Property
    void nothingTypedIsLuceneSyntax(@ForAll String text) {
        String query = LabelWords.lucene(text).orElse("");
        assertThat(query.replace("+(", "").replaceAll("\\^4 OR [\\p{L}\\p{M}\\p{N}]+\\*\\)", ""))
                .matches("[\\p{L}\\p{M}\\p{N} ]*");
    }
}
