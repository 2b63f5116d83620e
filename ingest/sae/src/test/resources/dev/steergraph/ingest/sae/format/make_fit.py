"""How well the SAEs of loaders/ fit rows, as SAELens' evaluation counts it: explained variance by its own calculator, fed in
batches, and L0. Reconstructions and codes are SAELens' (make_loaders.py). A transcoder is compared with its rows read
backwards. Writes fit.json.

    pip install sae-lens==6.54.12
    python make_fit.py
"""

import json
import pathlib

from sae_lens.evals import ExplainedVarianceCalculator
from safetensors.torch import load_file

HERE = pathlib.Path(__file__).parent
found = []
for number, case in enumerate(json.loads((HERE / "loaders.json").read_text())):
    expected = load_file(HERE / "loaders/expected" / f"{number}.safetensors")
    target = expected["x"].flip(1) if case["hookOut"] else expected["x"]
    calculator = ExplainedVarianceCalculator()
    for from_row in range(0, len(target), 16):
        calculator.add_batch(expected["reconstruction"][from_row:from_row + 16], target[from_row:from_row + 16])
    found.append(dict(explained_variance=calculator.compute(), l0=(expected["codes"] != 0).sum(-1).float().mean().item()))
(HERE / "fit.json").write_text(json.dumps(found, indent=1) + "\n")
