"""Writes tokens.json with the reference implementation: pip install tokenizers; python tokens.py tokenizer.json"""

import json
import sys

from tokenizers import Tokenizer

TEXTS = [
    "a member of the genus Canis that has been domesticated by man; \"the dog barked\"",
    "naïve café – Ωμέγα 東京 🙂",
    "unbelievably  long\twhitespace\nand newlines",
    "antidisestablishmentarianism's 3.14159%",
]

tokenizer = Tokenizer.from_file(sys.argv[1])
tokenizer.no_padding()
tokenizer.no_truncation()
rows = []
for text in TEXTS:
    encoding = tokenizer.encode(text)
    rows.append({"text": text, "ids": encoding.ids, "tokens": encoding.tokens})
with open("tokens.json", "w", encoding="utf-8") as out:
    json.dump(rows, out, ensure_ascii=False, indent=1)
    out.write("\n")
