package dev.steergraph.web.api.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureAddressTest {

    @Test
    void everyFormThatPeopleTypeIsRead() {
        assertThat(FeatureAddress.parse(" 3:650 "))
                .contains(new FeatureAddress(Optional.empty(), 3, Optional.empty(), 650));
        assertThat(FeatureAddress.parse("3-res-batchtopk-4096/650"))
                .contains(new FeatureAddress(Optional.empty(), 3, Optional.of("res-batchtopk-4096"), 650));
        assertThat(FeatureAddress.parse("all-minilm-l6-v2@3-res-batchtopk-4096:650"))
                .contains(
                        new FeatureAddress(Optional.of("all-minilm-l6-v2"), 3, Optional.of("res-batchtopk-4096"), 650));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3:", ":650", "three:650", "3:650:1", "3/-1", "99999999999:1", "a@b"})
    void anythingElseIsText(String text) {
        assertThat(FeatureAddress.parse(text)).isEmpty();
    }
}
