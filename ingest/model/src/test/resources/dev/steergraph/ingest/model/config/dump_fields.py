"""The fields of transformers' configuration classes with their defaults, as fields.json beside this file.

    pip install torch==2.15.0 transformers==5.24.0
    python dump_fields.py
"""

import dataclasses
import json
import pathlib

import transformers

TYPES = ["bert", "gemma", "gemma2", "gemma3", "gemma3_text", "gpt2", "gpt_neox", "gpt_oss", "llama", "mistral", "olmo2",
         "olmo3", "phi3", "qwen2", "qwen3", "qwen3_5", "qwen3_5_moe", "qwen3_5_moe_text", "qwen3_5_text", "qwen3_moe"]


def default(field):
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()


def described(model_type):
    cls = transformers.CONFIG_MAPPING[model_type]
    return {
        "aliases": cls.attribute_map,
        "fields": {field.name: default(field) for field in sorted(dataclasses.fields(cls), key=lambda f: f.name)},
        "nullable": sorted(field.name for field in dataclasses.fields(cls) if "None" in str(field.type)),
    }


found = {
    "transformers": transformers.__version__,
    "generation": sorted(transformers.GenerationConfig._get_default_generation_params()),
    "types": {model_type: described(model_type) for model_type in TYPES},
}
text = json.dumps(found, indent=1, sort_keys=True) + "\n"
(pathlib.Path(__file__).parent / "fields.json").write_text(text)
