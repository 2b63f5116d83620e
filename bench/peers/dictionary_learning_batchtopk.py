"""Trains a BatchTopK SAE with dictionary_learning on the activations of a run, and says how good and how fast.

    python dictionary_learning_batchtopk.py RUN HOOK --d-sae 4096 --k 32 --steps 1171 --batch 1024 --held-out 30000
"""

import argparse
import json
import pathlib
import time

import torch
from dictionary_learning.trainers.batch_top_k import BatchTopKTrainer
from safetensors.torch import load_file

parser = argparse.ArgumentParser()
parser.add_argument("run")
parser.add_argument("hook")
parser.add_argument("--d-sae", type=int, default=4096)
parser.add_argument("--k", type=int, default=32)
parser.add_argument("--steps", type=int, required=True)
parser.add_argument("--batch", type=int, default=1024)
parser.add_argument("--held-out", type=int, default=30_000)
parser.add_argument("--lr", type=float, default=None, help="default: the trainer's own")
parser.add_argument("--dead-after", type=int, default=None, help="rows without firing; default: the trainer's own, 10M")
parser.add_argument("--threads", type=int, default=2)
options = parser.parse_args()

torch.set_num_threads(options.threads)
parts = sorted((pathlib.Path(options.run) / "activations" / options.hook).glob("part-*.safetensors"))
x = torch.cat([load_file(part)["values"].float() for part in parts])
train, held_out = x[:-options.held_out], x[-options.held_out:]
# What trainSAE does with normalize_activations=True: inputs of unit mean squared norm.
scale = 1 / train[:65_536].pow(2).sum(dim=1).mean().sqrt()

trainer = BatchTopKTrainer(
    steps=options.steps, activation_dim=x.shape[1], dict_size=options.d_sae, k=options.k, layer=0, lm_name="",
    lr=options.lr, warmup_steps=min(1000, options.steps // 10), decay_start=int(0.8 * options.steps),
    threshold_start_step=min(1000, options.steps // 2), seed=0, device="cpu")
if options.dead_after:
    trainer.dead_feature_threshold = options.dead_after
generator = torch.Generator().manual_seed(0)
order = torch.randperm(len(train), generator=generator)
at = 0
started = time.perf_counter()
for step in range(options.steps):
    if at + options.batch > len(train):
        order, at = torch.randperm(len(train), generator=generator), 0
    trainer.update(step, train[order[at:at + options.batch]] * scale)
    at += options.batch
seconds = time.perf_counter() - started

sae = trainer.ae.eval()
fired = torch.zeros(options.d_sae, dtype=torch.bool)
with torch.no_grad():
    squared, active = 0.0, 0
    for rows in (held_out * scale).split(4096):
        codes = sae.encode(rows)
        squared += (sae.decode(codes) - rows).double().pow(2).sum().item()
        active += (codes > 0).sum().item()
        fired |= (codes > 0).any(dim=0)
    for rows in (train[: 300_000] * scale).split(4096):
        fired |= (sae.encode(rows) > 0).any(dim=0)
    target = (held_out * scale).double()
    variance = (target - target.mean(dim=0)).pow(2).sum().item()
print(json.dumps({
    "peer": "dictionary_learning " + __import__("importlib.metadata", fromlist=["version"]).version("dictionary-learning"),
    "steps": options.steps, "batch": options.batch, "lr": trainer.lr, "seconds": round(seconds, 2),
    "rows_per_second": round(options.steps * options.batch / seconds),
    "explained_variance": round(1 - squared / variance, 4), "l0": round(active / len(held_out), 2),
    "dead_share": round(1 - fired.float().mean().item(), 4)}))
