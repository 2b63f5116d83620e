package dev.steergraph.analytics.exchange.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as SAELens 6.54.12 lists them; {@code make_releases.py --check} compares all 9,556. */
class SaeLensReleasesTest {

    @ParameterizedTest
    @CsvSource({
        "google/gemma-scope-2b-pt-res/layer_4/width_16k/average_l0_124, gemma-scope-2b-pt-res, layer_4/width_16k/average_l0_124",
        "google/gemma-scope-2b-pt-res@main/layer_4/width_16k/average_l0_124/params.npz, gemma-scope-2b-pt-res,"
                + " layer_4/width_16k/average_l0_124",
        "jbloom/GPT2-Small-SAEs-Reformatted/blocks.8.hook_resid_pre, gpt2-small-res-jb, blocks.8.hook_resid_pre",
        "jbloom/GPT2-Small-OAI-v5-32k-mlp-out-SAEs/v5_32k_layer_11, gpt2-small-mlp-out-v5-32k, blocks.11.hook_mlp_out",
        "google/gemma-scope-2-1b-pt/resid_post/layer_7_width_16k_l0_small, gemma-scope-2-1b-pt-res, layer_7_width_16k_l0_small"
    })
    void aPlaceOnTheHubHasTheNameOfTheList(String place, String release, String id) {
        assertThat(SaeLensReleases.of(place)).contains(new SaeLensReleases.Name(release, id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/home/a/saes/4", "saes", "someone/some-saes/layer_4", "google/gemma-scope-2b-pt-res"})
    void otherPlacesHaveNone(String place) {
        assertThat(SaeLensReleases.of(place)).isEmpty();
    }

    @Test
    void aNameIsOfItsRepositoryOnly() {
        assertThat(SaeLensReleases.of("other/GPT2-Small-SAEs-Reformatted/blocks.8.hook_resid_pre"))
                .isEmpty();
    }
}
