"""Tiny random models of every architecture, and what Hugging Face transformers makes of them.

Per case a folder with config.json, model.safetensors and expected.safetensors: ids, mask and positions of a batch whose
first sequence is full, second padded at the left and third at the right; the activations at every hook point; logits;
and a greedy continuation of two prompts padded at the left.

    pip install torch==2.15.0 transformers==5.24.0 safetensors
    python make_models.py [CASE ...]
"""

import json
import pathlib
import sys

import torch
import transformers
from safetensors.torch import load_file, save_file

HERE = pathlib.Path(__file__).parent
V, D, T = 61, 32, 11
BASE = dict(vocab_size=V, bos_token_id=1, eos_token_id=2, pad_token_id=0)
ROPE3 = dict(rope_type="llama3", rope_theta=5000.0, factor=4.0, low_freq_factor=1.0, high_freq_factor=4.0,
             original_max_position_embeddings=16)
WIDE = dict(**BASE, hidden_size=D, intermediate_size=40, num_hidden_layers=2, num_attention_heads=4,
            max_position_embeddings=64)

CASES = {
    "gpt2": transformers.GPT2Config(**BASE, n_embd=D, n_layer=2, n_head=4, n_positions=64, n_inner=48),
    "gpt2-by-layer": transformers.GPT2Config(**BASE, n_embd=D, n_layer=3, n_head=2, n_positions=32, n_inner=None,
                                             scale_attn_by_inverse_layer_idx=True, activation_function="relu"),
    "gpt-neox": transformers.GPTNeoXConfig(**WIDE, tie_word_embeddings=False, hidden_act="gelu",
                                           rope_parameters=dict(rope_type="default", rope_theta=10000.0,
                                                                partial_rotary_factor=0.25)),
    "gpt-neox-sequential": transformers.GPTNeoXConfig(**WIDE, use_parallel_residual=False, tie_word_embeddings=True,
                                                      rope_parameters=dict(rope_type="default", rope_theta=900.0,
                                                                           partial_rotary_factor=0.5)),
    "llama3": transformers.LlamaConfig(**WIDE, num_key_value_heads=2, tie_word_embeddings=True, rope_parameters=ROPE3),
    "llama2-linear": transformers.LlamaConfig(**WIDE, num_key_value_heads=1, head_dim=12, attention_bias=True,
                                              mlp_bias=True, tie_word_embeddings=False,
                                              rope_parameters=dict(rope_type="linear", rope_theta=10000.0, factor=2.0)),
    "mistral": transformers.MistralConfig(**WIDE, num_key_value_heads=2, sliding_window=4, tie_word_embeddings=False),
    "gemma2": transformers.Gemma2Config(**WIDE, num_key_value_heads=2, head_dim=12, query_pre_attn_scalar=20,
                                        sliding_window=4, attn_logit_softcapping=2.0, final_logit_softcapping=3.0),
    "bert": transformers.BertConfig(**WIDE, type_vocab_size=2),
}
NAMED = dict(**BASE, hidden_size=D, intermediate_size=40, num_hidden_layers=2)
LLAMA3 = dict(factor=4.0, low_freq_factor=1.0, high_freq_factor=4.0)

# As files are: fields that are missing, left over from another architecture, or said twice.
FILES = {
    "gemma2-sparse": dict(model_type="gemma2", **NAMED, num_attention_heads=4, head_dim=12),
    "llama-leftover": dict(model_type="llama", **NAMED, num_attention_heads=4, sliding_window=3, use_sliding_window=True,
                           attn_logit_softcapping=0.5,
                           rope_theta=700.0, rope_parameters={"rope_type": "default"}, partial_rotary_factor=0.5),
    "llama-twice": dict(model_type="llama", **NAMED, num_attention_heads=4, max_position_embeddings=64, rope_theta=700.0,
                        rope_scaling={"type": "llama3", "original_max_position_embeddings": 48, **LLAMA3},
                        rope_parameters={"rope_type": "linear", "factor": 3.0, "rope_theta": 90.0},
                        original_max_position_embeddings=16),
    "llama-unsaid": dict(model_type="llama", **NAMED, num_attention_heads=4, max_position_embeddings=32,
                         rope_parameters={"type": "llama3", "rope_theta": 700.0, **LLAMA3}, rope_theta=90.0),
    "mistral-sparse": dict(model_type="mistral", **NAMED, num_attention_heads=16, sliding_window=None, attention_bias=True),
    "gpt-neox-twice": dict(model_type="gpt_neox", **NAMED, num_attention_heads=4, rope_theta=90.0,
                           partial_rotary_factor=1.0, rotary_emb_base=700.0, rotary_pct=0.5,
                           rope_parameters={"rope_type": "default"}),
    "gpt2-aliases": dict(model_type="gpt2", **BASE, n_embd=8, hidden_size=D, num_hidden_layers=2, n_head=4, n_ctx=5,
                         n_positions=7, max_position_embeddings=48),
}
# Said to be tied, with a head of its own in the checkpoint: transformers 5 takes that.
UNTIED = "llama-untied"
FILES[UNTIED] = dict(model_type="llama", **NAMED, num_attention_heads=4, tie_word_embeddings=True)
OLD_ROPE = {"llama2-linear", "gpt-neox-sequential"}


def randomise(model, gemma, sharp):
    """Sharp scores are large enough for a soft cap of 50 to tell."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1:
                parameter.normal_(0, 2.5 if sharp and ("q_proj" in name or "k_proj" in name) else 0.25)
            elif "norm" in name.lower() or "ln_" in name:
                parameter.normal_(0 if gemma or name.endswith("bias") else 1, 0.3)
            else:
                parameter.normal_(0, 0.2)


def parts(model, family):
    """Blocks, and of a block the modules whose outputs are attn_out and mlp_out."""
    if family == "gpt2":
        return model.transformer.h, lambda b: (b.attn, b.mlp)
    if family == "gpt_neox":
        return model.gpt_neox.layers, lambda b: (b.attention, b.mlp)
    if family == "gemma2":
        return model.model.layers, lambda b: (b.post_attention_layernorm, b.post_feedforward_layernorm)
    if family == "bert":
        return model.encoder.layer, lambda b: (b.attention.output.dense, b.output.dense)
    return model.model.layers, lambda b: (b.self_attn, b.mlp)


def first(output):
    return output[0] if isinstance(output, tuple) else output


def make(case, config):
    torch.manual_seed(len(case))
    config._attn_implementation = "eager"
    bert = config.model_type == "bert"
    model = (transformers.BertModel(config, add_pooling_layer=False) if bert
             else transformers.AutoModelForCausalLM.from_config(config)).eval().float()
    model.config._attn_implementation = "eager"
    randomise(model, config.model_type == "gemma2", case == "gemma2-sparse")
    folder = HERE / case
    model.save_pretrained(folder)
    if case == UNTIED:
        weights = load_file(folder / "model.safetensors")
        weights["lm_head.weight"] = torch.randn(V, D) * 0.25
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
        model = transformers.AutoModelForCausalLM.from_pretrained(folder, attn_implementation="eager").eval()
    if case in FILES:
        (folder / "config.json").write_text(json.dumps(FILES[case], indent=2) + "\n")
    (folder / "generation_config.json").unlink(missing_ok=True)
    if case in OLD_ROPE:
        old_rope(folder / "config.json")

    mask = torch.ones(3, T, dtype=torch.int64)
    mask[1, :3] = 0
    mask[2, -4:] = 0
    ids = torch.randint(3, V, (3, T)) * mask
    positions = (mask.cumsum(1) - 1).clamp(min=0)
    found = {"ids": ids, "mask": mask}
    blocks, of = parts(model, config.model_type)
    for layer, block in enumerate(blocks):
        at = f"blocks.{layer}.hook_"

        def keep(name, tensor):
            found[name] = tensor.detach().clone().contiguous()

        block.register_forward_pre_hook(lambda m, a, k, at=at: keep(at + "resid_pre", a[0] if a else k["hidden_states"]),
                                        with_kwargs=True)
        block.register_forward_hook(lambda m, a, o, at=at: keep(at + "resid_post", first(o)))
        if config.model_type == "bert":
            block.output.LayerNorm.register_forward_pre_hook(
                lambda m, a, at=at: keep(at + "unnormalized_resid_post", a[0]))
        attention, mlp = of(block)
        attention.register_forward_hook(lambda m, a, o, at=at: keep(at + "attn_out", first(o)))
        mlp.register_forward_hook(lambda m, a, o, at=at: keep(at + "mlp_out", first(o)))
    with torch.no_grad():
        out = model(input_ids=ids, attention_mask=mask, position_ids=positions)
    if not bert:
        found["logits"] = out.logits.contiguous()
        expected = dict(found)
        prompt = ids[:2, :7]
        with torch.no_grad():
            # The cache of transformers does look at a left-over sliding_window, which its llama does not.
            made = model.generate(prompt, attention_mask=mask[:2, :7], do_sample=False, max_new_tokens=9,
                                  min_new_tokens=9, eos_token_id=None, pad_token_id=0, use_cache=case not in FILES)
        found = expected
        found["generated"] = made[:, 7:].contiguous()
    save_file(found, folder / "expected.safetensors")


def old_rope(file):
    """As files written before transformers 5 have it."""
    config = json.loads(file.read_text())
    rope = config.pop("rope_parameters")
    if config["model_type"] == "gpt_neox":
        config["rotary_emb_base"] = rope["rope_theta"]
        config["rotary_pct"] = rope["partial_rotary_factor"]
    else:
        config["rope_theta"] = rope["rope_theta"]
        config["rope_scaling"] = {"type": rope["rope_type"], "factor": rope["factor"]}
    file.write_text(json.dumps(config, indent=2) + "\n")


def from_file(case):
    folder = HERE / case
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps(FILES[case]))
    return transformers.AutoConfig.from_pretrained(folder)


for case in sys.argv[1:] or [*CASES, *FILES]:
    make(case, CASES[case] if case in CASES else from_file(case))
