"""What a small GPT-2 still predicts when an SAE's reconstructions, or zeros, take an activation's place: transformers runs
the model, SAELens the SAE, and hooks replace what modules return. Special tokens keep their activations and are not among
what is predicted; the score is SAELens' ce_loss_score, (zeros - SAE) / (zeros - as it is).

Writes splice/sae (the SAE) and splice/expected.json.

    pip install torch transformers==5.23.0 sae-lens==6.54.0
    python make_splice.py
"""

import json
import pathlib

import torch
import transformers
from sae_lens import SAE, JumpReLUSAE, JumpReLUSAEConfig

HERE = pathlib.Path(__file__).parent
MODEL = HERE.parents[6].parent.parent / "model/src/test/resources/dev/steergraph/ingest/model/gpt2"
D, F, V = 32, 64, 61
SPECIAL = [0, 1, 2]
LENGTHS = [12, 7, 12, 5, 7, 12, 2, 9]


def make_sae(folder):
    torch.manual_seed(5)
    config = JumpReLUSAEConfig(d_in=D, d_sae=F, normalize_activations="layer_norm", apply_b_dec_to_input=True)
    config.metadata.model_name = "tiny"
    config.metadata.hook_name = "blocks.0.hook_resid_post"
    sae = JumpReLUSAE(config)
    with torch.no_grad():
        for name, parameter in sae.named_parameters():
            parameter.normal_(0, 0.3)
            if name == "threshold":
                parameter.abs_()
    sae.save_model(folder)
    return SAE.load_from_disk(folder)


def sequences():
    torch.manual_seed(6)
    made = []
    for i, length in enumerate(LENGTHS):
        ids = torch.randint(3, V, (length,))
        if i % 2 == 0:
            ids[0] = 1
        if i % 3 == 0:
            ids[-1] = 2
        made.append(ids)
    return made


def output_of(module):
    """Replaces what the module returns."""

    def register(replace):
        def hook(_, __, output):
            x = output[0] if isinstance(output, tuple) else output
            made = replace(x)
            return (made, *output[1:]) if isinstance(output, tuple) else made

        return [module.register_forward_hook(hook)]

    return register


def input_of(module):
    return lambda replace: [module.register_forward_pre_hook(lambda _, args: (replace(args[0]), *args[1:]))]


def between(block):
    """The stream after attention: attention adds what leads to its replacement."""

    def register(replace):
        seen = {}

        def attention(_, __, output):
            return (replace(seen["x"] + output[0]) - seen["x"], *output[1:])

        return [block.register_forward_pre_hook(lambda _, args: seen.update(x=args[0])),
                block.attn.register_forward_hook(attention)]

    return register


def before_gain(norm):
    def register(replace):
        def hook(_, args, __):
            x = torch.nn.functional.layer_norm(args[0], args[0].shape[-1:], eps=norm.eps)
            return replace(x) * norm.weight + norm.bias

        return [norm.register_forward_hook(hook)]

    return register


def losses(model, place, replace, texts):
    """Summed over predicted tokens, and how many they are."""
    handles = place(replace)
    total, count = 0.0, 0
    for ids in texts:
        replace.kept = torch.isin(ids, torch.tensor(SPECIAL))
        with torch.no_grad():
            logits = model(ids[None]).logits[0, :-1].double()
        each = torch.nn.functional.cross_entropy(logits, ids[1:], reduction="none")
        counted = ~replace.kept[1:]
        total += each[counted].sum().item()
        count += int(counted.sum())
    for handle in handles:
        handle.remove()
    return total, count


class Replace:
    def __init__(self, make):
        self.make = make

    def __call__(self, x):
        return torch.where(self.kept[None, :, None], x, self.make(x))


def main():
    folder = HERE / "splice"
    sae = make_sae(folder / "sae")
    model = transformers.AutoModelForCausalLM.from_pretrained(MODEL).eval().float()
    texts = sequences()
    blocks = model.transformer.h
    places = {
        "blocks.0.hook_resid_post": output_of(blocks[0]),
        "blocks.1.hook_resid_post": output_of(blocks[1]),
        "blocks.0.hook_attn_out": output_of(blocks[0].attn),
        "blocks.1.hook_mlp_out": output_of(blocks[1].mlp),
        "hook_embed": output_of(model.transformer.wte),
        "blocks.1.attn.hook_z": input_of(blocks[1].attn.c_proj),
        "blocks.0.hook_resid_mid": between(blocks[0]),
        "blocks.1.ln2.hook_normalized": before_gain(blocks[1].ln_2),
        "blocks.0.mlp.hook_in": input_of(blocks[0].mlp),
    }
    found = {}
    for name, place in places.items():
        clean, count = losses(model, place, Replace(lambda x: x), texts)
        spliced, _ = losses(model, place, Replace(lambda x: sae.decode(sae.encode(x))), texts)
        zeroed, _ = losses(model, place, Replace(torch.zeros_like), texts)
        found[name] = {"clean": clean / count, "spliced": spliced / count, "zeroed": zeroed / count, "tokens": count,
                       "ce_loss_score": (zeroed - spliced) / (zeroed - clean)}
    (folder / "expected.json").write_text(
        json.dumps({"special": SPECIAL, "sequences": [ids.tolist() for ids in texts], "hooks": found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
