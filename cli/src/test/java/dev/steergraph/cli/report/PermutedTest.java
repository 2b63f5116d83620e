package dev.steergraph.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PermutedTest {

    @Test
    void saysWhatWasFoundAndHowOften() {
        assertThat(Permuted.text(List.of())).isEqualTo("documents were not permuted");
        assertThat(Permuted.text(List.of(1_204L))).isEqualTo("1,204 after permuting documents");
        assertThat(Permuted.text(List.of(0L, 0L, 0L))).isEqualTo("0 after permuting documents, 3 times");
        assertThat(Permuted.text(List.of(3L, 0L))).isEqualTo("0 to 3 after permuting documents, 2 times");
    }
}
