"""Tiny SAEs of every architecture and mode that SAELens has, and what it makes of the same inputs.

Per case a folder as published (cfg.json with sae_weights.safetensors, or GemmaScope's params.npz), and expected.safetensors
with x, codes and reconstructions.

    pip install sae-lens==6.54.0
    python make_saes.py
"""

import json
import pathlib
import tempfile
import warnings

import numpy as np
import torch
from safetensors.torch import save_file
from sae_lens.registry import get_sae_class
from sae_lens import (
    BatchTopKTrainingSAE,
    BatchTopKTrainingSAEConfig,
    GatedSAE,
    GatedSAEConfig,
    JumpReLUSAE,
    JumpReLUSAEConfig,
    MatryoshkaBatchTopKTrainingSAE,
    MatryoshkaBatchTopKTrainingSAEConfig,
    SAE,
    StandardSAE,
    StandardSAEConfig,
    TopKSAE,
    TopKSAEConfig,
)

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent
D, F, N = 16, 48, 40
META = dict(model_name="tiny", hook_name="blocks.1.hook_resid_post", context_size=16, prepend_bos=True)


def randomise(sae):
    with torch.no_grad():
        for name, parameter in sae.named_parameters():
            parameter.normal_(0, 0.3)
            if name == "threshold":
                parameter.abs_()
    return sae


def expect(folder, sae):
    torch.manual_seed(7)
    x = torch.randn(N, D) * 2 + 0.5
    with torch.no_grad():
        codes = sae.encode(x)
        reconstruction = sae.decode(codes)
    save_file({"x": x, "codes": codes.contiguous(), "reconstruction": reconstruction.contiguous()},
              folder / "expected.safetensors")


def plain(case, cls, config):
    torch.manual_seed(len(case))
    for key, value in META.items():
        setattr(config.metadata, key, value)
    sae = randomise(cls(config))
    sae.save_model(HERE / case)
    expect(HERE / case, SAE.load_from_disk(HERE / case))


for normalize in ["none", "expected_average_only_in", "constant_norm_rescale", "layer_norm"]:
    for applied in [True, False]:
        plain(f"standard-{normalize.replace('_', '-')}{'-b-dec' if applied else ''}", StandardSAE,
              StandardSAEConfig(d_in=D, d_sae=F, normalize_activations=normalize, apply_b_dec_to_input=applied))
plain("gated", GatedSAE, GatedSAEConfig(d_in=D, d_sae=F))
plain("jumprelu", JumpReLUSAE, JumpReLUSAEConfig(d_in=D, d_sae=F, apply_b_dec_to_input=False))
plain("topk", TopKSAE, TopKSAEConfig(d_in=D, d_sae=F, k=5))
plain("topk-rescaled", TopKSAE, TopKSAEConfig(d_in=D, d_sae=F, k=5, rescale_acts_by_decoder_norm=True))
plain("topk-few-positive", TopKSAE, TopKSAEConfig(d_in=D, d_sae=F, k=40, normalize_activations="layer_norm"))


def training(case, cls, config):
    """The folder of a training run; expected is what the inference form, saved beside it by SAELens, gives."""
    torch.manual_seed(len(case))
    for key, value in META.items():
        setattr(config.metadata, key, value)
    sae = randomise(cls(config))
    sae.topk_threshold = torch.tensor(0.8, dtype=torch.double)
    sae.save_model(HERE / case)
    inference = HERE / (case + "-inference")
    sae.save_inference_model(inference)
    expect(inference, SAE.load_from_disk(inference))
    expect(HERE / case, SAE.load_from_disk(inference))


training("batchtopk", BatchTopKTrainingSAE,
         BatchTopKTrainingSAEConfig(d_in=D, d_sae=F, k=4, rescale_acts_by_decoder_norm=False))
training("batchtopk-rescaled", BatchTopKTrainingSAE, BatchTopKTrainingSAEConfig(d_in=D, d_sae=F, k=4))
training("matryoshka", MatryoshkaBatchTopKTrainingSAE,
         MatryoshkaBatchTopKTrainingSAEConfig(d_in=D, d_sae=F, k=4, matryoshka_widths=[8, 24, 48]))


def defaulted(case, cls, made):
    """A training run's folder from before the field was written: what SAELens takes it for."""
    folder = HERE / case
    folder.mkdir(exist_ok=True)
    (folder / "sae_weights.safetensors").write_bytes((HERE / made / "sae_weights.safetensors").read_bytes())
    config = json.loads((HERE / made / "cfg.json").read_text())
    del config["rescale_acts_by_decoder_norm"]
    (folder / "cfg.json").write_text(json.dumps(config))
    with tempfile.TemporaryDirectory() as inference:
        cls.load_from_disk(folder).save_inference_model(inference)
        expect(folder, SAE.load_from_disk(inference))


defaulted("batchtopk-unsaid", BatchTopKTrainingSAE, "batchtopk")
defaulted("matryoshka-unsaid", MatryoshkaBatchTopKTrainingSAE, "matryoshka")


def folded(case, factor):
    """With the norm_scaling_factor that SAELens' list of releases has for it."""
    sae = SAE.load_from_disk(HERE / case)
    sae.fold_activation_norm_scaling_factor(factor)
    torch.manual_seed(7)
    x = torch.randn(N, D) * 2 + 0.5
    with torch.no_grad():
        codes = sae.encode(x)
        save_file({"x": x, "codes": codes.contiguous(), "reconstruction": sae.decode(codes).contiguous()},
                  HERE / case / "folded.safetensors")


folded("standard-expected-average-only-in-b-dec", 1.049317316132615)


def old(case, sae, **flat):
    """Flat, as before SAELens 6."""
    folder = HERE / case
    folder.mkdir(exist_ok=True)
    torch.manual_seed(len(case))
    randomise(sae)
    save_file({k: v.contiguous() for k, v in sae.state_dict().items()}, folder / "sae_weights.safetensors")
    config = dict(d_in=D, d_sae=F, dtype="torch.float32", device="cpu", model_name="tiny", hook_layer=1,
                  hook_head_index=None, context_size=16, prepend_bos=True, sae_lens_training_version="3.4.0", **flat)
    (folder / "cfg.json").write_text(json.dumps(config))
    expect(folder, SAE.load_from_disk(folder))


old("old-standard", StandardSAE(StandardSAEConfig(d_in=D, d_sae=F)), hook_name="blocks.1.hook_resid_post",
    activation_fn_str="relu", normalize_activations="none", apply_b_dec_to_input=True)
old("old-bool", StandardSAE(StandardSAEConfig(d_in=D, d_sae=F)), hook_point="blocks.1.hook_resid_post",
    normalize_activations=False)
old("old-topk", TopKSAE(TopKSAEConfig(d_in=D, d_sae=F, k=6)), hook_name="blocks.1.hook_resid_post",
    activation_fn_str="topk", activation_fn_kwargs=dict(k=6), normalize_activations=None, apply_b_dec_to_input=False)
old("old-jumprelu", JumpReLUSAE(JumpReLUSAEConfig(d_in=D, d_sae=F)), hook_name="blocks.1.hook_resid_post",
    architecture="jumprelu", activation_fn_str="relu", normalize_activations="layer_norm", apply_b_dec_to_input=True)


def gemmascope(case, save, lower=False, half=False, file="params.npz"):
    torch.manual_seed(len(case))
    sae = randomise(JumpReLUSAE(JumpReLUSAEConfig(d_in=D, d_sae=F, apply_b_dec_to_input=False)))
    if half:
        with torch.no_grad():
            for parameter in sae.parameters():
                parameter.copy_(parameter.half().float())
    folder = HERE / case
    folder.mkdir(exist_ok=True)
    arrays = {k.lower() if lower else k: v.half() if half else v for k, v in sae.state_dict().items()}
    save(folder / file, arrays)
    expect(folder, sae)


def numpy(arrays):
    return {k: v.numpy() for k, v in arrays.items()}


gemmascope("gemmascope", lambda f, a: np.savez(f, **numpy(a)))
gemmascope("gemmascope-packed", lambda f, a: np.savez_compressed(f, **numpy(a)), lower=True)
gemmascope("gemmascope-half", lambda f, a: np.savez(f, **numpy(a)), half=True)
gemmascope("gemmascope-2", lambda f, a: save_file({k: v.contiguous() for k, v in a.items()}, f), lower=True,
           file="params.safetensors")


def transcoder(case, architecture):
    torch.manual_seed(len(case))
    cls, config_class = get_sae_class(architecture)
    config = config_class(d_in=D, d_out=D, d_sae=F, apply_b_dec_to_input=False)
    for key, value in dict(META, hook_name="blocks.1.mlp.hook_in", hook_name_out="blocks.1.hook_mlp_out").items():
        setattr(config.metadata, key, value)
    randomise(cls(config)).save_model(HERE / case)
    sae = SAE.load_from_disk(HERE / case)
    torch.manual_seed(7)
    x = torch.randn(N, D) * 2 + 0.5
    with torch.no_grad():
        made, codes = sae.forward_with_activations(x)
    save_file({"x": x, "codes": codes.contiguous(), "reconstruction": made.contiguous()},
              HERE / case / "expected.safetensors")


for architecture in ["transcoder", "skip_transcoder", "jumprelu_transcoder", "jumprelu_skip_transcoder"]:
    transcoder(architecture.replace("_", "-"), architecture)
