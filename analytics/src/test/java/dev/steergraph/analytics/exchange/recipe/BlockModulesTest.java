package dev.steergraph.analytics.exchange.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.id.HookPoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Module names as transformers 5 has them in {@code GPT2Model}, {@code LlamaModel}, {@code Gemma2Model}, {@code GPTNeoXModel}, {@code BertModel}. */
class BlockModulesTest {

    @ParameterizedTest
    @CsvSource({
        "h, gpt2-small, blocks.0.hook_resid_pre, drop",
        "h, gpt2-small, blocks.3.hook_resid_pre, h.2",
        "h, gpt2-small, blocks.3.hook_attn_out, h.3.attn",
        "h, gpt2-small, blocks.3.hook_mlp_out, h.3",
        "layers, SmolLM2-135M, blocks.0.hook_resid_pre, embed_tokens",
        "layers, SmolLM2-135M, blocks.4.hook_attn_out, layers.4.self_attn",
        "layers, gemma-2-2b, blocks.4.hook_attn_out, layers.4.post_attention_layernorm",
        "layers, gemma-2-2b, blocks.4.hook_mlp_out, layers.4",
        "layers, pythia-70m-deduped, blocks.4.hook_attn_out, layers.4.attention",
        "layers, pythia-70m-deduped, blocks.0.hook_resid_pre, emb_dropout",
        "encoder.layer, minilm, blocks.4.hook_resid_post, encoder.layer.4",
        "encoder.layer, minilm, blocks.4.hook_mlp_out, encoder.layer.4.output.dense",
        "encoder.layer, minilm, blocks.4.hook_attn_out, encoder.layer.4.attention.output.dense"
    })
    void aHookPointIsTheOutputOfAModule(String blocks, String model, String hook, String module) {
        assertThat(new BlockModules(blocks, model).of(HookPoint.parse(hook))).isEqualTo(module);
    }
}
