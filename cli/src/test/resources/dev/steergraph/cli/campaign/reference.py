"""Writes reference.tsv: what safetensors, PyTorch and NumPy read of the damaged files that ReferenceReadersTest leaves.

    mvn -pl cli -am test -Dtest=ReferenceReadersTest -Dsurefire.failIfNoSpecifiedTests=false -Dsteergraph.campaign.dump=DIR
    python reference.py DIR >reference.tsv       # safetensors 0.6, torch 2.15, numpy 2
"""

import pathlib
import sys
import warnings
import zipfile
import zlib

import numpy
import safetensors.torch
import torch

warnings.simplefilter("ignore")


def tensors(path):
    if path.suffix == ".safetensors":
        return safetensors.torch.load_file(path)
    if path.suffix == ".npz":
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
        with numpy.load(path, allow_pickle=False) as arrays:
            return {name: torch.from_numpy(numpy.ascontiguousarray(arrays[name])) for name in arrays.files}
    loaded = torch.load(path, weights_only=True, map_location="cpu")
    return {name: tensor for name, tensor in loaded.items() if isinstance(tensor, torch.Tensor)}


def fingerprint(path):
    try:
        crc = 0
        for name, tensor in sorted(tensors(path).items(), key=lambda item: item[0].encode("utf-16-be")):
            crc = zlib.crc32(name.encode(), crc)
            values = tensor.detach().float() if tensor.is_floating_point() else tensor.detach()
            crc = zlib.crc32(values.contiguous().numpy().tobytes(), crc)
        return format(crc, "x")
    except Exception:
        return "refused"


for path in sorted(pathlib.Path(sys.argv[1]).iterdir(), key=lambda p: (p.name.rsplit("+", 2)[0], int(p.name.split("+")[-2]))):
    *file, seed, _ = path.name.split("+")
    print("/".join(file), seed, fingerprint(path), sep="\t")
