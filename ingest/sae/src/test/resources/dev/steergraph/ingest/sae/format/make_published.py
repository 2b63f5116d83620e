"""Writes published.json, which the product reads: what SAELens' list of releases says of SAEs in its own format beside
their files. Usage: pip install sae-lens==6.54.12; python make_published.py
"""

import json
import pathlib

import sae_lens
import yaml

listed = yaml.safe_load((pathlib.Path(sae_lens.__file__).parent / "pretrained_saes.yaml").read_text())
found = {}
for release in listed.values():
    if release.get("conversion_func") is not None:
        continue
    options = (release.get("config_overrides") or {}).get("model_from_pretrained_kwargs") or {}
    assert set(options) <= {"center_writing_weights"}, options
    factors = {sae["path"].split("/")[-1]: sae["norm_scaling_factor"]
               for sae in release["saes"] if "norm_scaling_factor" in sae}
    if options or factors:
        found[release["repo_id"]] = dict(repository=release["repo_id"],
                                         centered=options.get("center_writing_weights", False), factors=factors)
text = json.dumps([found[key] for key in sorted(found)], indent=1) + "\n"
main = pathlib.Path(__file__).parents[7] / "main/resources/dev/steergraph/ingest/sae/format"
main.mkdir(exist_ok=True)
(main / "published.json").write_text(text)
