package dev.steergraph.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @Test
    void sizesArePowersOf1024() {
        assertThat(ByteSize.parse("--memory", "512M")).isEqualTo(536_870_912);
        assertThat(ByteSize.parse("--memory", "8g")).isEqualTo(8_589_934_592L);
        assertThat(ByteSize.parse("--memory", "999999999G")).isEqualTo(999_999_999L * 1024 * 1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "G", "-1G", "1.5G", "8GB", "1234567890M", "8 G"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> ByteSize.parse("--memory", text))
                .isInstanceOf(UserError.class)
                .hasMessage("--memory " + text + " is no amount of memory; write 512M or 8G.");
    }
}
