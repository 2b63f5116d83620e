"""What a small GPT-2 still predicts when what a transcoder makes of the MLP's input, or zeros, take the place of the MLP's
output, and how much of that output's variance the transcoder explains: transformers runs the model, SAELens the transcoder
and the figures. Special tokens keep their activations and are no rows.

Writes splice/transcoder (the transcoder) and splice/transcoders.json.

    pip install torch transformers==5.24.0 sae-lens==6.54.12
    python make_transcoders.py
"""

import json

import torch
import transformers
from make_splice import D, F, HERE, MODEL, SPECIAL, Replace, losses, output_of, sequences
from sae_lens import SAE
from sae_lens.evals import ExplainedVarianceCalculator
from sae_lens.registry import get_sae_class


def make(folder):
    torch.manual_seed(8)
    sae_class, config_class = get_sae_class("jumprelu_skip_transcoder")
    config = config_class(d_in=D, d_out=D, d_sae=F, apply_b_dec_to_input=False)
    for key, value in dict(model_name="tiny", hook_name="blocks.0.mlp.hook_in", hook_name_out="blocks.0.hook_mlp_out").items():
        setattr(config.metadata, key, value)
    sae = sae_class(config)
    with torch.no_grad():
        for name, parameter in sae.named_parameters():
            parameter.normal_(0, 0.2)
            if name == "threshold":
                parameter.abs_()
    sae.save_model(folder)
    return SAE.load_from_disk(folder)


def before_gain(norm, x):
    return (torch.nn.functional.layer_norm(x, x.shape[-1:], eps=norm.eps))


def main():
    folder = HERE / "splice"
    sae = make(folder / "transcoder")
    model = transformers.AutoModelForCausalLM.from_pretrained(MODEL).eval().float()
    texts = sequences()
    found = []
    for layer in (0, 1):
        block = model.transformer.h[layer]
        for read in ("mlp.hook_in", "ln2.hook_normalized"):
            seen = {}
            if read == "mlp.hook_in":
                handle = block.mlp.register_forward_pre_hook(lambda _, args: seen.update(x=args[0]))
            else:
                handle = block.ln_2.register_forward_pre_hook(
                    lambda norm, args: seen.update(x=before_gain(norm, args[0])))
            calculator, active, rows = ExplainedVarianceCalculator(), 0.0, 0

            def measured(out):
                nonlocal active, rows
                made, codes = sae.forward_with_activations(seen["x"])
                row = ~measure.kept
                calculator.add_batch(made[0][row], out[0][row])
                active, rows = active + (codes[0][row] != 0).sum().item(), rows + int(row.sum())
                return out

            measure = Replace(lambda x: x)
            measure.make = measured
            place = output_of(block.mlp)
            clean, count = losses(model, place, measure, texts)
            spliced, _ = losses(model, place, Replace(lambda out: sae(seen["x"])), texts)
            zeroed, _ = losses(model, place, Replace(torch.zeros_like), texts)
            handle.remove()
            found.append({"read": f"blocks.{layer}.{read}", "predicted": f"blocks.{layer}.hook_mlp_out", "clean": clean / count,
                          "spliced": spliced / count, "zeroed": zeroed / count, "tokens": count,
                          "ce_loss_score": (zeroed - spliced) / (zeroed - clean),
                          "explained_variance": calculator.compute(), "l0": active / rows, "rows": rows})
    (folder / "transcoders.json").write_text(
        json.dumps({"special": SPECIAL, "sequences": [ids.tolist() for ids in texts], "found": found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
