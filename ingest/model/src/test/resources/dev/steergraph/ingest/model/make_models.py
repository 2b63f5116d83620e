"""Tiny random models of every architecture, and what Hugging Face transformers makes of them.

Per case a folder with config.json, model.safetensors and expected.safetensors: ids, mask and positions of a batch whose
first sequence is full, second padded at the left and third at the right; the activations at every hook point; logits;
and a greedy continuation of two prompts padded at the left.

    pip install torch==2.15.0 transformers==5.24.0 safetensors
    python make_models.py [CASE ...]
"""

import copy
import json
import pathlib
import sys

import torch
import transformers
from safetensors.torch import load_file, save_file
from transformers.integrations.mxfp4 import convert_moe_packed_tensors

HERE = pathlib.Path(__file__).parent
V, D, T = 61, 32, 11
BASE = dict(vocab_size=V, bos_token_id=1, eos_token_id=2, pad_token_id=0)
ROPE3 = dict(rope_type="llama3", rope_theta=5000.0, factor=4.0, low_freq_factor=1.0, high_freq_factor=4.0,
             original_max_position_embeddings=16)
WIDE = dict(**BASE, hidden_size=D, intermediate_size=40, num_hidden_layers=2, num_attention_heads=4,
            max_position_embeddings=64)

# Heads wider than d / heads, keys shared, a window shorter than the text.
DEEP = dict(**BASE, hidden_size=16, intermediate_size=20, num_hidden_layers=7, num_attention_heads=4,
            num_key_value_heads=2, max_position_embeddings=64)
SLIDING = dict(use_sliding_window=True, sliding_window=3, max_window_layers=2)

# Mixtures of experts and DeltaNets: layers of every kind, and experts that nobody chooses.
SPARSE = dict(**BASE, hidden_size=16, num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=64)
EXPERTS = dict(**SPARSE, intermediate_size=20, head_dim=6, num_experts=7, num_experts_per_tok=3, moe_intermediate_size=10)
DELTA = dict(linear_num_key_heads=2, linear_num_value_heads=4, linear_key_head_dim=6, linear_value_head_dim=5)

CASES = {
    "qwen3-moe": transformers.Qwen3MoeConfig(**EXPERTS, num_hidden_layers=4, norm_topk_prob=True, mlp_only_layers=[1]),
    "qwen3-moe-sliding": transformers.Qwen3MoeConfig(**EXPERTS, num_hidden_layers=5, decoder_sparse_step=2,
                                                     use_sliding_window=True, sliding_window=3, attention_bias=True,
                                                     tie_word_embeddings=True, hidden_act="gelu"),
    "gpt-oss": transformers.GptOssConfig(
        **SPARSE, intermediate_size=10, head_dim=6, num_hidden_layers=3, num_local_experts=5, num_experts_per_tok=2,
        sliding_window=3, swiglu_limit=0.3,
        rope_parameters=dict(rope_type="yarn", rope_theta=500.0, factor=4.0, beta_fast=8.0, beta_slow=1.0,
                             truncate=False, original_max_position_embeddings=16)),
    "qwen3-5": transformers.Qwen3_5TextConfig(**SPARSE, **DELTA, intermediate_size=20, head_dim=8, num_hidden_layers=5,
                                              attention_bias=True),
    "qwen3-5-moe": transformers.Qwen3_5MoeTextConfig(
        **SPARSE, **{**DELTA, "linear_num_key_heads": 4}, head_dim=8, num_hidden_layers=3, num_experts=7,
        num_experts_per_tok=3, moe_intermediate_size=10, shared_expert_intermediate_size=12, linear_conv_kernel_dim=3,
        layer_types=["full_attention", "linear_attention", "linear_attention"], tie_word_embeddings=True,
        rope_parameters=dict(rope_type="default", rope_theta=500.0, partial_rotary_factor=0.75)),
    # More than a chunk of 64 tokens, and no multiple of 32 either.
    "qwen3-5-long": transformers.Qwen3_5TextConfig(
        vocab_size=13, bos_token_id=1, eos_token_id=2, pad_token_id=0, hidden_size=4, intermediate_size=6,
        layer_types=["linear_attention", "full_attention"], num_hidden_layers=2, num_attention_heads=1,
        num_key_value_heads=1, head_dim=8, max_position_embeddings=200, **DELTA),
    "qwen2": transformers.Qwen2Config(**DEEP, **SLIDING, tie_word_embeddings=True,
                                      rope_parameters=dict(rope_type="dynamic", rope_theta=5000.0, factor=2.7)),
    "qwen3": transformers.Qwen3Config(**DEEP, **SLIDING, head_dim=6, attention_bias=True),
    "qwen3-yarn": transformers.Qwen3Config(**DEEP, head_dim=10, tie_word_embeddings=True,
                                           rope_parameters=dict(rope_type="yarn", rope_theta=500.0, factor=4.0,
                                                                original_max_position_embeddings=16)),
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
    "gemma": transformers.GemmaConfig(**WIDE, num_key_value_heads=1, head_dim=12, hidden_act="gelu"),
    "gemma3": transformers.Gemma3TextConfig(
        **DEEP, head_dim=6, query_pre_attn_scalar=20, sliding_window=3, final_logit_softcapping=3.0,
        rope_parameters=dict(full_attention=dict(rope_type="linear", factor=8.0, rope_theta=5000.0),
                             sliding_attention=dict(rope_type="default", rope_theta=100.0))),
    "olmo2": transformers.Olmo2Config(**WIDE, num_key_value_heads=2, attention_bias=True, tie_word_embeddings=True),
    "olmo3": transformers.Olmo3Config(
        **DEEP, sliding_window=3,
        rope_parameters=dict(full_attention=dict(rope_type="yarn", factor=4.0, rope_theta=900.0,
                                                 original_max_position_embeddings=16),
                             sliding_attention=dict(rope_type="default", rope_theta=90.0))),
    "phi3": transformers.Phi3Config(**WIDE, num_key_value_heads=2, sliding_window=5,
                                    rope_parameters=dict(rope_type="default", rope_theta=900.0,
                                                         partial_rotary_factor=0.5)),
    "bert": transformers.BertConfig(**WIDE, type_vocab_size=2),
}
NAMED = dict(**BASE, hidden_size=D, intermediate_size=40, num_hidden_layers=2)
LLAMA3 = dict(factor=4.0, low_freq_factor=1.0, high_freq_factor=4.0)

FEW = dict(**BASE, hidden_size=16, intermediate_size=20, num_hidden_layers=7)
PAIRS = dict(short_factor=[1.1, 1.3, 1.5, 2.5], long_factor=[1.5, 2.5, 3.5, 4.5])
VISION = dict(hidden_size=4, intermediate_size=4, num_hidden_layers=1, num_attention_heads=1, image_size=8, patch_size=4)

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
    "llama-yarn": dict(model_type="llama", **NAMED, num_attention_heads=2, max_position_embeddings=64, rope_theta=150.0,
                       rope_scaling={"type": "yarn", "factor": None, "beta_fast": 8.0, "beta_slow": 0.5, "mscale": 0.7,
                                     "mscale_all_dim": 1.5, "truncate": False, "original_max_position_embeddings": 10}),
    "llama-longrope": dict(model_type="llama", **NAMED, num_attention_heads=4, max_position_embeddings=64,
                           rope_theta=150.0, original_max_position_embeddings=9, rope_scaling={"type": "longrope", **PAIRS}),
    "gemma3-older": dict(model_type="gemma3_text", **FEW, num_attention_heads=4, num_key_value_heads=1, head_dim=6,
                         sliding_window=3, sliding_window_pattern=3, rope_local_base_freq=50.0, rope_theta=5000.0,
                         rope_scaling={"rope_type": "linear", "factor": 8.0}),
    "gemma3-layers": dict(model_type="gemma3_text", **NAMED, num_attention_heads=4, head_dim=6, sliding_window=3,
                          layer_types=["full_attention", "sliding_attention"], rope_local_base_freq=50.0,
                          attention_bias=True, rope_parameters={
                              "full_attention": {"type": "llama3", "original_max_position_embeddings": 16, **LLAMA3}}),
    "gemma3-images": dict(model_type="gemma3", text_config=dict(model_type="gemma3_text", **FEW, head_dim=6, sliding_window=3),
                          vision_config=VISION, eos_token_id=[5, 9]),
    "gemma3-images-untied": dict(model_type="gemma3", tie_word_embeddings=False, vision_config=VISION, text_config=dict(
        **NAMED, num_attention_heads=2, head_dim=10, num_key_value_heads=1, sliding_window=3, final_logit_softcapping=2.0)),
    "olmo3-older": dict(model_type="olmo3", **{**FEW, "num_hidden_layers": 4}, num_attention_heads=2, sliding_window=3,
                        rope_theta=90.0, head_dim=10,
                        rope_scaling={"rope_type": "yarn", "factor": 8.0, "attention_factor": 1.2, "beta_fast": 3.0,
                                      "original_max_position_embeddings": 16}),
    "phi3-short": dict(model_type="phi3", **NAMED, num_attention_heads=2, num_key_value_heads=1, max_position_embeddings=64,
                       original_max_position_embeddings=40, partial_rotary_factor=0.5,
                       rope_scaling={"type": "su", "original_max_position_embeddings": 20, **PAIRS}),
    "phi3-long": dict(model_type="phi3", **NAMED, num_attention_heads=4, max_position_embeddings=64, rope_theta=150.0,
                      original_max_position_embeddings=6, rope_scaling={"rope_type": "longrope", **PAIRS}),
    "qwen2-layers": dict(model_type="qwen2", **NAMED, num_attention_heads=4, num_key_value_heads=None, head_dim=12,
                         use_sliding_window=True, sliding_window=4, layer_types=["sliding_attention", "full_attention"]),
    # As OpenAI has it: experts packed, and rotation left to the defaults.
    "gpt-oss-mxfp4": dict(model_type="gpt_oss", **BASE, hidden_size=32, intermediate_size=32, num_hidden_layers=2,
                          num_attention_heads=2, num_key_value_heads=1, head_dim=12, num_experts=5, num_experts_per_tok=2,
                          experts_per_token=2, initial_context_length=4096, sliding_window=3, attention_bias=True,
                          quantization_config={"quant_method": "mxfp4", "modules_to_not_convert": ["lm_head"]}),
    # As Qwen has them: text is a part, and experts are fused.
    "qwen3-5-images": dict(model_type="qwen3_5", vision_config={}, text_config=dict(
        model_type="qwen3_5_text", **SPARSE, **DELTA, intermediate_size=20, head_dim=8, num_hidden_layers=2,
        full_attention_interval=2, attn_output_gate=True, mamba_ssm_dtype="float32", mlp_only_layers=[],
        mtp_num_hidden_layers=1, mtp_use_dedicated_embeddings=False,
        rope_parameters={"mrope_interleaved": True, "mrope_section": [1, 1, 0], "rope_type": "default", "rope_theta": 900.0,
                         "partial_rotary_factor": 0.5})),
    "qwen3-5-moe-images": dict(model_type="qwen3_5_moe", tie_word_embeddings=False, text_config=dict(
        **SPARSE, **DELTA, head_dim=16, num_hidden_layers=2, num_experts=4, num_experts_per_tok=4, moe_intermediate_size=6,
        shared_expert_intermediate_size=5, layer_types=["linear_attention", "full_attention"])),
    "mistral-sparse": dict(model_type="mistral", **NAMED, num_attention_heads=16, sliding_window=None, attention_bias=True),
    "gpt-neox-twice": dict(model_type="gpt_neox", **NAMED, num_attention_heads=4, rope_theta=90.0,
                           partial_rotary_factor=1.0, rotary_emb_base=700.0, rotary_pct=0.5,
                           rope_parameters={"rope_type": "default"}),
    "gpt2-aliases": dict(model_type="gpt2", **BASE, n_embd=8, hidden_size=D, num_hidden_layers=2, n_head=4, n_ctx=5,
                         n_positions=7, max_position_embeddings=48),
}
# Said to be tied, with a head of its own in the checkpoint: transformers 5 takes that.
UNTIED = "llama-untied"
# Whose norm before the MLP is not called post_attention_layernorm.
PRE_MLP = {"gemma2", "gemma3", "gemma3_text"}
# What the types begin with whose norms store w - 1.
FROM_ONE = ("gemma", "qwen3_5")
FILES[UNTIED] = dict(model_type="llama", **NAMED, num_attention_heads=4, tie_word_embeddings=True)
# Transformers rotates all texts of a batch as the longest needs it; here each is rotated by its own length.
ALONE = {"llama-longrope", "phi3-long"}
# Tensors named as transformers names them since 2025; save_pretrained writes the older names.
RENAMED = {"gemma3-images-untied"}
# Text classes whose tensors are saved as those of the classes for images and text.
PARTS = {"qwen3-5-images": transformers.Qwen3_5ForConditionalGeneration,
         "qwen3-5-moe-images": transformers.Qwen3_5MoeForConditionalGeneration}
LENGTHS = {"qwen3-5-long": 70}
OLD_ROPE = {"llama2-linear", "gpt-neox-sequential"}


def randomise(model, gemma, sharp):
    """Sharp scores are large enough for a soft cap of 50 to tell."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "conv1d" in name:
                parameter.normal_(0, 1)
            elif parameter.dim() > 1:
                parameter.normal_(0, 2.5 if sharp and ("q_proj" in name or "k_proj" in name) else 0.25)
            elif "norm" in name.lower() or "ln_" in name:
                centred = gemma and "linear_attn" not in name
                parameter.normal_(0 if centred or name.endswith("bias") else 1, 0.3)
            elif "sinks" in name or "A_log" in name or "dt_bias" in name:
                parameter.normal_(0, 1)
            else:
                parameter.normal_(0, 0.2)


def tie(model):
    """The last router finds all experts equal, so that the same are chosen for every token."""
    routers = [module for name, module in model.named_modules() if name.endswith(("mlp.gate", "mlp.router"))]
    for parameter in routers[-1].parameters() if routers else []:
        torch.nn.init.zeros_(parameter)


def pack(model, folder):
    """Experts as MXFP4, and what transformers makes of it in the model."""
    weights = load_file(folder / "model.safetensors")
    for name in [name for name in weights if name.endswith(("gate_up_proj", "down_proj"))]:
        experts, into, out = weights.pop(name).shape
        blocks = torch.randint(0, 256, (experts, out, into // 32, 16), dtype=torch.uint8)
        scales = torch.randint(122, 127, (experts, out, into // 32), dtype=torch.uint8)
        model.get_parameter(name).data.copy_(convert_moe_packed_tensors(blocks, scales, dtype=torch.float32))
        weights |= {name + "_blocks": blocks, name + "_scales": scales}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def as_part(model, whole, folder):
    weights = {name.replace("model.", "model.language_model.", 1): value for name, value in model.state_dict().items()}
    with torch.device("meta"):
        assert weights.keys() <= whole(transformers.AutoConfig.from_pretrained(folder)).state_dict().keys()
    weights["model.visual.pos_embed.weight"] = torch.zeros(2, 2)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def parts(model, family):
    """Blocks, and of a block the modules whose outputs are attn_out and mlp_out."""
    if family == "gpt2":
        return model.transformer.h, lambda b: (b.attn, b.mlp)
    if family == "gpt_neox":
        return model.gpt_neox.layers, lambda b: (b.attention, b.mlp)
    if family == "gemma3":
        model = model.model.language_model
    if family in ("gemma2", "gemma3", "gemma3_text", "olmo2", "olmo3"):
        layers = model.layers if family == "gemma3" else model.model.layers
        return layers, lambda b: (b.post_attention_layernorm, b.post_feedforward_layernorm)
    if family == "bert":
        return model.encoder.layer, lambda b: (b.attention.output.dense, b.output.dense)
    return model.model.layers, lambda b: (getattr(b, "linear_attn", None) or b.self_attn, b.mlp)


def embedding(model, family):
    if family == "gpt2":
        return model.transformer.wte
    if family == "gpt_neox":
        return model.gpt_neox.embed_in
    if family == "bert":
        return model.embeddings.word_embeddings
    return (model.model.language_model if family == "gemma3" else model.model).embed_tokens


def inner(block, family):
    """Of a block the modules that read hook_z, resid_mid and mlp.hook_in; and the norm before the MLP, which reads resid_mid
    unless both halves read the same stream."""
    if family == "gpt2":
        return block.attn.c_proj, block.ln_2, block.mlp, block.ln_2
    if family == "gpt_neox":
        norm = block.post_attention_layernorm
        return block.attention.dense, None if block.use_parallel_residual else norm, block.mlp, norm
    if family == "bert":
        return block.attention.output.dense, block.attention.output.LayerNorm, block.intermediate, None
    if family in ("olmo2", "olmo3"):
        return block.self_attn.o_proj, block.mlp, block.mlp, None
    norm = block.pre_feedforward_layernorm if family in PRE_MLP else block.post_attention_layernorm
    linear = getattr(block, "linear_attn", None)
    return linear.out_proj if linear else block.self_attn.o_proj, norm, block.mlp, norm


def without_gain(norm, from_one):
    """The same norm with weights that change nothing, and without hooks."""
    norm = copy.deepcopy(norm)
    with torch.no_grad():
        for name, parameter in norm.named_parameters():
            parameter.fill_(0 if from_one or name == "bias" else 1)
    return norm


def first(output):
    return output[0] if isinstance(output, tuple) else output


def built(config):
    if config.model_type == "bert":
        return transformers.BertModel(config, add_pooling_layer=False)
    if config.model_type == "gemma3":
        return transformers.Gemma3ForConditionalGeneration(config)
    return transformers.AutoModelForCausalLM.from_config(config)


def watch(model, found):
    family = model.config.model_type
    blocks, of = parts(model, family)
    embedding(model, family).register_forward_hook(
        lambda m, a, o: found.__setitem__("hook_embed", o.detach().clone().contiguous()))
    for layer, block in enumerate(blocks):
        at = f"blocks.{layer}.hook_"

        def keep(name, tensor):
            found[name] = tensor.detach().clone().contiguous()

        block.register_forward_pre_hook(lambda m, a, k, at=at: keep(at + "resid_pre", a[0] if a else k["hidden_states"]),
                                        with_kwargs=True)
        block.register_forward_hook(lambda m, a, o, at=at: keep(at + "resid_post", first(o)))
        if model.config.model_type == "bert":
            block.output.LayerNorm.register_forward_pre_hook(
                lambda m, a, at=at: keep(at + "unnormalized_resid_post", a[0]))
        *readers, norm = inner(block, family)
        if norm is not None:
            bare = without_gain(norm, family.startswith(FROM_ONE))
            norm.register_forward_pre_hook(
                lambda m, a, name=f"blocks.{layer}.ln2.hook_normalized", bare=bare: keep(name, bare(a[0])))
        for module, name in zip(readers, ("attn.hook_z", "hook_resid_mid", "mlp.hook_in")):
            if module is not None:
                module.register_forward_pre_hook(
                    lambda m, a, k, name=f"blocks.{layer}.{name}": keep(name, a[0] if a else k["hidden_states"]),
                    with_kwargs=True)
        attention, mlp = of(block)
        attention.register_forward_hook(lambda m, a, o, at=at: keep(at + "attn_out", first(o)))
        mlp.register_forward_hook(lambda m, a, o, at=at: keep(at + "mlp_out", first(o)))


def together(model, found, ids, mask):
    out = model(input_ids=ids, attention_mask=mask, position_ids=(mask.cumsum(1) - 1).clamp(min=0))
    if "logits" in out:
        found["logits"] = out.logits.contiguous()


def alone(model, found, ids, mask):
    """Each sequence without its padding, then put where it was."""
    whole = {}
    for row in range(len(ids)):
        real = mask[row].bool()
        found["logits"] = model(input_ids=ids[row:row + 1, real]).logits
        for name, values in found.items():
            at = whole.setdefault(name, torch.zeros(*ids.shape, values.shape[-1]))
            at[row, real] = values[0]
    found.update(whole)


def greedy(model, ids, mask, cached):
    made = model.generate(ids, attention_mask=mask, do_sample=False, max_new_tokens=9, min_new_tokens=9,
                          eos_token_id=None, pad_token_id=0, use_cache=cached)
    return made[:, ids.shape[1]:]


def make(case, config):
    torch.manual_seed(len(case))
    if case in PARTS:
        config = config.text_config
    if hasattr(config, "quantization_config"):
        del config.quantization_config
    config._attn_implementation = "eager"
    config._experts_implementation = "eager"
    model = built(config).eval().float()
    model.config._attn_implementation = "eager"
    randomise(model, config.model_type.startswith(FROM_ONE), case == "gemma2-sparse")
    tie(model)
    folder = HERE / case
    model.save_pretrained(folder)
    if case == UNTIED:
        weights = load_file(folder / "model.safetensors")
        weights["lm_head.weight"] = torch.randn(V, D) * 0.25
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
        model = transformers.AutoModelForCausalLM.from_pretrained(folder, attn_implementation="eager").eval()
    if case in RENAMED:
        save_file(model.state_dict(), folder / "model.safetensors", metadata={"format": "pt"})
    if case in FILES:
        (folder / "config.json").write_text(json.dumps(FILES[case], indent=2) + "\n")
    if case in PARTS:
        as_part(model, PARTS[case], folder)
    if case == "gpt-oss-mxfp4":
        pack(model, folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    if case in OLD_ROPE:
        old_rope(folder / "config.json")

    length = LENGTHS.get(case, T)
    mask = torch.ones(3, length, dtype=torch.int64)
    mask[1, :3] = 0
    mask[2, -4:] = 0
    ids = torch.randint(3, config.get_text_config().vocab_size, (3, length)) * mask
    found = {}
    watch(model, found)
    with torch.no_grad():
        (alone if case in ALONE else together)(model, found, ids, mask)
        expected = {"ids": ids, "mask": mask, **found}
        if "logits" in found:
            prompt, real = ids[:2, :7], mask[:2, :7]
            if case in ALONE:
                # Of transformers' classes Phi 3's alone drops keys that were rotated for short texts.
                made = [greedy(model, prompt[i:i + 1, real[i].bool()], None, config.model_type == "phi3")
                        for i in range(2)]
                expected["generated"] = torch.cat(made).contiguous()
            else:
                # The cache of transformers does look at a left-over sliding_window, which its llama does not.
                expected["generated"] = greedy(model, prompt, real, case not in FILES).contiguous()
    save_file(expected, folder / "expected.safetensors")


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
