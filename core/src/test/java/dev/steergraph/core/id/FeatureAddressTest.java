package dev.steergraph.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureAddressTest {

    private static final FeatureSet ALONE = new FeatureSet(2, "res-16k");
    private static final FeatureSet NARROW = new FeatureSet(4, "res-16k");
    private static final FeatureSet WIDE = new FeatureSet(4, "res-65k");
    private static final List<FeatureSet> SETS = List.of(ALONE, NARROW, WIDE);

    @ParameterizedTest
    @ValueSource(strings = {"4:123", "4/gemmascope-res-16k:0", "0/a.b_c-d:999999999"})
    void anAddressIsPrintedAsItIsTyped(String text) {
        assertThat(FeatureAddress.parse(" " + text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "4", "4:", ":4", "-1:2", "4/:2", "4/a b:2", "4/a/b:2", "4:2x", "4:1234567890", "12345:1"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> FeatureAddress.parse(text))
                .isInstanceOf(UserError.class)
                .hasMessage(text + " is no feature; give layer and index such as 4:123, or, where a layer has several"
                        + " sets, 4/gemmascope-res-16k:123.");
    }

    @Test
    void theSetIsTheLayersOnlyOneOrTheOneThatIsNamed() {
        assertThat(FeatureAddress.parse("2:7").in(SETS)).isEqualTo(ALONE);
        assertThat(FeatureAddress.parse("2/res-16k:7").in(SETS)).isEqualTo(ALONE);
        assertThat(FeatureAddress.parse("4/res-65k:7").in(SETS)).isEqualTo(WIDE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4:7 | 4:7 could be a feature of several sets; give 4/res-16k:7 or 4/res-65k:7.
            4/res-1m:7 | There is no feature 4/res-1m:7; give 4/res-16k:7 or 4/res-65k:7.
            3:7 | There is no feature 3:7, as the run has layers 2, 4; give one of these.""")
    void whatIsAmbiguousOrUnknownIsRefusedWithTheChoices(String text, String message) {
        assertThatThrownBy(() -> FeatureAddress.parse(text).in(SETS))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void theShortestAddressIsRead() {
        assertThat(FeatureAddress.of(ALONE, 5, true)).hasToString("2:5");
        assertThat(FeatureAddress.of(WIDE, 5, false)).hasToString("4/res-65k:5");
    }
}
