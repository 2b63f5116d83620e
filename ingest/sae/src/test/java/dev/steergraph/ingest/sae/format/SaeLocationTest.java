package dev.steergraph.ingest.sae.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaeLocationTest {

    private static final String CACHED = "cache/models--google--gemma-scope-2b-pt-res/snapshots/0123abc/";

    @ParameterizedTest
    @CsvSource({
        "gemma-2-2b/12-gemmascope-res-16k, layer_12/width_16k/average_l0_82, gemma-2-2b/12-gemmascope-res-16k",
        "gemma-scope-2b-pt-res-canonical/layer_12/width_16k/canonical, layer_12/width_16k/average_l0_82,"
                + " gemma-2-2b/12-gemmascope-res-16k",
        "google/gemma-scope-2b-pt-res/layer_12/width_16k/average_l0_82, layer_12/width_16k/average_l0_82/params.npz,"
                + " gemma-2-2b/12-gemmascope-res-16k",
    })
    void whatWasFoundInItsRepositoryIsAtNeuronpedia(String asked, String within, String label) {
        assertThat(new SaeLocation(asked).neuronpedia(Path.of(CACHED + within))).contains(label);
    }

    @Test
    void aNameAloneSaysNothing() {
        // Folders of one's own that are called as a published SAE, or as our name of its set.
        assertThat(new SaeLocation("gemma-2-2b/12-gemmascope-res-16k")
                        .neuronpedia(Path.of("gemma-2-2b/12-gemmascope-res-16k")))
                .isEmpty();
        assertThat(new SaeLocation("saes/gemmascope-res-16k").neuronpedia(Path.of("saes/gemmascope-res-16k")))
                .isEmpty();
        assertThat(new SaeLocation("x").neuronpedia(Path.of(CACHED + "layer_12/width_16k")))
                .isEmpty();
    }
}
