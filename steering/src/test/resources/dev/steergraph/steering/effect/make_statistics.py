"""Reference values of MovementTest, RankCorrelationsTest and ShareIntervalTest: statistics.json, by scipy and statsmodels."""

import json
import pathlib

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(17)

movement = []
for texts in (8, 24):
    effect = np.concatenate([rng.normal(0, 0.1, 40), rng.normal(0.6, 0.3, 20)])
    error = rng.uniform(0.02, 0.12, 60)
    p = 2 * stats.t.sf(np.abs(effect / error), texts - 1)
    discovery = multipletests(p, alpha=0.05, method="fdr_bh")[0]
    movement.append({
        "texts": texts,
        "effect": effect.tolist(),
        "error": error.tolist(),
        "moves": (discovery & (np.abs(effect) >= 0.1)).tolist(),
    })

n = 60
r = np.round(rng.uniform(0.3, 1, n), 2) * rng.choice([-1, 1], n)
cosine = np.sign(r) * np.round(0.3 * np.abs(r) + rng.normal(0, 0.15, n), 2)
effect = np.sign(r) * (0.5 * np.abs(r) + 2 * np.sign(r) * cosine + rng.normal(0, 0.5, n))


def partial(x, y, z):
    """Correlation of what a line through the ranks of z leaves of the ranks of x and y."""
    x, y, z = (stats.rankdata(v) for v in (x, y, z))
    design = np.stack([np.ones(n), z], 1)
    rest = [v - design @ np.linalg.lstsq(design, v, rcond=None)[0] for v in (x, y)]
    return stats.pearsonr(*rest).statistic


signed, size, near = effect * np.sign(r), np.abs(r), cosine * np.sign(r)
ranks = {
    "r": r.tolist(),
    "cosine": cosine.tolist(),
    "effect": effect.tolist(),
    "expected": [
        stats.spearmanr(size, signed).statistic,
        stats.spearmanr(near, signed).statistic,
        partial(size, signed, near),
        partial(near, signed, size),
    ],
}

intervals = [
    {"pairs": n, "moving": k, "interval": list(proportion_confint(k, n, method="wilson"))}
    for n, k in ((10, 3), (40, 39), (7, 0), (5, 5))
]

pathlib.Path(__file__).with_name("statistics.json").write_text(
    json.dumps({"movement": movement, "ranks": ranks, "intervals": intervals}) + "\n")
