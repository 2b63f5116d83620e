"""Makes average-linkage.json: what scipy makes of a few matrices. Run with scipy 1.17.1: python average-linkage.py > average-linkage.json"""
import json

import numpy as np
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

cases = []
for n, seed in [(2, 1), (7, 2), (40, 3)]:
    draw = np.random.default_rng(seed)
    r = np.corrcoef(draw.normal(size=(n, 12)) + 0.8 * draw.normal(size=12))
    distances = np.round(1 - np.abs(r), 6)
    distances = (distances + distances.T) / 2
    np.fill_diagonal(distances, 0)
    merges = linkage(squareform(distances), "average")
    cases.append({
        "distances": distances.tolist(),
        "merges": [[int(a), int(b), round(float(d), 9), int(size)] for a, b, d, size in merges],
        "order": leaves_list(merges).tolist(),
    })
print(json.dumps(cases, separators=(",", ":")))
