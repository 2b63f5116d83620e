"""Writes details.json: columns, and what scipy and scikit-learn say of their pairs.

pip install numpy scipy scikit-learn; python make_details.py
"""

import json
import math

import numpy
from scipy.stats import chi2_contingency
from sklearn.metrics import mutual_info_score

random = numpy.random.default_rng(5)
ROWS = 400


def sparse(density):
    return numpy.where(random.random(ROWS) < density, random.random(ROWS) + 0.1, 0).astype(numpy.float32)


base = sparse(0.3)
columns = [
    base,
    numpy.where(base > 0, base + 0.3 * sparse(0.5), sparse(0.05)).astype(numpy.float32),
    numpy.where(base > 0.6, 0, sparse(0.4)).astype(numpy.float32),
    numpy.round(3 * sparse(0.15)).astype(numpy.float32),  # many ties
    random.normal(size=ROWS).astype(numpy.float32),  # fires on every row, with either sign
    numpy.where(numpy.arange(ROWS) < 2, 1, 0).astype(numpy.float32),  # fewer firings than bins
]


def binned(x, bins):
    """0 for zero; then as many firings in each bin as ties allow, by NumPy's inverted_cdf."""
    fires = x[x != 0]
    cuts = [numpy.quantile(fires, k / (bins - 1), method="inverted_cdf") for k in range(1, bins - 1)]
    return numpy.where(x == 0, 0, 1 + numpy.searchsorted(cuts, x, side="left"))


pairs = []
for i in range(len(columns)):
    for j in range(i + 1, len(columns)):
        x, y = columns[i], columns[j]
        both = int(((x != 0) & (y != 0)).sum())
        pair = {"i": i, "j": j, "mi": {}}
        pair["sourceGivenTarget"] = both / int((y != 0).sum())
        pair["targetGivenSource"] = both / int((x != 0).sum())
        pair["lift"] = both * ROWS / (int((x != 0).sum()) * int((y != 0).sum()))
        for bins in (2, 3, 4):
            a, b = binned(x, bins), binned(y, bins)
            nats = mutual_info_score(a, b)
            table = numpy.array([[((a == u) & (b == v)).sum() for v in numpy.unique(b)] for u in numpy.unique(a)])
            if min(table.shape) > 1:  # G = 2 N I
                g = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
                assert abs(g / (2 * ROWS) - nats) < 1e-12
            pair["mi"][str(bins)] = max(0.0, nats / math.log(2))
        pairs.append(pair)

with open("details.json", "w") as out:
    json.dump({"columns": [[float(v) for v in c] for c in columns], "pairs": pairs}, out)
    out.write("\n")
