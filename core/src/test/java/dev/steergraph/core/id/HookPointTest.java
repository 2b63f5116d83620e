package dev.steergraph.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.id.HookPoint.Site;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookPointTest {

    @ParameterizedTest
    @EnumSource(Site.class)
    void aNameIsReadBack(Site site) {
        HookPoint hook = new HookPoint(site == Site.EMBED ? 0 : 11, site);
        assertThat(HookPoint.isName(hook.toString())).isTrue();
        assertThat(HookPoint.parse(hook.toString())).isEqualTo(hook);
    }

    @Test
    void namesAreThoseOfTransformerLens() {
        assertThat(List.of(
                        HookPoint.residPost(4).toString(),
                        new HookPoint(0, Site.Z).toString(),
                        new HookPoint(3, Site.LN2_NORMALIZED).toString(),
                        new HookPoint(3, Site.MLP_IN).toString(),
                        HookPoint.embed().toString()))
                .containsExactly(
                        "blocks.4.hook_resid_post",
                        "blocks.0.attn.hook_z",
                        "blocks.3.ln2.hook_normalized",
                        "blocks.3.mlp.hook_in",
                        "hook_embed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blocks.4.hook_mlp_in",
                "blocks.0.hook_embed",
                "blocks.4.hook_z",
                "blocks.4.mlp.hook_resid_mid",
                "blocks.4.attn.hook_z.",
                "hook_resid_post",
                "blocks.12345.hook_resid_post",
                ""
            })
    void otherNamesAreNone(String name) {
        assertThat(HookPoint.isName(name)).isFalse();
        assertThatThrownBy(() -> HookPoint.parse(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theEmbeddingIsOfNoLayer() {
        assertThatThrownBy(() -> new HookPoint(1, Site.EMBED)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inDepthIsTheOrderOfAPass() {
        List<Site> order = Arrays.stream(Site.values())
                .map(site -> new HookPoint(0, site))
                .sorted(HookPoint.IN_DEPTH)
                .map(HookPoint::site)
                .toList();
        assertThat(order)
                .containsExactly(
                        Site.EMBED,
                        Site.RESID_PRE,
                        Site.Z,
                        Site.ATTN_OUT,
                        Site.RESID_MID,
                        Site.LN2_NORMALIZED,
                        Site.MLP_IN,
                        Site.MLP_OUT,
                        Site.UNNORMALIZED_RESID_POST,
                        Site.RESID_POST);
        assertThat(HookPoint.IN_DEPTH.compare(HookPoint.residPost(0), new HookPoint(1, Site.RESID_PRE)))
                .isNegative();
    }

    /** Runs of earlier versions list their hook points in this order, and the norms of their outliers by it. */
    @Test
    void theNaturalOrderOfTheFirstSitesStays() {
        assertThat(Arrays.asList(Site.values()).subList(0, 5))
                .containsExactly(
                        Site.RESID_PRE, Site.RESID_POST, Site.MLP_OUT, Site.ATTN_OUT, Site.UNNORMALIZED_RESID_POST);
    }

    @ParameterizedTest
    @CsvSource({
        "blocks.4.hook_resid_post, blocks.4.hook_resid_post",
        "blocks.4.hook_resid_post.gemmascope-res-65k, blocks.4.hook_resid_post",
        "blocks.4.attn.hook_z.z-a.b, blocks.4.attn.hook_z",
        "hook_embed.embed-x, hook_embed"
    })
    void theIdOfASetBeginsWithItsHookPoint(String id, String hook) {
        assertThat(HookPoint.ofSet(id)).contains(HookPoint.parse(hook));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "blocks.4", "threshold", "blocks.4.hook_resid_postal", "set of blocks.4.hook_resid_post"
            })
    void whatIsNoIdOfASetHasNoHookPoint(String text) {
        assertThat(HookPoint.ofSet(text)).isEmpty();
    }
}
