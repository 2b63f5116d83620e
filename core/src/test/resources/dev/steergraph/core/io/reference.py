"""Writes reference.safetensors with the reference implementation: pip install numpy safetensors; python reference.py"""

import numpy
from safetensors.numpy import save_file

save_file(
    {
        "floats": numpy.array([[0.5, -1, 2], [3.25, 0, 1e-30]], dtype=numpy.float32),
        "longs": numpy.array([-5, 1 << 40], dtype=numpy.int64),
    },
    "reference.safetensors",
    metadata={"made_by": "safetensors"},
)
