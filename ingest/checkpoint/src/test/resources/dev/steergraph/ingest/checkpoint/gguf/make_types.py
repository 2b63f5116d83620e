"""One tensor of every type that can be read, with random numbers in all blocks, and what the gguf package makes of them.

Writes types.gguf and types.safetensors (float32, under the same names), and split-00001-of-00002.gguf with its second part.

    pip install gguf==0.19.0 safetensors numpy
    python make_types.py
"""

import pathlib

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent
ROWS, COLUMNS = 2, 256
# Where a block has its scales in half precision, in bytes from its beginning.
SCALES = {
    Type.Q4_0: [0], Type.Q4_1: [0, 2], Type.Q5_0: [0], Type.Q5_1: [0, 2], Type.Q8_0: [0],
    Type.Q4_K: [0, 2], Type.Q5_K: [0, 2], Type.Q6_K: [208],
}


def blocks(kind, random):
    size, width = gguf.GGML_QUANT_SIZES[kind]
    count = ROWS * COLUMNS // size
    data = random.integers(0, 256, (count, width), dtype=np.uint8)
    for at in SCALES[kind]:
        # Of all sizes: subnormal, negative, zero.
        scale = (random.normal(0, 1, count) * 10.0 ** random.integers(-7, 2, count)).astype(np.float16)
        scale[0] = 0
        data[:, at : at + 2] = scale.view(np.uint8).reshape(count, 2)
    return data.reshape(ROWS, -1)


def tensors(random):
    values = random.normal(0, 3, (ROWS, COLUMNS)).astype(np.float32)
    yield Type.F32, values
    yield Type.F16, values.astype(np.float16)
    yield Type.BF16, gguf.quants.quantize(values, Type.BF16)
    for kind in SCALES:
        yield kind, blocks(kind, random)


def main():
    random = np.random.default_rng(7)
    writer = gguf.GGUFWriter(HERE / "types.gguf", "llama")
    expected = {}
    for kind, data in tensors(random):
        writer.add_tensor(kind.name, data, raw_dtype=kind)
        expected[kind.name] = np.ascontiguousarray(gguf.quants.dequantize(data, kind), dtype=np.float32)
    writer.add_uint8("test.uint8", 200)
    writer.add_int8("test.int8", -3)
    writer.add_uint16("test.uint16", 60_000)
    writer.add_int16("test.int16", -5)
    writer.add_int32("test.int32", -7)
    writer.add_uint64("test.uint64", 1 << 40)
    writer.add_int64("test.int64", -(1 << 40))
    writer.add_float32("test.float32", 0.1)
    writer.add_float64("test.float64", 0.1)
    writer.add_bool("test.bool", True)
    writer.add_string("test.string", "naïve ▁ 漢字 🦊")
    writer.add_array("test.strings", ["a", "", "ü"])
    writer.add_array("test.numbers", [1, 2, 3])
    finish(writer)
    save_file(expected, HERE / "types.safetensors")

    values = random.normal(0, 1, (2, 32)).astype(np.float32)
    for number in (0, 1):
        part = gguf.GGUFWriter(HERE / f"split-{number + 1:05}-of-00002.gguf", "llama")
        part.add_uint16("split.no", number)
        part.add_uint16("split.count", 2)
        part.add_int32("split.tensors.count", 2)
        part.add_tensor(f"tensor.{number}", values + number)
        finish(part)


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main()
