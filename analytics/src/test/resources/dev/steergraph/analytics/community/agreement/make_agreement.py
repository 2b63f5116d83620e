"""Writes agreement.json: pairs of partitions with scikit-learn's agreement of them. Needs numpy and scikit-learn."""

import json
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, normalized_mutual_info_score

random = np.random.default_rng(5)


def noisy(labels, share, groups):
    changed = random.random(len(labels)) < share
    return np.where(changed, random.integers(0, groups, len(labels)), labels)


def cases():
    for n, groups, others in [(7, 2, 3), (50, 4, 4), (200, 12, 5), (600, 40, 33)]:
        first = random.integers(0, groups, n)
        yield "independent", first, random.integers(0, others, n)
        yield "half changed", first, noisy(first, 0.5, groups)
        yield "renamed", first, groups - first
    skewed = np.floor(random.exponential(3, 500)).astype(int)
    yield "skewed", skewed, noisy(skewed, 0.2, 9)
    yield "one group against many", np.zeros(20, int), random.integers(0, 4, 20)
    yield "one group in both", np.zeros(20, int), np.ones(20, int)
    yield "groups of one in both", np.arange(9), np.arange(9)[::-1]
    yield "groups of one against two groups", np.arange(8), np.arange(8) % 2


rows = [
    {
        "name": name,
        "first": first.tolist(),
        "second": second.tolist(),
        "ari": float(adjusted_rand_score(first, second)),
        "nmi": float(normalized_mutual_info_score(first, second)),
        "ami": float(adjusted_mutual_info_score(first, second)),
    }
    for name, first, second in cases()
]
out = Path(__file__).with_name("agreement.json")
out.write_text("[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n")
