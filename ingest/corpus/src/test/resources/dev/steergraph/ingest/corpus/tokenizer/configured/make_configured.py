"""What transformers' AutoTokenizer makes of awkward texts with tokenizer folders whose files say different things.

pip install transformers tokenizers; python make_configured.py (beside this file, after ../tokenizers/make_tokenizers.py)

Writes base tokenizers (bert.json, gpt2.json, neox.json, unigram.json) and cases.json: for each case the base, the other
files of the folder, and the ids of each text, with and without special tokens.
"""

import json
import os
import shutil
import tempfile

import transformers
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer, BertTokenizer, GPT2Tokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
OTHERS = os.path.join(HERE, "..", "tokenizers")
CORPUS = [
    "The quick brown fox jumps over the lazy dog, and the dog barks at the quicker fox.",
    "It's the dogs' house; they've said they'll be there. Prices rose 3.14% in 1999!",
    "naïve café – Ωμέγα 東京 🙂 résumé",
] * 20
TEXTS = [
    "The quick dog's HOUSE, naïvely domesticated.",
    "  two  spaces\tand\r\na newline \n",
    " lead, and trail ",
    "naïve CAFÉ – Ωμέγα 東京 🙂 re\u0301sume\u0301",
    "a<s>b</s> c <s> d [SEP]e [MASK] <|endoftext|>f <unk>",
    "a moonquake shook moonquakes [NEURON] [neuron] Moonquake;moonquake",
    "\u200bzero\u00a0width\u3000wide \ufeff and\u0000nul ",
    "1999 31415 ¼ ﬁ Å",
    "",
    " ",
    "\n\n",
    "x" * 120,
]


def dump(name, value):
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as out:
        json.dump(value, out, ensure_ascii=False, indent=None if name != "cases.json" else 1)
        out.write("\n")


def saved(tokenizer):
    return json.loads(tokenizer.to_str())


bert = BertTokenizer.from_pretrained(os.path.join(OTHERS, "bert-uncased"))
gpt2 = GPT2Tokenizer.from_pretrained(os.path.join(OTHERS, "gpt2"))
dump("bert.json", saved(bert._tokenizer))
dump("gpt2.json", saved(gpt2._tokenizer))
neox = Tokenizer.from_str(gpt2._tokenizer.to_str())
neox.normalizer = normalizers.NFC()
dump("neox.json", saved(neox))
unigram = Tokenizer(models.Unigram())
unigram.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
unigram.pre_tokenizer = pre_tokenizers.Metaspace()
unigram.decoder = decoders.Metaspace()
trainer = trainers.UnigramTrainer(
    vocab_size=200, special_tokens=["<pad>", "</s>", "<unk>", "<s>"], unk_token="<unk>", show_progress=False
)
unigram.train_from_iterator(CORPUS, trainer)
unigram.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
dump("unigram.json", saved(unigram))


def added(**tokens):
    return {
        str(i): {"content": c, "lstrip": False, "normalized": n, "rstrip": False, "single_word": False, "special": s}
        for i, (c, n, s) in tokens.values()
    }


bert_size = len(json.load(open(os.path.join(HERE, "bert.json"), encoding="utf-8"))["model"]["vocab"])
gpt2_size = len(json.load(open(os.path.join(HERE, "gpt2.json"), encoding="utf-8"))["model"]["vocab"])
MOON = {"moonquake": bert_size, "[NEURON]": bert_size + 1}
MOON_DECODER = added(a=(bert_size, ("moonquake", True, False)), b=(bert_size + 1, ("[NEURON]", True, False)))
BERT = {"model_type": "bert"}
GPT2 = {"model_type": "gpt2"}
NEOX = {"model_type": "gpt_neox"}
LLAMA = {"model_type": "llama"}


def case(name, base, model, config=None, **files):
    folder = {"config.json": model}
    if config is not None:
        folder["tokenizer_config.json"] = config
    folder.update({key + ".json": value for key, value in files.items()})
    return {"name": name, "base": base, "files": folder}


B = {"tokenizer_class": "BertTokenizer"}
G = {"tokenizer_class": "GPT2Tokenizer"}
L = {"tokenizer_class": "LlamaTokenizer", "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}
CASES = [
    case("bert as it is", "bert.json", BERT, B),
    case("bert keeps case", "bert.json", BERT, {**B, "do_lower_case": False}),
    case("bert keeps case by the model's type", "bert.json", BERT, {"do_lower_case": False}),
    case("bert keeps case with the old name", "bert.json", BERT, {"tokenizer_class": "BertTokenizerFast", "do_lower_case": False}),
    case("bert keeps accents", "bert.json", BERT, {**B, "strip_accents": False}),
    case("bert strips accents and keeps case", "bert.json", BERT, {**B, "do_lower_case": False, "strip_accents": True}),
    case("bert leaves Chinese together", "bert.json", BERT, {**B, "tokenize_chinese_chars": False}),
    case("a class that takes the file as it is", "bert.json", BERT, {"tokenizer_class": "PreTrainedTokenizerFast", "do_lower_case": False}),
    case("bert's added tokens", "bert.json", BERT, {**B, "added_tokens_decoder": MOON_DECODER}),
    case("bert's added_tokens.json", "bert.json", BERT, B, added_tokens=MOON),
    case("old bert's added_tokens.json", "vocab", BERT, B, added_tokens=MOON),
    case("old bert's added tokens, not lowered", "vocab", BERT, {**B, "do_lower_case": False, "added_tokens_decoder": MOON_DECODER}),
    case("gpt2 as it is", "gpt2.json", GPT2, G),
    case("gpt2 with a space before", "gpt2.json", GPT2, {**G, "add_prefix_space": True}),
    case("gpt2's added tokens", "gpt2.json", GPT2, {**G, "added_tokens_decoder": added(
        a=(gpt2_size, ("moonquake", False, False)), b=(gpt2_size + 1, ("[NEURON]", False, True)))}),
    case("old gpt2's added_tokens.json", "bpe", GPT2, G, added_tokens={"moonquake": gpt2_size}),
    case("old gpt2 with a space before", "bpe", GPT2, {**G, "add_prefix_space": True}),
    case("old gpt2 between BOS and EOS", "bpe", GPT2, {
        **G, "add_bos_token": True, "add_eos_token": True, "bos_token": "<|endoftext|>", "eos_token": "<|endoftext|>"}),
    case("neox as it is", "neox.json", NEOX, {"tokenizer_class": "GPTNeoXTokenizer"}),
    case("neox with a space before", "neox.json", NEOX, {"tokenizer_class": "GPTNeoXTokenizerFast", "add_prefix_space": True}),
    case("llama by its file", "llama", LLAMA, {**L, "tokenizer_class": "PreTrainedTokenizerFast", "legacy": True}),
    case("llama legacy", "llama", LLAMA, {**L, "legacy": True}),
    case("llama not legacy", "llama", LLAMA, {**L, "legacy": False}),
    case("llama without a first space", "llama", LLAMA, {**L, "add_prefix_space": False}),
    case("llama's roles in the map", "llama", LLAMA, {"tokenizer_class": "LlamaTokenizer", "legacy": False},
         special_tokens_map={"bos_token": "<s>", "eos_token": {"content": "</s>", "lstrip": False, "normalized": False,
                                                               "rstrip": False, "single_word": False}}),
    case("unigram", "unigram.json", {"model_type": "t5x"}, {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "</s>"}),
]


def materialise(one, folder):
    base = one["base"]
    if base == "vocab":
        shutil.copy(os.path.join(OTHERS, "bert-uncased", "vocab.txt"), folder)
    elif base == "bpe":
        for name in ("vocab.json", "merges.txt"):
            shutil.copy(os.path.join(OTHERS, "gpt2", name), folder)
    else:
        source = os.path.join(OTHERS, "llama", "tokenizer.json") if base == "llama" else os.path.join(HERE, base)
        shutil.copy(source, os.path.join(folder, "tokenizer.json"))
    for name, content in one["files"].items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            json.dump(content, out)


for one in CASES:
    with tempfile.TemporaryDirectory() as folder:
        materialise(one, folder)
        tokenizer = AutoTokenizer.from_pretrained(folder)
        one["class"] = type(tokenizer).__name__
        one["expected"] = [
            {"text": t, "ids": tokenizer(t)["input_ids"], "body": tokenizer(t, add_special_tokens=False)["input_ids"]}
            for t in TEXTS
        ]
dump("cases.json", {"transformers": transformers.__version__, "cases": CASES})
