"""Trains a BatchTopK SAE with dictionary_learning on the activations of a run, and says how fast and how good.

    python dictionary_learning_batchtopk.py RUN HOOK OUT --train-rows 300000 --steps 500 --batch 2048

Writes the SAE to OUT as SAELens would: jumprelu with the constant threshold that BatchTopKSAE.encode applies, the scale of
the inputs folded into biases and threshold. Only updates are timed.
"""

import argparse
import importlib.metadata
import json
import pathlib
import time

import torch
from dictionary_learning.trainers.batch_top_k import BatchTopKTrainer
from safetensors.torch import load_file, save_file

parser = argparse.ArgumentParser()
parser.add_argument("run")
parser.add_argument("hook")
parser.add_argument("out", type=pathlib.Path)
parser.add_argument("--d-sae", type=int, default=4096)
parser.add_argument("--k", type=int, default=32)
parser.add_argument("--steps", type=int, required=True)
parser.add_argument("--batch", type=int, default=2048)
parser.add_argument("--train-rows", type=int, required=True, help="the rest is held out")
parser.add_argument("--lr", type=float, default=None, help="default: the trainer's own")
parser.add_argument("--threads", type=int, default=2)
options = parser.parse_args()

torch.set_num_threads(options.threads)
parts = sorted((pathlib.Path(options.run) / "activations" / options.hook).glob("part-*.safetensors"))
x = torch.cat([load_file(part)["values"].float() for part in parts])
train, held_out = x[:options.train_rows], x[options.train_rows:]
# What trainSAE does with normalize_activations=True: inputs of unit mean squared norm.
scale = 1 / train[:65_536].pow(2).sum(dim=1).mean().sqrt()

trainer = BatchTopKTrainer(
    steps=options.steps, activation_dim=x.shape[1], dict_size=options.d_sae, k=options.k, layer=0, lm_name="",
    lr=options.lr, warmup_steps=min(1000, options.steps // 10), decay_start=int(0.8 * options.steps),
    threshold_start_step=min(1000, options.steps // 2), seed=0, device="cpu")
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
with torch.no_grad():
    squared = sum((sae(rows) - rows).double().pow(2).sum().item() for rows in (held_out * scale).split(4096))
    target = (held_out * scale).double()
    variance = (target - target.mean(dim=0)).pow(2).sum().item()
    save_file({
        "W_enc": sae.encoder.weight.T.contiguous(),
        "b_enc": sae.encoder.bias / scale,
        "W_dec": sae.decoder.weight.T.contiguous(),
        "b_dec": sae.b_dec / scale,
        "threshold": torch.full((options.d_sae,), float(sae.threshold)) / scale,
    }, options.out / "sae_weights.safetensors")
(options.out / "cfg.json").write_text(json.dumps({
    "architecture": "jumprelu", "d_in": x.shape[1], "d_sae": options.d_sae, "dtype": "float32", "device": "cpu",
    "apply_b_dec_to_input": True, "normalize_activations": "none", "reshape_activations": "none",
    "metadata": {"hook_name": options.hook}}))
print(json.dumps({
    "peer": "dictionary_learning " + importlib.metadata.version("dictionary-learning"),
    "lr": trainer.lr, "seconds": seconds, "explained_variance": 1 - squared / variance}))
