"""A tiny SAE in each published format, and what SAELens' own loaders make of it. loaders/ has files as they lie in their
repositories, loaders.json what SAELens says of each, and loaders/expected/N.safetensors inputs, codes and reconstructions. Of sparsify's format the answers are
sparsify's own: SAELens 6.54 takes b_dec off the input only where decoders are not normalised, sparsify always.

    pip install sae-lens==6.54.12 eai-sparsify==1.3.3
    SPARSIFY_DISABLE_TRITON=1 python make_loaders.py
"""

import json
import pathlib
import shutil
import warnings

import numpy as np
import torch
import yaml
from sae_lens import SAE
from sae_lens.loading import pretrained_sae_loaders as loaders
from sae_lens.registry import get_sae_class
from safetensors.torch import load_file, save_file

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent
ROOT = HERE / "loaders"
D, F, N = 16, 48, 40
shutil.rmtree(ROOT, ignore_errors=True)
(ROOT / "expected").mkdir(parents=True)


def folder(repository):
    return ROOT / repository.split("/")[1]


def download(repo_id, filename, subfolder=None, **_):
    path = folder(repo_id) / (subfolder or "") / filename
    if not path.exists():
        raise loaders.EntryNotFoundError(str(path))
    return str(path)


loaders.hf_hub_download = download
loaders.get_safetensors_tensor_shapes = lambda repo_id, filename: {
    name: list(tensor.shape) for name, tensor in load_file(folder(repo_id) / filename).items()}
try:
    raise loaders.EntryNotFoundError("x")
except TypeError:
    class Missing(Exception):
        pass
    loaders.EntryNotFoundError = Missing
except Exception:
    pass

cases = []


def random(*shape):
    return torch.randn(*shape) * 0.3


def case(loader, repository, path, overrides=None, factor=None):
    """What SAE.from_pretrained does, without its list of releases."""
    load = loaders.NAMED_PRETRAINED_SAE_LOADERS[loader]
    config, state, _ = load(repository, path, "cpu", False, overrides)
    config = loaders.handle_config_defaulting(config)
    state = {name: tensor.float() for name, tensor in state.items()}
    config |= {"d_in": state["W_enc"].shape[0], "d_sae": state["W_enc"].shape[1], "dtype": "float32", "device": "cpu",
               "reshape_activations": "none"}
    if "transcoder" in config["architecture"]:
        config["d_out"] = state["W_dec"].shape[1]
    sae_class, config_class = get_sae_class(config["architecture"])
    sae = sae_class(config_class.from_dict(config))
    sae.process_state_dict_for_loading(state)
    sae.load_state_dict(state)
    if factor is not None:
        sae.fold_activation_norm_scaling_factor(factor)
    torch.manual_seed(7)
    x = torch.randn(N, config["d_in"]) * 2 + 0.5
    with torch.no_grad():
        if "transcoder" in config["architecture"]:
            made, codes = sae.forward_with_activations(x)
        else:
            codes = sae.encode(x)
            made = sae.decode(codes)
    save_file({"x": x, "codes": codes.contiguous(), "reconstruction": made.contiguous()},
              ROOT / "expected" / f"{len(cases)}.safetensors")
    said = config.get("metadata") or config
    cases.append(dict(loader=loader, place=f"{folder(repository).name}/{path}", architecture=config["architecture"],
                      model=said["model_name"].split("/")[-1], hook=said["hook_name"],
                      hookOut=said.get("hook_name_out")))


def path(repository, name):
    file = folder(repository) / name
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def dictionary(kind, tensors, **trainer):
    repository, place = "canrager/lm_sae", f"sweep/resid_post_layer_3/{kind}"
    torch.manual_seed(len(kind))
    torch.save(tensors(), path(repository, f"{place}/ae.pt"))
    config = dict(trainer=dict(dict_class=kind, activation_dim=D, dict_size=F, layer=3, submodule_name="resid_post_layer_3",
                               lm_name="EleutherAI/pythia-70m-deduped", **trainer), buffer=dict(ctx_len=128))
    path(repository, f"{place}/config.json").write_text(json.dumps(config))
    case("dictionary_learning_1", repository, place)


def linear(bias, **more):
    return lambda: {"encoder.weight": random(F, D), "encoder.bias": random(F), "decoder.weight": random(D, F),
                    bias: random(D), **{name: make() for name, make in more.items()}}


def direct(**more):
    return lambda: {"W_enc": random(D, F), "W_dec": random(F, D), "b_enc": random(F), "b_dec": random(D),
                    **{name: make() for name, make in more.items()}}


dictionary("AutoEncoder", linear("bias"))
dictionary("AutoEncoderTopK", linear("b_dec", threshold=lambda: torch.tensor(0.4), k=lambda: torch.tensor(5)), k=5)
dictionary("BatchTopKSAE", linear("b_dec", threshold=lambda: torch.tensor(0.7), k=lambda: torch.tensor(5)), k=5)
dictionary("MatryoshkaBatchTopKSAE", direct(threshold=lambda: torch.tensor(0.9), k=lambda: torch.tensor(5)), k=5)
dictionary("JumpReluAutoEncoder", direct(threshold=lambda: random(F).abs()))
dictionary("GatedAutoEncoder", lambda: {
    "encoder.weight": random(F, D), "decoder.weight": random(D, F), "decoder_bias": random(D), "r_mag": random(F),
    "gate_bias": random(F), "mag_bias": random(F)})

torch.manual_seed(1)
repository, place = "fnlp/Llama3_1-8B-Base-LXM-8x", "Llama3_1-8B-Base-L2M-8x"
path(repository, f"{place}/hyperparams.json").write_text(json.dumps(dict(
    d_model=D, d_sae=F, hook_point_in="blocks.2.hook_mlp_out", hook_point_out="blocks.2.hook_mlp_out",
    jump_relu_threshold=0.52, dataset_average_activation_norm={"in": 1.75, "out": 1.75})))
save_file({"encoder.weight": random(F, D), "encoder.bias": random(F), "decoder.weight": random(D, F),
           "decoder.bias": random(D)}, path(repository, f"{place}/checkpoints/final.safetensors"))
case("llama_scope", repository, place, dict(dtype="float32"), factor=D**0.5 / 1.75)

torch.manual_seed(2)
repository, place = "fnlp/Llama-Scope-R1-Distill", "800M-Slimpajama-0-OpenR1-Math-220k/L0R"
path(repository, f"{place}/config.json").write_text(json.dumps(dict(
    d_model=D, expansion_factor=F // D, hook_point_in="blocks.0.hook_resid_post")))
save_file({"encoder.weight": random(F, D) / 50, "encoder.bias": random(F), "decoder.weight": random(D, F),
           "decoder.bias": random(D), "log_jumprelu_threshold": random(F)},
          path(repository, f"{place}/sae_weights.safetensors"))
listed = yaml.safe_load((pathlib.Path(loaders.__file__).parents[1] / "pretrained_saes.yaml").read_text())
factor = next(sae["norm_scaling_factor"] for sae in listed["llama_scope_r1_distill"]["saes"] if sae["path"] == place)
case("llama_scope_r1_distill", repository, place,
     dict(model_name="deepseek-ai/DeepSeek-R1-Distill-Llama-8B"), factor=factor)

torch.manual_seed(3)
repository, place = "Qwen/SAE-Res-Qwen3-1.7B-Base-W1K-L0_5", "layer1.sae.pt"
torch.save({"W_enc": random(1024, D), "W_dec": random(D, 1024), "b_enc": random(1024), "b_dec": random(D)},
           path(repository, place))
case("qwen_scope", repository, place)

torch.manual_seed(4)
repository, place = "mwhanna/qwen3-0.6b-transcoders", "layer_4.safetensors"
path(repository, "config.yaml").write_text(yaml.safe_dump(dict(model_name="Qwen/Qwen3-0.6B", feature_input_hook="mlp.hook_in")))
path(repository, "wandb-config.yaml").write_text(yaml.safe_dump(
    dict(d_model=dict(value=D), d_feature=dict(value=F), batch_size=dict(value=64))))
save_file({"W_enc": random(F, D), "W_dec": random(F, D), "b_enc": random(F), "b_dec": random(D)}, path(repository, place))
case("mwhanna_transcoder", repository, place)

torch.manual_seed(5)
repository = "mntss/clt-gemma-2-2b-2.5M"
path(repository, "config.yaml").write_text(yaml.safe_dump(dict(
    model_name="google/gemma-2-2b", feature_input_hook="hook_resid_mid", feature_output_hook="hook_mlp_out")))
save_file({"W_enc_3": random(F, D), "b_enc_3": random(F), "b_dec_3": random(D)}, path(repository, "W_enc_3.safetensors"))
save_file({"W_dec_3": random(F, 4, D)}, path(repository, "W_dec_3.safetensors"))
case("mntss_clt_layer_transcoder", repository, "3")

torch.manual_seed(6)
repository, place = "ckkissane/attn-saes-gpt2-small-all-layers", "gpt2-small_L2_Hcat_z_lr1.20e-03_v9.pt"
torch.save({"W_enc": random(D, F), "W_dec": random(F, D), "b_enc": random(F), "b_dec": random(D)}, path(repository, place))
path(repository, place.replace(".pt", "_cfg.json")).write_text(json.dumps(
    dict(act_size=D, dict_size=F, act_name="blocks.2.attn.hook_z")))
case("connor_rob_hook_z", repository, place)

torch.manual_seed(8)
repository, place = "Goodfire/Llama-3.1-8B-Instruct-SAE-l19", "Llama-3.1-8B-Instruct-SAE-l19.pth"
torch.save({"encoder_linear.weight": random(F, D), "encoder_linear.bias": random(F), "decoder_linear.weight": random(D, F),
            "decoder_linear.bias": random(D)}, path(repository, place))
case("goodfire", repository, place)

torch.manual_seed(9)
repository, place = "qresearch/DeepSeek-R1-Distill-Llama-8B-SAE-l19", "DeepSeek-R1-Distill-Llama-8B-SAE-l19.pt"
torch.save({"encoder.weight": random(F, D), "encoder.bias": random(F), "decoder.weight": random(D, F),
            "decoder.bias": random(D)}, path(repository, place))
case("deepseek_r1", repository, place)


def jump(lower=False, **more):
    arrays = {"W_enc": random(D, F), "W_dec": random(F, D), "b_enc": random(F), "b_dec": random(D),
              "threshold": random(F).abs(), **more}
    return {name.lower() if lower else name: value for name, value in arrays.items()}


torch.manual_seed(10)
for repository, place, loader in [
        ("google/gemma-scope-2b-pt-att", "layer_7/width_16k/average_l0_60", "gemma_2"),
        ("google/gemma-scope-2b-pt-mlp", "layer_7/width_16k/average_l0_60", "gemma_2"),
        ("google/gemma-scope-9b-it-res", "layer_9/width_16k/average_l0_14", "gemma_2"),
        ("google/gemma-scope-2b-pt-res", "embedding/width_4k/average_l0_6", "gemma_2"),
        ("google/gemma-scope-2b-pt-transcoders", "layer_7/width_16k/average_l0_60", "gemma_2_transcoder")]:
    np.savez(path(repository, f"{place}/params.npz"), **{name: value.numpy() for name, value in jump().items()})
    case(loader, repository, place, dict(d_in=D))


def gemma3(site, leaf, config, **more):
    repository, place = "google/gemma-scope-2-270m-pt", f"{site}/{leaf}"
    save_file(jump(lower=True, **more), path(repository, f"{place}/params.safetensors"))
    if config is not None:
        path(repository, f"{place}/config.json").write_text(json.dumps(
            dict(architecture="jump_relu", model_name="google/gemma-v3-270m-pt", **config)))
    case("gemma_3", repository, place)


gemma3("resid_post", "layer_5_width_16k_l0_small", dict(hf_hook_point_in="model.layers.5.output", l0=10))
gemma3("attn_out_all", "layer_5_width_16k_l0_small", dict(hf_hook_point_in="model.layers.5.self_attn.o_proj.input", l0=10))
gemma3("mlp_out", "layer_5_width_16k_l0_big", None)
gemma3("transcoder_all", "layer_5_width_16k_l0_big", None)
gemma3("transcoder", "layer_5_width_16k_l0_big_affine", dict(
    hf_hook_point_in="model.layers.5.pre_feedforward_layernorm.output",
    hf_hook_point_out="model.layers.5.post_feedforward_layernorm.output", affine_connection=True, l0=60),
    affine_skip_connection=random(D, D))


def sparsified(module, hook, hook_out, **config):
    from sparsify import SparseCoder, SparseCoderConfig
    torch.manual_seed(len(module))
    coder = SparseCoder(D, SparseCoderConfig(num_latents=F, k=5, **config))
    with torch.no_grad():
        for parameter in coder.parameters():
            parameter.normal_(0, 0.3)
    place = ROOT / "sparsify-tiny" / module
    coder.save_to_disk(place)
    (place.parent / "config.json").write_text(json.dumps(dict(model="HuggingFaceTB/SmolLM2-135M")))
    torch.manual_seed(7)
    x = torch.randn(N, D) * 2 + 0.5
    with torch.no_grad():
        acts, indices, _ = coder.encode(x)
        codes = torch.zeros(N, F).scatter(1, indices.long(), acts)
        made = coder.decode(acts, indices)
        if coder.W_skip is not None:
            made = made + x @ coder.W_skip.mT
    save_file({"x": x, "codes": codes, "reconstruction": made.contiguous()},
              ROOT / "expected" / f"{len(cases)}.safetensors")
    cases.append(dict(loader="sparsify", place=f"sparsify-tiny/{module}", architecture="topk", model="SmolLM2-135M",
                      hook=hook, hookOut=hook_out))


sparsified("layers.9", "blocks.9.hook_resid_post", None)
sparsified("layers.9.mlp", "blocks.9.mlp.hook_in", "blocks.9.hook_mlp_out", transcode=True, skip_connection=True)
(HERE / "loaders.json").write_text(json.dumps(cases, indent=1) + "\n")
