"""Writes catalogue.tsv, which the product reads: facts of the SAEs in SAELens' list of releases.

    pip install sae-lens==6.54.12
    python make_catalogue.py
"""

import importlib.metadata
import pathlib

import sae_lens
import yaml
from sae_lens.loading import pretrained_sae_loaders as loaders

# What these loaders know of an SAE they know by its name; others ask the hub.
CONFIGS = dict(gemma_2=loaders.get_gemma_2_config_from_hf, gemma_2_transcoder=loaders.get_gemma_2_transcoder_config_from_hf,
               qwen_scope=loaders.get_qwen_scope_config_from_hf, goodfire=loaders.get_goodfire_config_from_hf,
               deepseek_r1=loaders.get_deepseek_r1_config_from_hf)


def d_in(loader, repository, saes):
    """The same for all of a release."""
    if loader not in CONFIGS:
        return ""
    found = {CONFIGS[loader](repository, sae["path"], "cpu")["d_in"] for sae in saes}
    assert len(found) == 1, (repository, found)
    return str(found.pop())


listed = yaml.safe_load((pathlib.Path(sae_lens.__file__).parent / "pretrained_saes.yaml").read_text())
lines = [f"# SAELens {importlib.metadata.version('sae-lens')}"]
for name, release in listed.items():
    if "saes" not in release:
        continue
    overrides = release.get("config_overrides") or {}
    options = overrides.get("model_from_pretrained_kwargs") or {}
    assert set(options) <= {"center_writing_weights"}, options
    centered = "1" if options.get("center_writing_weights") else "0"
    loader = release.get("conversion_func") or "sae_lens"
    lines.append("\t".join(["@" + name, release["repo_id"], release["model"], loader, centered,
                            overrides.get("normalize_activations", ""),
                            d_in(loader, release["repo_id"], release["saes"])]))
    for sae in release["saes"]:
        path = str(sae["path"])
        if path.endswith("/" + sae["id"]):
            path = path[:-len(sae["id"])]
        cells = [sae["id"], "" if path == sae["id"] else path, sae.get("neuronpedia"), sae.get("l0"),
                 sae.get("norm_scaling_factor")]
        cells = ["" if cell is None else f"{cell:g}" if isinstance(cell, int) else str(cell) for cell in cells]
        assert not any("\t" in cell or "\n" in cell for cell in cells)
        lines.append("\t".join(cells))
main = pathlib.Path(__file__).parents[7] / "main/resources/dev/steergraph/ingest/sae/catalogue"
(main / "catalogue.tsv").write_text("\n".join(lines) + "\n")
