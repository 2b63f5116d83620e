"""Writes enrichment.json: groups of texts with the p of scipy's hypergeom and the q of its false discovery control."""

import json
from pathlib import Path

import numpy as np
from scipy.stats import false_discovery_control, hypergeom

random = np.random.default_rng(3)
category_of = random.choice(5, 400, p=[0.5, 0.25, 0.15, 0.08, 0.02])
groups = [random.choice(400, random.integers(1, 40), replace=False) for _ in range(20)]
# Groups that are mostly of one category.
groups += [random.permutation(np.flatnonzero(category_of == c))[:8] for c in range(5)]

total = np.bincount(category_of, minlength=5)
counts = np.array([np.bincount(category_of[g], minlength=5) for g in groups])
sizes = np.array([len(g) for g in groups])
p = np.minimum(1, hypergeom.sf(counts - 1, 400, total[None, :], sizes[:, None]))
p[counts == 0] = 1
q = false_discovery_control(p.ravel()).reshape(p.shape)
out = {
    "categoryOf": category_of.tolist(),
    "groups": [g.tolist() for g in groups],
    "p": p.tolist(),
    "q": q.tolist(),
}
Path(__file__).with_name("enrichment.json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
