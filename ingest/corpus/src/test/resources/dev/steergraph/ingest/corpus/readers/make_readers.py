"""Writes awkward corpus files, and in expected.json what Python's json, pandas and pyarrow read from them.

pip install pandas pyarrow; python make_readers.py (beside this file)
"""

import gzip
import io
import json
import os

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = os.path.dirname(os.path.abspath(__file__))
EXPECTED = {}


def path(name):
    full = os.path.join(FOLDER, name)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    return full


def write(name, content):
    with open(path(name), "wb") as out:
        out.write(content if isinstance(content, bytes) else content.encode("utf-8"))


def well_formed(text):
    """Lone surrogates as U+FFFD."""
    if text is None:
        return None
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def expect(name, rows):
    EXPECTED[name] = [{"text": well_formed(t), "category": well_formed(c)} for t, c in rows if t is not None and t.strip()]


def cell(value):
    return value if isinstance(value, str) and value else None


def table(name, **how):
    # An index beside the columns keeps pandas from taking a first column for one.
    frame = pd.read_csv(path(name), dtype=str, keep_default_na=False, index_col=False, **how)
    expect(name, [(cell(r["text"]), cell(r["label"])) for _, r in frame.iterrows()])


def raw_numbers(text):
    """json.loads with numbers as they are written; what is NaN is missing."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=lambda c: None if c == "NaN" else c)


def category(record):
    label = record.get("label")
    return str(label).lower() if isinstance(label, bool) else label


def lines(name):
    with open(path(name), encoding="utf-8") as file:
        rows = [raw_numbers(line) for line in file if line.strip()]
    expect(name, [(r["text"], category(r)) for r in rows])


def array(name):
    with open(path(name), encoding="utf-8") as file:
        expect(name, [(r.get("text"), category(r)) for r in raw_numbers(file.read())])


CSV = (
    '\ufefflabel,text,more\r\n'
    '1,plain,\r\n'
    '02,"with, comma and ""quotes""",x\r\n'
    '2021-03-04,"two\nlines\r\nand a third",x\r\n'
    '3.10,in the "middle" of it,x\r\n'
    ',"no label",x\r\n'
    'true,,x\r\n'
    '\r\n'
    'NaN,NA,x\r\n'
    'é,"🙂 ünïcode",x'
)
write("cells.csv", CSV)
table("cells.csv")
write("carriage.csv", "label,text\r1,one\r2,two\r")
table("carriage.csv")
TSV = (
    "label\ttext\n0\tfirst row here\n1\t\"second row opens a quote\n0\tthird row of text\n"
    "1\tfourth row \"inside\" quotes\n0\tfifth row closes it\"\n1\t\"\"\n1\tsixth, row\n"
)
write("unquoted.tsv", TSV)
table("unquoted.tsv", sep="\t", quoting=3)

LINES = [
    '{"text": "the tide turned", "score": Infinity, "label": NaN}',
    '{"score": -Infinity, "text": "a small lamp", "label": 3.10}',
    '{"text": "ok \\ud83d\\ude42 fine \\ud83d and \\ud83d\\ude80 caf\\u00e9", "label": "\\ude42?"}',
    '{"text": "ends alone \\ud83d", "label": 12345678901234567890123}',
    '{"text": "2021-03-01", "label": "2021-03-01"}',
    '{"text": "00000000000000000000000000001eef", "label": 1e3}',
    '{"text": "twice", "text": "the last counts", "label": true}',
    '{"text": null, "label": null}',
    '{"text": "nothing", "label": null}',
]
write("python.jsonl", "\n".join(LINES) + "\n")
lines("python.jsonl")
write("python.json", "[" + ",\n".join(LINES + ['{"label": "no text"}', '{"text": "no label"}']) + "]")
array("python.json")
with gzip.GzipFile(path("python.jsonl.gz"), "wb", mtime=0) as out:
    out.write(("\n".join(LINES) + "\n").encode())
EXPECTED["python.jsonl.gz"] = EXPECTED["python.jsonl"]

BROKEN = b"ok\nna\xefve \xe2\x82 caf\xc3\xa9\n\xed\xa0\xbd surrogate \xf0\x9f\x99\n\xc0\xaf\xff\xfe end \xf5\x80\x80\x80\xe2"
write("broken.txt", BROKEN)
expect("broken.txt", [(line.strip(), None) for line in BROKEN.decode("utf-8", "replace").split("\n")])

for folder in ("text=abc", "label=web"):
    name = folder + "/part.parquet"
    rows = pa.table({"text": [f"line {i} of the file" for i in range(6)], "label": [f"own {i}" for i in range(6)]})
    path(name)
    pq.write_table(rows, path(name), compression="none")
    read = pq.ParquetFile(path(name)).read().to_pylist()
    expect(name, [(r["text"], r["label"]) for r in read])

with open(path("expected.json"), "w", encoding="utf-8") as out:
    json.dump(EXPECTED, out, ensure_ascii=False, indent=1)
    out.write("\n")
