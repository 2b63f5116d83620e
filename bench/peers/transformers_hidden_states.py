"""Tokens per second of Hugging Face transformers on random ids, all hidden states kept. Prints one line of JSON."""

import argparse
import json
import time

import torch
import transformers

parser = argparse.ArgumentParser()
parser.add_argument("--folder", required=True, help="config.json and model.safetensors")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--context", type=int, default=256)
parser.add_argument("--batches", default="4,8,16", help="batch sizes to try; the best counts")
parser.add_argument("--repeats", type=int, default=2, help="passes timed at each batch size; the best counts")
parser.add_argument("--kinds", default="AutoModel,AutoModelForCausalLM", help="classes to time")
options = parser.parse_args()

torch.set_num_threads(options.threads)
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()


def fastest(model):
    best = {"tokens_per_second": 0.0}
    for batch in [int(size) for size in options.batches.split(",")]:
        ids = torch.randint(0, model.config.vocab_size, (batch, options.context), generator=torch.Generator().manual_seed(0))
        for repeat in range(1 + options.repeats):  # the first one warms up
            start = time.perf_counter()
            states = model(ids, output_hidden_states=True, use_cache=False).hidden_states
            seconds = time.perf_counter() - start
            assert len(states) == model.config.num_hidden_layers + 1
            del states
            rate = batch * options.context / seconds
            if repeat > 0 and rate > best["tokens_per_second"]:
                best = {"tokens_per_second": rate, "batch": batch}
    return best


results = {"transformers": transformers.__version__, "torch": torch.__version__}
with torch.inference_mode():
    for kind in options.kinds.split(","):
        model = getattr(transformers, kind).from_pretrained(options.folder, dtype=torch.float32).eval()
        results[kind] = fastest(model)
        del model
print(json.dumps(results))
