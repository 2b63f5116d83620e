"""Writes labels.json beside it: rows of features in documents with labels, and what scipy and scikit-learn make of them.

python make_labels.py   # scipy 1.17.1, scikit-learn 1.9.1
"""

import json
import pathlib

import numpy as np
from scipy.stats import pearsonr
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(17)
DOCUMENTS, FEATURES = 60, 12
NAMES = ["animal", "food", "plant"]
length = rng.integers(1, 7, DOCUMENTS)
document = np.repeat(np.arange(DOCUMENTS), length)
label = rng.integers(-1, 3, DOCUMENTS)  # -1: nobody has said what it is
values = np.where(rng.random((len(document), FEATURES)) < 0.2, rng.exponential(2, (len(document), FEATURES)), 0)
values = np.round(values, 1).astype(np.float32)  # with ties
values[:, 1] += (label[document] == 1) * np.float32(1.5)
values[:, 2] = np.where(values[:, 2] > 0, values[:, 2], np.where(rng.random(len(document)) < 0.5, np.float32(-1), 0))
kept = np.flatnonzero(label >= 0)
expected = []
for pool in ("max", "mean"):
    pooled = np.array([getattr(values[document == d].astype(np.float64), pool)(axis=0) for d in kept])
    for k, name in enumerate(NAMES):
        y = (label[kept] == k).astype(int)
        for f in range(FEATURES):
            x = pooled[:, f]
            expected.append({
                "pool": pool, "label": name, "feature": f,
                "r": pearsonr(x, y).statistic, "auroc": roc_auc_score(y, x),
                "documents": int(((x != 0) & (y == 1)).sum()), "active": int((x != 0).sum()),
                "with": x[y == 1].mean(), "without": x[y == 0].mean()})
out = {"names": NAMES, "document": document.tolist(), "label": label.tolist(),
       "values": [[round(float(v), 1) for v in row] for row in values], "expected": expected}
pathlib.Path(__file__).with_name("labels.json").write_text(json.dumps(out) + "\n")
