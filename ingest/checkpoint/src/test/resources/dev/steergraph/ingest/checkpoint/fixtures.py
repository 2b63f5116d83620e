"""Writes the checkpoints beside this script: the same tensors in every format, and expected.json with their values.

    python fixtures.py        needs torch, safetensors and numpy
"""
import collections
import json
import os
import pathlib
import pickle
import shutil
import zipfile

import numpy as np
import torch
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
torch.manual_seed(7)

base = torch.randn(4, 6)
tied = torch.randn(3, 2)
tensors = {
    "embed.weight": tied,
    "layers.0.f32": torch.randn(2, 3, 4),
    "layers.0.f16": torch.tensor([0.0, -0.0, 1.0, -2.5, 65504.0, 6e-8, 6.1e-5, float("inf"), -float("inf")]).half(),
    "layers.0.bf16": torch.tensor([0.0, -1.0, 3.14159, 3e38, 1e-40, float("-inf")]).bfloat16(),
    "layers.1.f64": torch.tensor([1 / 3, -1e300, 5e-324], dtype=torch.float64),
    "layers.1.i64": torch.tensor([-5, 1 << 40]),
    "layers.1.i32": torch.tensor([[7, -8]], dtype=torch.int32),
    "layers.1.u8": torch.arange(250, 256, dtype=torch.uint8),
    "layers.1.bool": torch.tensor([True, False, True]),
    "layers.1.scalar": torch.tensor(2.5),
    "layers.1.empty": torch.empty(0, 3),
    "lm_head.weight": tied,
    "part": base[1:3],
    "transposed": base.t(),
    "every_other": base[:, ::2],
    "expanded": torch.tensor([1.5, 2.5]).reshape(2, 1).expand(2, 3),
}


def values(tensor):
    return [str(v) if isinstance(v, float) and v - v != 0 else v for v in tensor.reshape(-1).tolist()]


NAMES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64", torch.int64: "I64",
         torch.int32: "I32", torch.uint8: "U8", torch.bool: "BOOL"}
expected = {n: {"dtype": NAMES[t.dtype], "shape": list(t.shape), "values": values(t)} for n, t in tensors.items()}
(HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


def folder(name):
    shutil.rmtree(HERE / name, ignore_errors=True)
    (HERE / name).mkdir()
    return HERE / name


def halves():
    names = list(tensors)
    return names[:7], names[7:]


def index(where, suffix, pattern):
    first, second = halves()
    weight_map = {n: pattern % 1 for n in first} | {n: pattern % 2 for n in second}
    (where / suffix).write_text(json.dumps({"metadata": {"total_size": 1}, "weight_map": weight_map}, indent=1) + "\n")
    return [(pattern % 1, first), (pattern % 2, second)]


def state_dict(names):
    """With the attribute _metadata and parameters among the tensors, as a module's state has them."""
    state = collections.OrderedDict((n, tensors[n]) for n in names)
    state._metadata = collections.OrderedDict([("", {"version": 1})])
    if "layers.0.f32" in state:
        state["layers.0.f32"] = torch.nn.Parameter(tensors["layers.0.f32"])
    return state


contiguous = {n: t.clone().contiguous() for n, t in tensors.items()}
save_file(contiguous, folder("safetensors") / "model.safetensors", {"format": "pt"})
where = folder("safetensors-sharded")
for file, names in index(where, "model.safetensors.index.json", "model-0000%d-of-00002.safetensors"):
    save_file({n: contiguous[n] for n in names}, where / file, {"format": "pt"})
torch.save(state_dict(tensors), folder("zip") / "pytorch_model.bin")
where = folder("zip-sharded")
for file, names in index(where, "pytorch_model.bin.index.json", "pytorch_model-0000%d-of-00002.bin"):
    torch.save(state_dict(names), where / file)
torch.save(state_dict(tensors), folder("legacy") / "pytorch_model.bin", _use_new_zipfile_serialization=False)

where = folder("other")
torch.save({"epoch": 3, "state_dict": dict(tensors)}, where / "training.pt", pickle_protocol=4)
torch.save({"wide": torch.tensor([1, 2], dtype=torch.uint16)}, where / "uint16.pt")
save_file({"wide": torch.tensor([1, 2], dtype=torch.uint16)}, where / "uint16.safetensors")
with zipfile.ZipFile(HERE / "zip" / "pytorch_model.bin") as source, \
        zipfile.ZipFile(where / "compressed.pt", "w", zipfile.ZIP_DEFLATED) as target:
    for name in source.namelist():
        target.writestr(name, source.read(name))


class Malicious:
    def __reduce__(self):
        return os.system, ("echo owned > owned",)


where = folder("malicious")
torch.save({"weight": tied, "extra": Malicious()}, where / "zip.bin")
torch.save({"weight": tied, "extra": Malicious()}, where / "legacy.bin", _use_new_zipfile_serialization=False)
torch.save({"weight": tied, "extra": Malicious()}, where / "stack-global.bin", pickle_protocol=4)
with zipfile.ZipFile(where / "text.bin", "w") as target:
    target.writestr("a/data.pkl", b"cos\nsystem\n(S'echo owned > owned'\ntR.")
with zipfile.ZipFile(where / "eval.bin", "w") as target:
    target.writestr("a/data.pkl", b"c__builtin__\neval\n(S'1'\ntR.")
(where / "plain.bin").write_bytes(pickle.dumps(Malicious()))

# Checksums: arrays that numpy stores and packs, and a checkpoint whose CRC-32s PyTorch was told not to compute.
arrays = {"W_enc": np.arange(12, dtype=np.float32).reshape(3, 4), "b_enc": np.linspace(-1, 1, 4, dtype=np.float64)}
np.savez(HERE / "other" / "stored.npz", **arrays)
np.savez_compressed(HERE / "other" / "packed.npz", **arrays)
torch.serialization.set_crc32_options(False)
torch.save({"w": torch.arange(10.0)}, HERE / "other" / "without-crc.pt")
torch.serialization.set_crc32_options(True)
