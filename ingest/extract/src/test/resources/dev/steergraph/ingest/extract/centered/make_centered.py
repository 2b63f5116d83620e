"""SAEs that say they were made on centred writing weights, and their codes of what TransformerLens' model has at the hook
points when it is loaded as they say. The models are the tiny ones of ingest/model's tests.

    pip install torch==2.15.0 transformers==5.24.0 transformer-lens==3.9.0 sae-lens==6.54.12 safetensors
    python make_centered.py
"""

import json
import pathlib
import warnings

import torch
import transformers
from safetensors.torch import load_file, save_file
from sae_lens import SAE, StandardSAE, StandardSAEConfig
from transformer_lens import HookedTransformer
from transformer_lens.config import HookedTransformerConfig
from transformer_lens.pretrained.weight_conversions import convert_gpt2_weights, convert_neox_weights
from transformer_lens.weight_processing import ProcessWeights

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent
MODELS = HERE.parents[8] / "model/src/test/resources/dev/steergraph/ingest/model"
F = 48
# Beside centring all that leaves these hook points as they are.
ALL = dict(fold_ln=True, center_writing_weights=True, center_unembed=True, fold_value_biases=True,
           refactor_factored_attn_matrices=False)
HOOKS = ["hook_resid_pre", "hook_resid_post", "hook_attn_out", "hook_mlp_out"]


def lens(name, options):
    hf = transformers.AutoModelForCausalLM.from_pretrained(MODELS / name, dtype=torch.float32).eval()
    c = hf.config
    common = dict(n_layers=c.num_hidden_layers, d_model=c.hidden_size, n_heads=c.num_attention_heads,
                  d_head=c.hidden_size // c.num_attention_heads, n_ctx=c.max_position_embeddings, d_vocab=c.vocab_size,
                  normalization_type="LN", attention_dir="causal", device="cpu")
    if name == "gpt2":
        cfg = HookedTransformerConfig(**common, d_mlp=c.n_inner, act_fn="gelu_new", eps=c.layer_norm_epsilon,
                                      original_architecture="GPT2LMHeadModel")
        state = convert_gpt2_weights(hf, cfg)
    else:
        rotary = int(cfg_width(c) * c.rope_parameters["partial_rotary_factor"])
        cfg = HookedTransformerConfig(**common, d_mlp=c.intermediate_size, act_fn="gelu", eps=c.layer_norm_eps,
                                      positional_embedding_type="rotary", rotary_dim=rotary,
                                      rotary_base=int(c.rope_parameters["rope_theta"]), rotary_adjacent_pairs=False,
                                      parallel_attn_mlp=c.use_parallel_residual,
                                      original_architecture="GPTNeoXForCausalLM")
        state = convert_neox_weights(hf, cfg)
    model = HookedTransformer(cfg)
    model.load_and_process_state_dict(state, **options)
    return model.eval()


def cfg_width(c):
    return c.hidden_size // c.num_attention_heads


def make(name, hook, normalize, options):
    torch.manual_seed(len(name) + len(hook) + len(normalize))
    config = StandardSAEConfig(d_in=32, d_sae=F, normalize_activations=normalize)
    config.metadata.model_name = name
    config.metadata.hook_name = f"blocks.1.{hook}"
    config.metadata.model_from_pretrained_kwargs = options
    sae = StandardSAE(config)
    with torch.no_grad():
        for parameter in sae.parameters():
            parameter.normal_(0, 0.3)
    folder = HERE / f"{name}-{hook}-{normalize}"
    sae.save_model(folder)
    sae = SAE.load_from_disk(folder)
    ids = load_file(MODELS / name / "expected.safetensors")["ids"][:1]
    found = {"ids": ids.contiguous()}
    for key, told in [("codes", options), ("plain", {})]:
        asked = {**dict(fold_ln=False, center_writing_weights=False, center_unembed=False, fold_value_biases=False,
                        refactor_factored_attn_matrices=False), **told}
        with torch.no_grad():
            _, cache = lens(name, asked).run_with_cache(ids)
            codes = sae.encode(cache[f"blocks.1.{hook}"])
            found[key] = codes[0].contiguous()
            if key == "codes":
                found["reconstruction"] = sae.decode(codes)[0].contiguous()
    save_file(found, folder / "expected.safetensors")
    print(folder.name, "codes differ from those without centring by",
          float((found["codes"] - found["plain"]).norm() / found["codes"].norm()))


for hook in HOOKS:
    make("gpt2", hook, "none", dict(center_writing_weights=True))
make("gpt2", "hook_resid_post", "constant_norm_rescale", ALL)
make("gpt-neox", "hook_resid_post", "none", ALL)
make("gpt-neox", "hook_mlp_out", "none", dict(center_writing_weights=True, fold_ln=True))

# A model whose norms do not take the mean off is left as it is.
rms = HookedTransformerConfig(n_layers=1, d_model=8, n_heads=2, d_head=4, n_ctx=8, d_vocab=9, act_fn="silu", d_mlp=8,
                              normalization_type="RMS", final_rms=True)
before = {key: value.clone() for key, value in HookedTransformer(rms).state_dict().items()}
after = ProcessWeights.process_weights(dict(before), rms, fold_ln=False, center_writing_weights=True,
                                       center_unembed=False, fold_value_biases=False)
assert all(torch.equal(before[key], after[key]) for key in before)
