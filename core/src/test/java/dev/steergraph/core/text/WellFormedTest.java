package dev.steergraph.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WellFormedTest {

    @ParameterizedTest
    @CsvSource({
        "'\uD83D', '\uFFFD'",
        "'\uDE42', '\uFFFD'",
        "'a\uD83D\uD83D\uDE42b', 'a\uFFFD\uD83D\uDE42b'",
        "'\uD83D\uDE42\uDE42', '\uD83D\uDE42\uFFFD'",
        "'\uDE42\uD83D', '\uFFFD\uFFFD'"
    })
    void surrogatesThatStandAloneAreReplaced(String text, String mended) {
        assertThat(WellFormed.of(text)).isEqualTo(mended);
        byte[] utf8 = WellFormed.of(text).getBytes(StandardCharsets.UTF_8);
        assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(mended);
    }

    @Test
    void wellFormedTextIsTheSameObject() {
        String text = "caf\u00e9 \uD83D\uDE42";
        assertThat(WellFormed.of(text)).isSameAs(text);
        assertThat(WellFormed.orNull(null)).isNull();
    }
}
