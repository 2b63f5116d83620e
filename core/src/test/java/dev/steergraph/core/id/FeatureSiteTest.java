package dev.steergraph.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureSiteTest {

    @Test
    void namesAreThoseOfTheGraph() {
        assertThat(Arrays.stream(FeatureSite.values()).map(FeatureSite::toString))
                .containsExactly(
                        "embed",
                        "resid_pre",
                        "hook_z",
                        "attn_out",
                        "resid_mid",
                        "ln2_normalized",
                        "mlp_in",
                        "transcoder",
                        "clt",
                        "mlp_out",
                        "unnormalized_resid_post",
                        "resid_post");
    }

    @ParameterizedTest
    @EnumSource(FeatureSite.class)
    void aNameIsReadBackAndASiteLiesInsideItsLayer(FeatureSite site) {
        assertThat(FeatureSite.parse(site.toString())).isEqualTo(site);
        assertThat(site.depth(3)).isBetween(48, 63).isEqualTo(48 + site.depth());
    }

    @Test
    void hookPointsKeepTheirOrderAndTranscodersComeBeforeWhatTheyWrite() {
        List<HookPoint> hooks = Arrays.stream(HookPoint.Site.values())
                .map(site -> new HookPoint(0, site))
                .sorted(HookPoint.IN_DEPTH)
                .toList();
        assertThat(hooks.stream().map(FeatureSite::of))
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.comparingInt(FeatureSite::depth));
        assertThat(FeatureSite.TRANSCODER.depth())
                .isEqualTo(FeatureSite.CLT.depth())
                .isGreaterThan(FeatureSite.MLP_IN.depth())
                .isLessThan(FeatureSite.MLP_OUT.depth());
    }

    @Test
    void anotherNameIsRefused() {
        assertThatThrownBy(() -> FeatureSite.parse("RESID_POST"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no site of a feature");
    }
}
