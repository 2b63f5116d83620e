"""Every MXFP4 number with every scale, and what Hugging Face transformers makes of them; gguf makes the same numbers.

    pip install torch==2.15.0 transformers==5.24.0 gguf==0.19.0 safetensors
    python make_mxfp4.py
"""

import pathlib

import gguf
import numpy as np
import torch
from safetensors.torch import save_file
from transformers.integrations.mxfp4 import convert_moe_packed_tensors

torch.manual_seed(0)
numbers = torch.stack([torch.cat([torch.randperm(16), torch.randperm(16)]) for _ in range(256)]).to(torch.uint8)
blocks = (numbers[:, 0::2] | numbers[:, 1::2] << 4).reshape(2, 64, 2, 16)
scales = torch.arange(256, dtype=torch.uint8).reshape(2, 64, 2)
values = convert_moe_packed_tensors(blocks, scales, dtype=torch.float32).transpose(1, 2).contiguous()

# GGUF's blocks are a scale, then bytes whose lower halves are the first 16 numbers. It has no scale of 2^128, and all of its
# zeros are positive; everything else is the same bit for bit, since no other two numbers are equal.
halves = numbers.reshape(256, 2, 16)
packed = np.concatenate([np.arange(256, dtype=np.uint8)[:, None], (halves[:, 0] | halves[:, 1] << 4).numpy()], axis=1)
theirs = gguf.quants.dequantize(packed, gguf.GGMLQuantizationType.MXFP4)
assert (theirs[:255] == values.reshape(256, 32).numpy()[:255]).all()

tensors = {"w_blocks": blocks, "w_scales": scales, "values": values,
           "short_blocks": blocks[..., :8].contiguous(), "few_scales": scales[:1].clone()}
save_file(tensors, pathlib.Path(__file__).parent / "model.safetensors")
