package dev.steergraph.ingest.load.labels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.id.HookPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelphiModuleTest {

    @ParameterizedTest
    @CsvSource({
        "layers.4, blocks.4.hook_resid_post",
        "model.layers.4, blocks.4.hook_resid_post",
        "gpt_neox.layers.4.mlp, blocks.4.hook_mlp_out",
        "layers.4.mlp, blocks.4.mlp.hook_in",
        "transformer.h.11.attn, blocks.11.hook_attn_out",
        "encoder.layer.0.attention, blocks.0.hook_attn_out",
        "blocks.4.hook_resid_pre, blocks.4.hook_resid_pre",
        "hook_embed, hook_embed"
    })
    void modulesAreHookPoints(String module, String hook) {
        assertThat(DelphiModule.of(module).orElseThrow().reads(HookPoint.parse(hook)))
                .isTrue();
        assertThat(DelphiModule.of(module).orElseThrow().reads(HookPoint.parse("blocks.4.hook_resid_mid")))
                .isFalse();
    }

    @Test
    void otherNamesAreNone() {
        assertThat(DelphiModule.of("20-gemmascope-mlp-16k")).isEmpty();
        assertThat(DelphiModule.of("lm_head")).isEmpty();
    }
}
