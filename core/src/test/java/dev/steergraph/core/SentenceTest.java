package dev.steergraph.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceTest {

    @Test
    void whatIsShortStaysAsItIs() {
        assertThat(Sentence.of("a \"quoted\" naïve 文 word")).isEqualTo("a \"quoted\" naïve 文 word");
    }

    @Test
    void whatIsLongKeepsItsBeginningAndItsEnd() {
        String sentence = new UserError("FILE says " + "x".repeat(5_000_000) + "; write it again.").getMessage();
        assertThat(sentence)
                .hasSizeLessThan(1_300)
                .startsWith("FILE says xxx")
                .contains("(4998927 characters left out)")
                .endsWith("xxx; write it again.");
    }

    @Test
    void linesAndControlCharactersOfAFileDoNotReachTheTerminal() {
        assertThat(new UserError("it has \"a\nb\r\u001b[31m\u0085\u2028c\".").getMessage())
                .isEqualTo("it has \"a b  [31m  c\".");
    }
}
