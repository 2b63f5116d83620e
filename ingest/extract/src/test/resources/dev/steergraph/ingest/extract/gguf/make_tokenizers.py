"""Tiny tokenizers in GGUF files without tensors, and what transformers makes of awkward texts with them.

Writes a file for each case, and ids.json: by case, the ids of every text with the special tokens that sequences begin with.

transformers' reader of GGUF files cuts text as GPT-2 does where it does not know the name of another way. Those names
are in OWN: there the ids are those of the tokenizers library with the way of the models' own tokenizer.json.

    pip install transformers==5.24.0 gguf==0.19.0 tokenizers
    python make_tokenizers.py
"""

import json
import pathlib

import gguf
import transformers
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

HERE = pathlib.Path(__file__).parent
TEXT = """The small fox and the smaller fox went over the hill and into the wood, that the others had left in the morning.
It is the one of the two that they're told of in 12 books, 123 letters and 1234 notes; we'll see the third in 2024.
def text(of):
    for one in the_list(of):
        if one is not None and one > 12:
            return [one, "naïve café", '漢字漢字', "🦊🦊"]
    return None   # nothing   in    the     list


""" * 3
TEXTS = [
    "", " ", "  ", "\n", "\n\n", "\n \n", "\t\t x", "a  b   c    d", " leading", "trailing ", "12345 67 8 9.10",
    "x  1\n    2", "It's WE'LL they'Re", "naïve café", "nai\u0308ve", "漢字かな交じり文", "한국어", "🦊🇩🇪👩‍👩‍👧", "\u00a0\u3000", "a\r\nb\rc",
    "def f(x):\n    return x**2  # two\n", "<|endoftext|>", "a<|endoftext|>b", "<s>a</s> b", "<bos>a<eos>",
    "<think>a</think>", "▁a▁▁b", "Ġa", "<0x0A>", "#[](){}//\n//", "a" * 40, "\u200b\ufeff", "DONE.Done",
]
BYTE_LEVEL = ["gpt-2", "smollm", "llama-bpe", "qwen2", "tekken", "gpt-4o", "smaug-bpe"]
OWN = {"smollm"}
NORMAL, UNKNOWN, CONTROL, USER, BYTE = 1, 2, 3, 4, 6


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def writer(name, architecture):
    made = gguf.GGUFWriter(HERE / f"{name}.gguf", architecture)
    made.add_block_count(1)
    made.add_embedding_length(32)
    made.add_feed_forward_length(32)
    made.add_head_count(1)
    made.add_context_length(64)
    made.add_layer_norm_rms_eps(1e-6)
    made.add_key_length(32)
    return made


def byte_level(name):
    """Trained without a split, so that merges cross what a split keeps apart."""
    whole = Tokenizer(models.BPE())
    whole.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    whole.train_from_iterator([TEXT], trainers.BpeTrainer(
        vocab_size=420, show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    model = json.loads(whole.to_str())["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].get)
    merges = [m if isinstance(m, str) else " ".join(m) for m in model["merges"]]
    # Runs of spaces, several digits, and letters with a sign.
    for left, right in [("Ġ", "Ġ"), ("ĠĠ", "ĠĠ"), ("1", "2"), ("12", "3"), ("Ġ", "1"), ("Ċ", "Ċ"), ("Ċ", "Ġ")]:
        if f"{left} {right}" not in merges and left in tokens and right in tokens:
            merges.append(f"{left} {right}")
            tokens += [left + right] if left + right not in tokens else []
    types = [NORMAL] * len(tokens)
    for token, kind in [("<|endoftext|>", CONTROL), ("<|im_start|>", CONTROL), ("<think>", USER), ("</think>", USER)]:
        tokens.append(token)
        types.append(kind)
    end = tokens.index("<|endoftext|>")
    made = writer("bpe-" + name, "gpt2" if name == "gpt-2" else "llama")
    made.add_tokenizer_model("gpt2")
    made.add_tokenizer_pre(name)
    made.add_token_list(tokens)
    made.add_token_types(types)
    made.add_token_merges(merges)
    made.add_bos_token_id(end)
    made.add_eos_token_id(end)
    made.add_add_bos_token(name != "gpt-2")
    finish(made)
    if name in OWN:
        own = Tokenizer(models.BPE(model_vocab(tokens), [tuple(m.split(" ")) for m in merges]))
        own.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
        from tokenizers import AddedToken
        own.add_special_tokens([AddedToken(t, special=True) for t, k in zip(tokens, types) if k == CONTROL])
        own.add_tokens([AddedToken(t, normalized=False) for t, k in zip(tokens, types) if k == USER])
        return [[end] + own.encode(text).ids for text in TEXTS]
    return reference("bpe-" + name)


def model_vocab(tokens):
    return {token: i for i, token in enumerate(tokens)}


def sentence_piece(name, architecture, add_space):
    whole = Tokenizer(models.BPE())
    whole.pre_tokenizer = pre_tokenizers.Metaspace()
    whole.train_from_iterator([TEXT], trainers.BpeTrainer(vocab_size=330, show_progress=False))
    model = json.loads(whole.to_str())["model"]
    pieces = sorted(model["vocab"], key=model["vocab"].get)
    single = [p for p in pieces if len(p) == 1]
    several = [p for p in pieces if len(p) > 1]
    gemma = architecture.startswith("gemma")
    special = ["<pad>", "<eos>", "<bos>", "<unk>"] if gemma else ["<unk>", "<s>", "</s>"]
    tokens = special + [f"<0x{b:02X}>" for b in range(256)]
    types = [CONTROL] * len(special) + [BYTE] * 256
    types[special.index("<unk>")] = UNKNOWN
    if gemma:
        spaces = [" " * n for n in range(2, 6)]
        tokens += ["\n", "\n\n"] + spaces + ["<think>"]
        types += [USER] * (3 + len(spaces))
    else:
        several += ["▁" * n for n in range(2, 6)]
    scores = [0.0] * len(tokens)
    # SentencePiece's scores of BPE are the ranks; equal ones show the order of equals.
    tokens += several + single
    scores += [float(-(i // 2)) for i in range(len(several))] + [-1e9] * len(single)
    types += [NORMAL] * (len(several) + len(single))
    made = writer("spm-" + name, architecture)
    made.add_tokenizer_model("llama")
    made.add_tokenizer_pre("default")
    made.add_token_list(tokens)
    made.add_token_types(types)
    made.add_token_scores(scores)
    made.add_unk_token_id(tokens.index("<unk>"))
    made.add_bos_token_id(tokens.index("<bos>" if gemma else "<s>"))
    made.add_eos_token_id(tokens.index("<eos>" if gemma else "</s>"))
    if gemma:
        made.add_pad_token_id(0)
        made.add_add_bos_token(True)
    if add_space is not None:
        made.add_add_space_prefix(add_space)
    finish(made)
    return reference("spm-" + name)


def reference(name):
    tokenizer = transformers.AutoTokenizer.from_pretrained(HERE, gguf_file=f"{name}.gguf")
    return [tokenizer(text).input_ids for text in TEXTS]


def main():
    ids = {"bpe-" + name: byte_level(name) for name in BYTE_LEVEL}
    ids["spm-llama"] = sentence_piece("llama", "llama", None)
    ids["spm-gemma2"] = sentence_piece("gemma2", "gemma2", False)
    lines = [json.dumps(name) + ": " + json.dumps(rows) for name, rows in ids.items()]
    (HERE / "ids.json").write_text(
        "{\"texts\": " + json.dumps(TEXTS) + ",\n" + ",\n".join(lines) + "}\n")


if __name__ == "__main__":
    main()
