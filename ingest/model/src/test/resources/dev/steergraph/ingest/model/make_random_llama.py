"""A folder with random bfloat16 weights in the geometry of Llama 3.2 1B (1.24 billion), to measure memory with.

    pip install torch safetensors
    python make_random_llama.py FOLDER

It has no tokenizer; --tokenizer of the commands names one.
"""

import json
import pathlib
import sys

import torch
from safetensors.torch import save_file

WIDTH, FEED_FORWARD, LAYERS, HEADS, GROUPS, HEAD, VOCABULARY = 2048, 8192, 16, 32, 8, 64, 128256


def matrix(*shape):
    return (torch.randn(*shape) * 0.02).to(torch.bfloat16)


def ones():
    return torch.ones(WIDTH, dtype=torch.bfloat16)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    weights = {"model.embed_tokens.weight": matrix(VOCABULARY, WIDTH), "model.norm.weight": ones()}
    for layer in range(LAYERS):
        at = f"model.layers.{layer}."
        weights |= {
            at + "self_attn.q_proj.weight": matrix(HEADS * HEAD, WIDTH),
            at + "self_attn.k_proj.weight": matrix(GROUPS * HEAD, WIDTH),
            at + "self_attn.v_proj.weight": matrix(GROUPS * HEAD, WIDTH),
            at + "self_attn.o_proj.weight": matrix(WIDTH, HEADS * HEAD),
            at + "mlp.gate_proj.weight": matrix(FEED_FORWARD, WIDTH),
            at + "mlp.up_proj.weight": matrix(FEED_FORWARD, WIDTH),
            at + "mlp.down_proj.weight": matrix(WIDTH, FEED_FORWARD),
            at + "input_layernorm.weight": ones(),
            at + "post_attention_layernorm.weight": ones(),
        }
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "config.json").write_text(json.dumps({
        "model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_size": WIDTH,
        "intermediate_size": FEED_FORWARD, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS,
        "num_key_value_heads": GROUPS, "head_dim": HEAD, "max_position_embeddings": 2048, "vocab_size": VOCABULARY,
        "rope_theta": 500000.0, "rms_norm_eps": 1e-5, "hidden_act": "silu", "tie_word_embeddings": True,
        "bos_token_id": 1, "eos_token_id": 2}, indent=2) + "\n")


if __name__ == "__main__":
    main()
