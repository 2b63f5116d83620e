"""Caches of latents as EleutherAI's delphi writes them, and the dense codes that they stand for.

    python make_delphi.py      # needs numpy and safetensors

Rules followed (delphi/latents/cache.py): latents are split at linspace(0, width, n + 1) rounded down, each file is named
<first>_<last>.safetensors, holds what is above 1e-5 in the order of sequence, position and latent, activations in float16,
the latent counted from the file's first, and locations as uint16 if sequence and latent are below 2^16, else as uint32.
"""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

HERE = Path(__file__).parent
SEQUENCES, CONTEXT, WIDTH = 6, 8, 23


def write(name, splits, dtype, tokens, seed):
    random = np.random.default_rng(seed)
    dense = np.maximum(random.normal(size=(SEQUENCES, CONTEXT, WIDTH)) * 3 - 4, 0).astype(np.float16)
    dense[2] = 0
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    bounds = np.linspace(0, WIDTH, splits + 1).astype(np.int64)
    ids = random.integers(0, 30000, size=(SEQUENCES, CONTEXT))
    for first, end in zip(bounds[:-1], bounds[1:]):
        part = dense[:, :, first:end]
        locations = np.ascontiguousarray(np.argwhere(part > 1e-5))
        data = {"locations": locations.astype(dtype), "activations": part[part > 1e-5]}
        if tokens:
            data["tokens"] = ids
        save_file(data, folder / f"{first}_{end - 1}.safetensors")
    config = {"dataset_repo": "org/texts", "dataset_split": "train", "ctx_len": CONTEXT, "n_splits": splits, "model_name": "org/model"}
    (folder / "config.json").write_text(json.dumps(config))
    save_file(
        {"codes": dense.reshape(-1, WIDTH).astype(np.float32), "tokens": ids.reshape(-1).astype(np.int32)},
        folder / "expected.safetensors",
    )


write("layers.3", splits=5, dtype=np.uint16, tokens=True, seed=1)
write("layers.4.mlp", splits=2, dtype=np.uint32, tokens=False, seed=2)
