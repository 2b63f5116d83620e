"""Tiny random models as GGUF files, changed as llama.cpp's converter changes them, and what transformers makes of them.

Per case NAME.gguf and NAME.safetensors: ids of two sequences, the hidden states before every block, logits, and a greedy
continuation of the first sequence. The weights are random blocks of many types; both sides dequantise the same file.

    pip install torch==2.15.0 transformers==5.24.0 gguf==0.19.0 safetensors accelerate
    python make_gguf.py [CASE ...]
"""

import pathlib
import sys

import gguf
import numpy as np
import torch
import transformers
from gguf import GGMLQuantizationType as Type
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
V, T = 97, 12


class File:
    """A file being written, with tensors in the order of torch."""

    def __init__(self, name, architecture):
        self.path = HERE / f"{name}.gguf"
        self.architecture = architecture
        self.writer = gguf.GGUFWriter(self.path, architecture)
        self.random = np.random.default_rng(len(name))
        self.tokens()

    def tokens(self):
        self.writer.add_tokenizer_model("gpt2")
        self.writer.add_tokenizer_pre("gpt-2")
        self.writer.add_token_list([chr(33 + i) for i in range(V)])
        self.writer.add_bos_token_id(1)
        self.writer.add_eos_token_id(2)

    def sizes(self, layers, d, f, heads, context=64, groups=None, eps=1e-6, norm="layer_norm_rms_epsilon"):
        self.writer.add_block_count(layers)
        self.writer.add_embedding_length(d)
        self.writer.add_feed_forward_length(f)
        self.writer.add_head_count(heads)
        if groups:
            self.writer.add_head_count_kv(groups)
        self.writer.add_context_length(context)
        self.writer.add_float32(f"{self.architecture}.attention.{norm}", eps)

    def matrix(self, name, rows, columns, kind, scale=0.2):
        values = self.random.normal(0, scale, (rows, columns)).astype(np.float32)
        if kind in (Type.Q4_K, Type.Q5_K, Type.Q6_K):
            data = self.super_blocks(rows, columns, kind)
        else:
            data = gguf.quants.quantize(values, kind)
        self.writer.add_tensor(name + ".weight", data, raw_dtype=kind)

    def super_blocks(self, rows, columns, kind):
        """The package cannot quantise to these: random numbers with small scales."""
        size, width = gguf.GGML_QUANT_SIZES[kind]
        count = rows * columns // size
        data = self.random.integers(0, 256, (count, width), dtype=np.uint8)
        small = {Type.Q4_K: (0, 2e-4), Type.Q5_K: (0, 1e-4), Type.Q6_K: (208, 5e-5)}[kind]
        half = np.full((count, 1), small[1], dtype=np.float16).view(np.uint8)
        data[:, small[0] : small[0] + 2] = half
        if kind != Type.Q6_K:
            data[:, 2:4] = np.full((count, 1), small[1] * 6, dtype=np.float16).view(np.uint8)
        return data.reshape(rows, -1)

    def vector(self, name, length, mean=0.0, spread=0.2):
        self.writer.add_tensor(name, self.random.normal(mean, spread, length).astype(np.float32))

    def finish(self):
        self.writer.write_header_to_file()
        self.writer.write_kv_data_to_file()
        self.writer.write_tensors_to_file()
        self.writer.close()


def decoder(file, layers, d, f, heads, groups, width, types, norms, biased=()):
    """Blocks of Llama and its descendants; types are taken in turn, for the attention and the rest."""
    small, large = (iter(kinds * 100) for kinds in types)
    for n in range(layers):
        at = f"blk.{n}."
        for name in norms:
            file.vector(at + name + ".weight", width if name in ("attn_q_norm", "attn_k_norm") else d, 1.0)
        for name, rows, columns in (
            ("attn_q", heads * width, d), ("attn_k", groups * width, d), ("attn_v", groups * width, d),
            ("attn_output", d, heads * width), ("ffn_gate", f, d), ("ffn_up", f, d),
        ):
            file.matrix(at + name, rows, columns, next(small if name.startswith("attn") else large))
            if name in biased:
                file.vector(at + name + ".bias", rows)
        file.matrix(at + "ffn_down", d, f, (Type.Q4_K, Type.Q5_K, Type.Q6_K)[n % 3] if f % 256 == 0 else next(large))


MIXED = ([Type.F32, Type.F16, Type.BF16, Type.Q8_0, Type.Q5_0], [Type.Q4_0, Type.Q4_1, Type.Q5_0, Type.Q5_1, Type.Q8_0])
FOUR_BITS = ([Type.Q4_0, Type.Q4_1], [Type.Q4_0, Type.Q5_0])


def llama(name, tied, biased=(), f=256):
    file = File(name, "llama")
    file.sizes(3, 32, f, 4, groups=2, eps=1e-5)
    file.writer.add_rope_dimension_count(8)
    file.writer.add_rope_freq_base(5000.0)
    file.writer.add_vocab_size(V)
    file.matrix("token_embd", V, 32, Type.Q4_1, 0.5)
    decoder(file, 3, 32, f, 4, 2, 8, MIXED, ("attn_norm", "ffn_norm"), biased)
    file.vector("output_norm.weight", 32, 1.0)
    if not tied:
        file.matrix("output", V, 32, Type.Q8_0)
    return file


def llama_untied(name):
    return llama(name, False)


def llama_tied(name):
    return llama(name, True, f=96)


def llama_factors(name):
    """Llama 3 as files have it: what becomes of each wave's length is a tensor, and nothing else is said."""
    file = llama(name, True, f=96, biased=())
    waves = 2 * np.pi * 5000.0 ** (np.arange(0, 8, 2) / 8)
    blended = (512 / waves - 1) / 3
    factors = np.where(waves < 128, 1, np.where(waves > 512, 8, 1 / ((1 - blended) / 8 + blended)))
    file.writer.add_tensor("rope_freqs.weight", factors.astype(np.float32))
    return file


def qwen2(name):
    file = File(name, "qwen2")
    file.sizes(2, 32, 96, 4, groups=2)
    file.writer.add_rope_freq_base(1e6)
    file.matrix("token_embd", V, 32, Type.Q5_1, 0.5)
    decoder(file, 2, 32, 96, 4, 2, 8, FOUR_BITS, ("attn_norm", "ffn_norm"), ("attn_q", "attn_k", "attn_v"))
    file.vector("output_norm.weight", 32, 1.0)
    return file


def qwen3(name):
    file = File(name, "qwen3")
    file.sizes(2, 32, 96, 4, groups=1)
    file.writer.add_key_length(16)
    file.writer.add_value_length(16)
    file.writer.add_rope_freq_base(1e6)
    file.matrix("token_embd", V, 32, Type.Q8_0, 0.5)
    decoder(file, 2, 32, 96, 4, 1, 16, FOUR_BITS, ("attn_norm", "attn_q_norm", "attn_k_norm", "ffn_norm"))
    file.vector("output_norm.weight", 32, 1.0)
    file.matrix("output", V, 32, Type.Q5_0)
    return file


def gemma3(name):
    file = File(name, "gemma3")
    file.sizes(7, 32, 64, 2, groups=1)
    file.writer.add_key_length(32)
    file.writer.add_value_length(32)
    file.writer.add_rope_freq_base(1e6)
    file.writer.add_sliding_window(4)
    file.matrix("token_embd", V, 32, Type.Q8_0, 0.5)
    decoder(file, 7, 32, 64, 2, 1, 32, FOUR_BITS,
            ("attn_norm", "attn_q_norm", "attn_k_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"))
    file.vector("output_norm.weight", 32, 1.0)
    return file


def gemma2(name):
    file = File(name, "gemma2")
    file.sizes(2, 32, 96, 4, groups=2)
    file.writer.add_key_length(16)
    file.writer.add_value_length(16)
    file.writer.add_sliding_window(4)
    file.writer.add_attn_logit_softcapping(50.0)
    file.writer.add_final_logit_softcapping(30.0)
    file.matrix("token_embd", V, 32, Type.Q8_0, 0.5)
    decoder(file, 2, 32, 96, 4, 2, 16, FOUR_BITS,
            ("attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"))
    file.vector("output_norm.weight", 32, 1.0)
    return file


def gpt2(name):
    file = File(name, "gpt2")
    file.sizes(2, 64, 256, 4, context=32, eps=1e-5, norm="layer_norm_epsilon")
    file.matrix("token_embd", V, 64, Type.Q8_0, 0.5)
    file.matrix("position_embd", 32, 64, Type.F16, 0.3)
    for n in range(2):
        at = f"blk.{n}."
        for norm in ("attn_norm", "ffn_norm"):
            file.vector(at + norm + ".weight", 64, 1.0)
            file.vector(at + norm + ".bias", 64)
        for module, rows, columns, kind in (
            ("attn_qkv", 192, 64, Type.Q5_1), ("attn_output", 64, 64, Type.Q4_1), ("ffn_up", 256, 64, Type.Q4_0),
            ("ffn_down", 64, 256, Type.Q4_K),
        ):
            file.matrix(at + module, rows, columns, kind)
            file.vector(at + module + ".bias", rows)
    file.vector("output_norm.weight", 64, 1.0)
    file.vector("output_norm.bias", 64)
    return file


CASES = {"llama": llama_untied, "llama-tied": llama_tied, "llama-factors": llama_factors, "qwen2": qwen2,
         "qwen3": qwen3, "gemma2": gemma2, "gemma3": gemma3, "gpt2": gpt2}
# What transformers' reader does not take from these files.
CORRECTIONS = {
    "gpt2": {"n_positions": 32},
    "gemma2": {"query_pre_attn_scalar": 16},
    "gemma3": {"query_pre_attn_scalar": 32},
    "qwen3": {"head_dim": 16},
    "llama-factors": {"rope_parameters": {
        "rope_type": "llama3", "rope_theta": 5000.0, "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
        "original_max_position_embeddings": 512}},
}


def reference(file):
    """transformers' own reader, with what it does not take from the file put right in the configuration."""
    config = transformers.AutoConfig.from_pretrained(HERE, gguf_file=file.path.name)
    for field, value in CORRECTIONS.get(file.path.stem, {}).items():
        setattr(config, field, value)
    config._attn_implementation = "eager"
    model = transformers.AutoModelForCausalLM.from_pretrained(
        HERE, gguf_file=file.path.name, config=config, dtype=torch.float32, attn_implementation="eager"
    ).eval()
    torch.manual_seed(3)
    ids = torch.randint(3, V, (2, T))
    with torch.no_grad():
        out = model(ids, output_hidden_states=True)
        made = ids[:1, :7]
        for _ in range(12):
            made = torch.cat([made, model(made).logits[:, -1:].argmax(-1)], 1)
    found = {"ids": ids, "logits": out.logits.contiguous(), "generated": made[0, 7:].contiguous()}
    for n, state in enumerate(out.hidden_states[:-1]):
        found[f"blocks.{n}.hook_resid_pre"] = state.contiguous()
    save_file(found, file.path.with_suffix(".safetensors"))


def main():
    for case in sys.argv[1:] or CASES:
        file = CASES[case](case)
        file.finish()
        reference(file)


if __name__ == "__main__":
    main()
