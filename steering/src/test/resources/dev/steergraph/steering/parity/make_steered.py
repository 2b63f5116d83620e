"""What transformers makes of tiny models under every kind of intervention: hooks of PyTorch write, SAELens encodes and decodes.

Writes beside this script: saes/MODEL/SITE, tiny SAEs in SAELens' format; MODEL-CASE.json, recipes; and MODEL.safetensors, ids
of one text and the logits of each case. The text's first PROMPT tokens are its prompt.

    pip install torch==2.15.0 transformers==5.24.0 sae-lens==6.54.12 safetensors
    python make_steered.py
"""

import json
import pathlib
import warnings

import torch
import transformers
from safetensors.torch import save_file
from sae_lens import (
    GatedSAE, GatedSAEConfig, JumpReLUSAE, JumpReLUSAEConfig, JumpReLUTranscoder, JumpReLUTranscoderConfig, SAE,
    SkipTranscoder, SkipTranscoderConfig, StandardSAE, StandardSAEConfig, TopKSAE, TopKSAEConfig,
)

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent
MODELS = HERE.parents[7] / "ingest/model/src/test/resources/dev/steergraph/ingest/model"
ROOT = "src/test/resources/dev/steergraph/steering/parity"
F = 24
SPECIAL = (0, 1, 2)
IDS = [1, 7, 9, 20, 33, 5, 60, 12, 2, 8, 41, 17]
PROMPT = 7

RESID, MLP, Z, READ = "blocks.0.hook_resid_post", "blocks.1.hook_mlp_out", "blocks.1.attn.hook_z", "blocks.1.mlp.hook_in"
JUMP, STANDARD = (JumpReLUSAE, JumpReLUSAEConfig), (StandardSAE, StandardSAEConfig)
TOPK, GATED = (TopKSAE, TopKSAEConfig), (GatedSAE, GatedSAEConfig)
RESCALED = dict(k=5, rescale_acts_by_decoder_norm=True)
SAES = {
    "gpt2": {
        RESID: (JUMP, {}), MLP: (STANDARD, dict(normalize_activations="layer_norm")), Z: (TOPK, dict(k=5)),
        READ: ((JumpReLUTranscoder, JumpReLUTranscoderConfig), {})},
    "llama3": {
        RESID: (TOPK, RESCALED), MLP: (GATED, {}), Z: (STANDARD, {}),
        READ: ((SkipTranscoder, SkipTranscoderConfig), {})},
    "gemma2": {
        RESID: (JUMP, {}), MLP: (STANDARD, dict(normalize_activations="constant_norm_rescale")), Z: (JUMP, {}),
        READ: ((JumpReLUTranscoder, JumpReLUTranscoderConfig), {})},
    "gemma3": {
        RESID: (STANDARD, {}), MLP: (TOPK, dict(k=4)), Z: (GATED, {}),
        READ: ((JumpReLUTranscoder, JumpReLUTranscoderConfig), {})},
}


def blocks_of(model):
    return model.transformer.h if model.config.model_type == "gpt2" else model.model.layers


def output_of(module):
    def register(change):
        def hook(_, __, output):
            rest = output[1:] if isinstance(output, tuple) else None
            made = change(output if rest is None else output[0])
            return made if rest is None else (made, *rest)

        return module.register_forward_hook(hook)

    return register


def input_of(module):
    return lambda change: module.register_forward_pre_hook(lambda _, args: (change(args[0]), *args[1:]))


def place(model, hook):
    """How to hook in there."""
    _, layer, site = hook.split(".", 2)
    block, gpt2 = blocks_of(model)[int(layer)], model.config.model_type == "gpt2"
    if site == "hook_resid_post":
        return output_of(block)
    if site == "hook_mlp_out":
        return output_of(block.post_feedforward_layernorm if "gemma" in model.config.model_type else block.mlp)
    if site == "attn.hook_z":
        return input_of(block.attn.c_proj if gpt2 else block.self_attn.o_proj)
    return input_of(block.mlp)


def activations(model, hook):
    found = []
    handle = place(model, hook)(lambda x: found.append(x.clone()) or x)
    with torch.no_grad():
        model(torch.tensor([IDS]))
    handle.remove()
    return found[0][0]


def make_sae(model, name, hook, kind, settings, features=F):
    """Of random weights, about half of whose features are active on the text."""
    x = activations(model, hook)
    cls, config_class = kind
    more = dict(d_out=model.config.hidden_size, apply_b_dec_to_input=False) if "Transcoder" in cls.__name__ else {}
    config = config_class(d_in=x.shape[-1], d_sae=features, **more, **settings)
    config.metadata.model_name, config.metadata.hook_name = name, hook
    if more:
        config.metadata.hook_name_out = hook.replace("mlp.hook_in", "hook_mlp_out")
    sae = cls(config)
    with torch.no_grad():
        for key, parameter in sae.named_parameters():
            parameter.normal_(0, 0.3)
            if key == "threshold":
                parameter.abs_()
    folder = HERE / "saes" / name / hook
    sae.save_model(folder)
    return SAE.load_from_disk(folder)


def code(sae, x):
    return sae.encode(x)


def decoded(sae, x, codes):
    """For transcoders the skip connection, which cancels, is left out."""
    sae.encode(x)  # Keeps what normalisation undoes.
    return codes @ sae.W_dec + sae.b_dec if type(sae).__name__.endswith("Transcoder") else sae.decode(codes)


class Case:
    def __init__(self, model, name, saes):
        self.model, self.name, self.saes = model, name, saes

    def feature(self, hook, rank, change, k=None, positions="all"):
        """The feature that is the rank-th most active on the text."""
        sae = self.saes[hook]
        with torch.no_grad():
            most = code(sae, activations(self.model, hook)).amax(0)
        index = int(most.argsort(descending=True)[rank])
        assert most[index] > 0, (self.name, hook, rank)
        entry = dict(feature=f"{self.name}@{hook.split('.')[1]}-{hook.split('.')[-1]}:{index}", hook=hook, index=index)
        if k is not None:
            entry["coefficient"] = k
        return dict(**entry, maxActivation=float(most[index]), label="", sae=f"{ROOT}/saes/{self.name}/{hook}",
                    change=change, positions=positions)

    def cases(self):
        torch.manual_seed(3)
        vector = [round(float(v), 4) for v in torch.randn(self.model.config.hidden_size)]
        direction = dict(hook=RESID, coefficient=0.7, label="", change="add", positions="all", vector=vector)
        f = self.feature
        return {
            "add": [f(RESID, 0, "add", 0.8), f(MLP, 1, "add", -0.5), f(Z, 0, "add", 0.6), f(READ, 0, "add", 1.2)],
            "clamp": [f(RESID, 0, "clamp", 0.4), f(RESID, 2, "clamp", 1.5), f(Z, 1, "clamp", 0)],
            "clamp-other": [f(MLP, 0, "clamp", 1.1), f(READ, 1, "clamp", 0.7)],
            "ablate": [f(RESID, 0, "ablate"), f(MLP, 0, "ablate"), f(Z, 0, "ablate"), f(READ, 0, "ablate")],
            "delta-decode": [f(RESID, 0, "delta-decode", -0.5), f(MLP, 0, "delta-decode", 0.7),
                             f(Z, 0, "delta-decode", -2), f(READ, 0, "delta-decode", -0.4)],
            "project-out": [f(RESID, 0, "project-out"), f(RESID, 1, "project-out"), f(Z, 0, "project-out"),
                            f(READ, 0, "project-out")],
            "prompt": [f(RESID, 0, "add", 1, "prompt"), f(MLP, 0, "clamp", 1, "prompt")],
            "generated": [f(RESID, 0, "add", 1, "generated"), f(READ, 0, "ablate", None, "generated")],
            "several": [f(RESID, 0, "add", 1), f(RESID, 0, "ablate"), f(RESID, 1, "add", -0.5, "generated"),
                        f(RESID, 2, "clamp", 0.5, "prompt"), f(RESID, 3, "project-out"), f(MLP, 0, "delta-decode", 0.5),
                        f(MLP, 1, "add", 0.25, "prompt")],
            "directions": [direction, {**direction, "change": "project-out", "hook": MLP}],
        }

    def logits(self, entries):
        ids = torch.tensor(IDS)
        column = torch.arange(len(IDS))
        ordinary = ~torch.isin(ids, torch.tensor(SPECIAL))
        masks = {"all": ordinary, "prompt": ordinary & (column < PROMPT), "generated": ordinary & (column >= PROMPT)}
        written = {}
        for entry in entries:
            hook = entry["hook"].replace("mlp.hook_in", "hook_mlp_out")
            written.setdefault(hook, []).append(entry)
        read, handles = {}, []
        for hook in self.saes:
            if hook == READ:
                handles.append(place(self.model, hook)(lambda x: read.__setitem__(READ, x.clone()) or x))
        for hook, here in written.items():
            handles.append(place(self.model, hook)(lambda x, hook=hook, here=here: self.changed(x, hook, here, masks, read)))
        with torch.no_grad():
            made = self.model(ids[None]).logits[0]
        for handle in handles:
            handle.remove()
        return made.contiguous()

    def changed(self, x, hook, entries, masks, read):
        start = x[0]
        made = start.clone()
        projected = {}
        for entry in entries:
            mask = masks[entry["positions"]][:, None]
            seen = read[READ][0] if entry["hook"] == READ else start
            kind, k = entry["change"], entry.get("coefficient")
            if "vector" in entry:
                direction = torch.tensor(entry["vector"])
                if kind == "add":
                    made = made + mask * k * direction
            else:
                sae, index = self.saes[entry["hook"]], entry["index"]
                direction = sae.W_dec[index]
                if kind != "project-out":
                    f = code(sae, seen)
                    g = f.clone()
                    step = (k or 0) * entry["maxActivation"]
                    if kind == "add":
                        g[:, index] += step
                    elif kind == "delta-decode":
                        g[:, index] = (g[:, index] + step).clamp(min=0)
                    else:
                        g[:, index] = step
                    made = made + mask * (decoded(sae, seen, g) - decoded(sae, seen, f))
            if kind == "project-out":
                for positions in ("prompt", "generated"):
                    if entry["positions"] in ("all", positions):
                        projected.setdefault(positions, []).append(direction)
        for positions, directions in projected.items():
            rows = torch.stack(directions)
            part = made @ torch.linalg.pinv(rows) @ rows
            made = made - masks[positions][:, None] * part
        return made[None]


def main():
    for name in SAES:
        torch.manual_seed(len(name))
        model = transformers.AutoModelForCausalLM.from_pretrained(MODELS / name, attn_implementation="eager").eval()
        saes = {hook: make_sae(model, name, hook, *made) for hook, made in SAES[name].items()}
        case = Case(model, name, saes)
        found = {"ids": torch.tensor(IDS)}
        plain = case.logits([])
        for title, entries in case.cases().items():
            recipe = dict(format="steergraph.recipe", version=2, unit="multiples of the feature's largest activation",
                          features=[e for e in entries if "feature" in e])
            directions = [e for e in entries if "vector" in e]
            (HERE / f"{name}-{title}.json").write_text(
                json.dumps(recipe | (dict(directions=directions) if directions else {}), indent=1) + "\n")
            found[title] = case.logits(entries)
            moved = (found[title] - plain).abs().amax(1)
            print(name, title, "moves logits by", round(float(moved.max()), 3))
            assert moved.max() > 0.01
        save_file(found, HERE / f"{name}.safetensors")


if __name__ == "__main__":
    main()
