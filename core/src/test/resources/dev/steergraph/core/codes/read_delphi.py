"""Reads a cache of latents step by step as delphi's loader does, and prints what it found as JSON.

    python read_delphi.py FOLDER      # needs numpy and safetensors

The folder is one module's. delphi/latents/loader.py: files by the number before "_", locations and tokens widened to int64,
the file's first latent added to the third column; delphi/latents/constructors.py: sequences are cut into examples of 32
tokens, so their length has to be a multiple of that.
"""

import json
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

folder = Path(sys.argv[1])
files = sorted(folder.glob("*.safetensors"), key=lambda file: int(file.stem.split("_")[0]))
tokens, entries, total, largest, fired = None, 0, 0.0, 0.0, set()
for file in files:
    first, last = map(int, file.stem.split("_"))
    data = load_file(file)
    locations = data["locations"].astype(np.int64)
    assert data["locations"].dtype in (np.uint16, np.uint32) and data["activations"].dtype == np.float16
    assert locations.shape == (len(data["activations"]), 3)
    assert len(locations) == 0 or locations[:, 2].max() <= last - first
    locations[:, 2] += first
    tokens = data["tokens"].astype(np.int64) if tokens is None else tokens
    assert np.array_equal(tokens, data["tokens"])
    assert len(locations) == 0 or (locations[:, 0].max() < tokens.shape[0] and locations[:, 1].max() < tokens.shape[1])
    assert len(np.unique(locations, axis=0)) == len(locations)
    entries += len(locations)
    activations = data["activations"].astype(np.float64)
    total += activations.sum()
    largest = max(largest, activations.max(initial=0.0))
    fired.update(locations[:, 2].tolist())
assert tokens.shape[1] % 32 == 0
config = json.loads((folder / "config.json").read_text())
print(json.dumps({
    "files": len(files), "last": last, "sequences": tokens.shape[0], "context": tokens.shape[1], "entries": entries,
    "sum": total, "max": largest, "latents": len(fired), "model_name": config["model_name"], "ctx_len": config["ctx_len"],
}))
