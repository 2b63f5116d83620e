"""From text to MiniLM's last hidden states with ONNX Runtime: batches in corpus order, padded to their longest. Timed from
opening the files to the last activations. Prints one line of JSON."""

import argparse
import json
import time

import numpy
import onnxruntime
from tokenizers import Tokenizer

parser = argparse.ArgumentParser()
parser.add_argument("--model", required=True, help="the ONNX file")
parser.add_argument("--tokenizer", required=True, help="tokenizer.json")
parser.add_argument("--texts", required=True, help="a document per line")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--context", type=int, default=256)
parser.add_argument("--batch", type=int, default=64)
options = parser.parse_args()

start = time.perf_counter()
settings = onnxruntime.SessionOptions()
settings.intra_op_num_threads = options.threads
settings.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(options.model, settings, providers=["CPUExecutionProvider"])
# [batch, tokens, width]: what leaves the last block. Asking for it alone spares the pooling.
hidden = next(output.name for output in session.get_outputs() if len(output.shape) == 3)
tokenizer = Tokenizer.from_file(options.tokenizer)
tokenizer.enable_truncation(options.context)
tokenizer.enable_padding()  # to the longest of the batch
with open(options.texts, encoding="utf-8") as file:
    texts = file.read().splitlines()

rows = 0
padded = 0
for at in range(0, len(texts), options.batch):
    encoded = tokenizer.encode_batch(texts[at : at + options.batch])
    ids = numpy.array([e.ids for e in encoded], dtype=numpy.int64)
    mask = numpy.array([e.attention_mask for e in encoded], dtype=numpy.int64)
    feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
    (states,) = session.run([hidden], feed)
    words = numpy.array([e.special_tokens_mask for e in encoded]) == 0
    rows += len(states[words])
    padded += ids.size
seconds = time.perf_counter() - start
print(
    json.dumps(
        {
            "onnxruntime": onnxruntime.__version__,
            "output": hidden,
            "documents": len(texts),
            "rows": rows,
            "tokens_with_padding": padded,
            "seconds": seconds,
        }
    )
)
