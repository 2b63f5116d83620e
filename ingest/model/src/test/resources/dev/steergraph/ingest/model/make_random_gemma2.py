"""A folder with random bfloat16 weights in the geometry of Gemma 2 2B (2.6 billion), and SAEs of 16,384 features in Gemma
Scope's form for some of its layers, to measure memory with.

    pip install numpy
    python make_random_gemma2.py FOLDER SAES LAYER...

It has no tokenizer; --tokenizer of the commands names one.
"""

import json
import math
import pathlib
import struct
import sys

import numpy

WIDTH, FEED_FORWARD, LAYERS, HEADS, GROUPS, HEAD, VOCABULARY, FEATURES = 2304, 9216, 26, 8, 4, 256, 256000, 16384
NORMS = ["input_layernorm", "post_attention_layernorm", "pre_feedforward_layernorm", "post_feedforward_layernorm"]


def shapes():
    yield "model.embed_tokens.weight", (VOCABULARY, WIDTH)
    for layer in range(LAYERS):
        at = f"model.layers.{layer}."
        for norm in NORMS:
            yield f"{at}{norm}.weight", (WIDTH,)
        yield at + "self_attn.q_proj.weight", (HEADS * HEAD, WIDTH)
        yield at + "self_attn.k_proj.weight", (GROUPS * HEAD, WIDTH)
        yield at + "self_attn.v_proj.weight", (GROUPS * HEAD, WIDTH)
        yield at + "self_attn.o_proj.weight", (WIDTH, HEADS * HEAD)
        yield at + "mlp.gate_proj.weight", (FEED_FORWARD, WIDTH)
        yield at + "mlp.up_proj.weight", (FEED_FORWARD, WIDTH)
        yield at + "mlp.down_proj.weight", (WIDTH, FEED_FORWARD)
    yield "model.norm.weight", (WIDTH,)


def write_weights(file, random):
    # The same numbers again and again: what they are matters to nobody here.
    pool = ((random.standard_normal(1 << 24, dtype=numpy.float32) * 0.03).view(numpy.uint32) >> 16).astype("<u2")
    header, end = {"__metadata__": {"format": "pt"}}, 0
    for name, shape in shapes():
        begin, end = end, end + 2 * math.prod(shape)
        header[name] = dict(dtype="BF16", shape=list(shape), data_offsets=[begin, end])
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for _, shape in shapes():
            left = math.prod(shape)
            while left:
                n = min(left, len(pool))
                out.write(pool[:n].tobytes())
                left -= n


def main():
    folder, saes = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(dict(
        model_type="gemma2", hidden_size=WIDTH, intermediate_size=FEED_FORWARD, num_hidden_layers=LAYERS,
        num_attention_heads=HEADS, num_key_value_heads=GROUPS, head_dim=HEAD, vocab_size=VOCABULARY)))
    random = numpy.random.default_rng(0)
    write_weights(folder / "model.safetensors", random)
    for layer in sys.argv[3:]:
        place = saes / f"layer_{layer}"
        place.mkdir(parents=True, exist_ok=True)
        encoder = random.standard_normal((WIDTH, FEATURES), dtype=numpy.float32) * 0.02
        numpy.savez(place / "params.npz", W_enc=encoder, W_dec=encoder.T.copy(), b_enc=numpy.zeros(FEATURES, "f"),
                    b_dec=numpy.zeros(WIDTH, "f"), threshold=numpy.full(FEATURES, 3, "f"))


main()
