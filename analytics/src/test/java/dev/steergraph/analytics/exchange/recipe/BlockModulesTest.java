package dev.steergraph.analytics.exchange.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
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
        "encoder.layer, minilm, blocks.4.hook_attn_out, encoder.layer.4.attention.output.dense",
        "encoder.layer, minilm, hook_embed, embeddings.word_embeddings",
        "encoder.layer, minilm, blocks.4.hook_resid_mid, encoder.layer.4.attention.output.dense",
        "h, gpt2-small, hook_embed, drop",
        "h, gpt2-small, blocks.3.hook_resid_mid, h.3.attn",
        "h, gpt2-small, blocks.3.mlp.hook_in, h.3.ln_2",
        "layers, SmolLM2-135M, blocks.4.mlp.hook_in, layers.4.post_attention_layernorm",
        "layers, gemma-2-2b, blocks.4.mlp.hook_in, layers.4.pre_feedforward_layernorm",
        "layers, gemma-2-2b, hook_embed, embed_tokens"
    })
    void aHookPointIsTheOutputOfAModule(String blocks, String model, String hook, String module) {
        assertThat(new BlockModules(blocks, model).of(HookPoint.parse(hook))).isEqualTo(module);
    }

    @ParameterizedTest
    @CsvSource({
        "h, gpt2-small, blocks.3.attn.hook_z",
        "layers, gemma-2-2b, blocks.3.ln2.hook_normalized",
        "encoder.layer, minilm, blocks.3.mlp.hook_in"
    })
    void whatNoModulePutsOutIsRefused(String blocks, String model, String hook) {
        BlockModules modules = new BlockModules(blocks, model);
        assertThatThrownBy(() -> modules.of(HookPoint.parse(hook)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("No module of the model puts out " + hook + ",");
    }
}
