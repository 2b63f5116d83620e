package dev.steergraph.ingest.sae.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.sae.Normalization;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against SAELens' list, of which make_catalogue.py made ours: what it says of some, and how many there are. */
class CatalogueTest {

    private final Catalogue catalogue = Catalogue.get();

    @Test
    void allOfSaeLensListIsThere() {
        assertThat(catalogue.source()).isEqualTo("SAELens 6.54.12");
        assertThat(catalogue.entries()).hasSize(13_857);
        assertThat(catalogue.entries().stream()
                        .map(entry -> entry.repository() + " " + entry.path())
                        .distinct())
                .hasSize(13_428);
    }

    @Test
    void anSaeHasTheNamesOfSaeLensAndNeuronpedia() {
        SaeEntry entry = catalogue
                .named("gemma-scope-2b-pt-res-canonical/layer_12/width_16k/canonical")
                .orElseThrow();
        assertThat(entry.repository()).isEqualTo("google/gemma-scope-2b-pt-res");
        assertThat(entry.path()).isEqualTo("layer_12/width_16k/average_l0_82");
        assertThat(entry.neuronpedia()).contains("gemma-2-2b/12-gemmascope-res-16k");
        assertThat(catalogue
                        .named("gemma-2-2b/12-gemmascope-res-16k")
                        .orElseThrow()
                        .path())
                .isEqualTo(entry.path());
        assertThat(catalogue.named("gemma-2-2b/12-gemmascope-res-17k")).isEmpty();
    }

    @Test
    void whatLiesInTheHubsCacheOrAFolderOfTheRepositorysNameIsKnown() {
        String within = "layer_12/width_16k/average_l0_82";
        for (String place : new String[] {
            "cache/models--google--gemma-scope-2b-pt-res/snapshots/0123abc/" + within,
            "saes/gemma-scope-2b-pt-res/" + within + "/params.npz"
        }) {
            assertThat(catalogue.at(Path.of(place)).map(SaeEntry::l0)).contains(Optional.of(82.0));
        }
        assertThat(catalogue.at(Path.of("saes/other/" + within))).isEmpty();
        assertThat(catalogue.at(Path.of("saes/gemma-scope-2b-pt-res/layer_12"))).isEmpty();
    }

    @Test
    void whatTheListSaysBesideTheFilesIsKept() {
        SaeEntry centered =
                catalogue.named("gpt2-small-res-jb/blocks.8.hook_resid_pre").orElseThrow();
        assertThat(centered.centered()).isTrue();
        assertThat(catalogue.isCentered(Path.of("GPT2-Small-SAEs-Reformatted/new")))
                .isTrue();
        assertThat(catalogue
                        .named("mistral-7b-res-wg/blocks.8.hook_resid_pre")
                        .orElseThrow()
                        .normalization())
                .contains(Normalization.CONSTANT_NORM_RESCALE);
        assertThat(catalogue
                        .named("llama_scope_r1_distill/l0r_800m_slimpajama")
                        .orElseThrow()
                        .factor())
                .contains(53.52995401997436f);
    }

    /** Published sizes, as the models' cards have them. */
    @Test
    void aHookPointHasTheWidthOfThePublishedModel() {
        var gemma = PublishedModels.named("gemma-2-2b").orElseThrow();
        assertThat(gemma.width(HookPoint.parse("blocks.3.attn.hook_z"))).isEqualTo(2_048);
        assertThat(gemma.width(HookPoint.residPost(3))).isEqualTo(2_304);
    }

    @Test
    void everyModelOfTheListIsKnown() {
        assertThat(catalogue.entries().stream().map(SaeEntry::model).distinct())
                .allMatch(model -> PublishedModels.named(model).isPresent());
    }
}
