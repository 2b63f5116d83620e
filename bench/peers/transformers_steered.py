"""Seconds that Hugging Face transformers takes for a greedy text, with hooks that add vectors to blocks' outputs and without. Prints
one line of JSON."""

import argparse
import json
import time

import torch
import transformers

parser = argparse.ArgumentParser()
parser.add_argument("--folder", required=True, help="config.json and model.safetensors")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--prompt", type=int, default=32)
parser.add_argument("--tokens", type=int, default=64)
parser.add_argument("--layers", default="7,15,23", help="blocks to whose output a vector is added")
parser.add_argument("--repeats", type=int, default=2, help="texts timed of each kind; the best counts")
options = parser.parse_args()

torch.set_num_threads(options.threads)
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()

model = transformers.AutoModelForCausalLM.from_pretrained(options.folder, dtype=torch.float32).eval()
inner = getattr(model, "model", None) or model.transformer
blocks = inner.layers if hasattr(inner, "layers") else inner.h
generator = torch.Generator().manual_seed(0)
ids = torch.randint(3, model.config.vocab_size, (1, options.prompt), generator=generator)
vectors = {int(layer): torch.randn(model.config.hidden_size, generator=generator) for layer in options.layers.split(",")}
calls = 0


def add(vector):
    def hook(module, arguments, output):
        global calls
        calls += 1
        return (output[0] + vector, *output[1:]) if isinstance(output, tuple) else output + vector

    return hook


def fastest():
    best = float("inf")
    for repeat in range(1 + options.repeats):  # the first one warms up
        start = time.perf_counter()
        made = model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=options.tokens,
                              min_new_tokens=options.tokens, do_sample=False, pad_token_id=0)
        seconds = time.perf_counter() - start
        assert made.shape[1] == options.prompt + options.tokens
        if repeat > 0:
            best = min(best, seconds)
    return best


with torch.no_grad():
    results = {"transformers": transformers.__version__, "torch": torch.__version__, "plain": fastest()}
    for layer, vector in vectors.items():
        blocks[layer].register_forward_hook(add(vector))
    results["steered"] = fastest()
assert calls == (1 + options.repeats) * options.tokens * len(vectors)
print(json.dumps(results))
