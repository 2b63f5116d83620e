package dev.steergraph.ingest.extract.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InstructionSetTest {

    private static final String OLD = "flags\t\t: fpu sse4_1 sse4_2 avx avx2 bmi2";
    private static final String NEW = OLD + " avx512f avx512_vnni";
    private static final Map<String, String> PINNED =
            Map.of("ATEN_CPU_CAPABILITY", "avx2", "ONEDNN_MAX_CPU_ISA", "AVX2", "MKL_CBWR", "AVX2");

    @Test
    void isTheMostThatTheProcessorOffers() {
        assertThat(InstructionSet.used("amd64", OLD, Map.of())).isEqualTo("amd64 avx2");
        assertThat(InstructionSet.used("amd64", NEW, Map.of())).isEqualTo("amd64 avx512_vnni");
        assertThat(InstructionSet.used("amd64", "", Map.of())).isEqualTo("amd64");
        assertThat(InstructionSet.used("aarch64", "Features : fp asimd sve", Map.of()))
                .isEqualTo("aarch64 sve");
    }

    /** MKL alone goes by the processor still, and the bytes with it. */
    @Test
    void makesNoDifferenceOnlyWhereEachLibraryIsPinned() {
        assertThat(InstructionSet.used("amd64", NEW, PINNED))
                .isEqualTo(InstructionSet.used("amd64", OLD, PINNED))
                .isEqualTo("amd64 ATEN_CPU_CAPABILITY=avx2 ONEDNN_MAX_CPU_ISA=AVX2 MKL_CBWR=AVX2");
        for (String pin : InstructionSet.PINS) {
            Map<String, String> one = Map.of(pin, "x");
            assertThat(InstructionSet.used("amd64", NEW, one))
                    .isNotEqualTo(InstructionSet.used("amd64", OLD, one))
                    .endsWith(" " + pin + "=x");
        }
    }
}
