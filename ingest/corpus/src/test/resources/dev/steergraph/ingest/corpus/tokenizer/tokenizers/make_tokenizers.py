"""Makes small tokenizer folders as models ship them, and what transformers makes of some texts with each.

pip install transformers tokenizers; python make_tokenizers.py
"""

import json
import os
import shutil

from tokenizers import ByteLevelBPETokenizer, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer, BertTokenizer, GPT2Tokenizer, PreTrainedTokenizerFast

CORPUS = [
    "The quick brown fox jumps over the lazy dog, and the dog barks at the quicker fox.",
    "A member of the genus Canis that has been domesticated by man since prehistoric times.",
    "It's the dogs' house; they've said they'll be there. Prices rose 3.14% in 1999!",
    "naïve café – Ωμέγα 東京 🙂 résumé",
] * 20
TEXTS = [
    "The quick dog's house, naïvely domesticated.",
    "  two  spaces\tand\na newline ",
    "naïve CAFÉ – Ωμέγα 東京 🙂",
    "unseen: zyzzyva 0123456789 <|endoftext|> [SEP] after",
]


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)


def dump(folder, name, value):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        json.dump(value, out, ensure_ascii=False, indent=1)
        out.write("\n")


def expect(folder, tokenizer):
    rows = [
        {"text": t, "ids": tokenizer(t)["input_ids"], "body": tokenizer(t, add_special_tokens=False)["input_ids"]}
        for t in TEXTS
    ]
    dump(folder, "expected.json", rows)


def bpe(folder, config):
    fresh(folder)
    trained = ByteLevelBPETokenizer()
    trained.train_from_iterator(CORPUS, vocab_size=400, special_tokens=["<|endoftext|>"], show_progress=False)
    trained.save_model(folder)
    dump(folder, "tokenizer_config.json", config)
    expect(folder, GPT2Tokenizer.from_pretrained(folder))


def word_piece(folder, lower):
    fresh(folder)
    trainer = trainers.WordPieceTrainer(
        vocab_size=300, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], show_progress=False
    )
    trained = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    trained.normalizer = normalizers.BertNormalizer(lowercase=lower)
    trained.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trained.train_from_iterator(CORPUS, trainer)
    vocabulary = sorted(trained.get_vocab().items(), key=lambda item: item[1])
    with open(os.path.join(folder, "vocab.txt"), "w", encoding="utf-8") as out:
        out.writelines(token + "\n" for token, _ in vocabulary)
    dump(folder, "tokenizer_config.json", {"do_lower_case": lower, "tokenizer_class": "BertTokenizer"})
    expect(folder, BertTokenizer.from_pretrained(folder))


def with_bos(folder):
    """Like Llama 2's: SentencePiece's marks, bytes where the vocabulary ends, and BOS by template."""
    fresh(folder)
    specials = ["<unk>", "<s>", "</s>"]
    trained = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    trained.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    trainer = trainers.BpeTrainer(
        vocab_size=600,
        special_tokens=specials + [f"<0x{b:02X}>" for b in range(256)],
        limit_alphabet=80,
        show_progress=False,
    )
    trained.train_from_iterator(CORPUS, trainer)
    trained.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    trained.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", 1)]
    )
    fast = PreTrainedTokenizerFast(tokenizer_object=trained, bos_token="<s>", eos_token="</s>", unk_token="<unk>")
    fast.save_pretrained(folder)
    for name in os.listdir(folder):
        if name not in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
            os.remove(os.path.join(folder, name))
    expect(folder, AutoTokenizer.from_pretrained(folder))


bpe("gpt2", {"model_max_length": 1024})
word_piece("bert-uncased", True)
word_piece("bert-cased", False)
with_bos("llama")
