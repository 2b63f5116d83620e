"""All correlations above a threshold with numpy and scipy. Dense columns: np.corrcoef. Sparse ones: scipy.sparse X.T @ X,
then r of its entries. Reading the files is not timed. Prints one line of JSON."""

import argparse
import json
import time

import numpy
import scipy
import scipy.sparse
from safetensors.numpy import load_file

parser = argparse.ArgumentParser()
parser.add_argument("--layer", action="append", required=True, help="FEATURES=FILE,FILE,...: the parts of one layer's codes")
parser.add_argument("--threshold", type=float, default=0.3)
options = parser.parse_args()


def read(layer):
    features, files = layer.split("=", 1)
    parts = [load_file(file) for file in files.split(",")]
    return scipy.sparse.vstack(
        [
            scipy.sparse.csr_matrix((p["values"], p["indices"], p["indptr"]), shape=(len(p["indptr"]) - 1, int(features)))
            for p in parts
        ],
        format="csr",
    )


def dense(x):
    r = numpy.corrcoef(x, rowvar=False)
    return int((numpy.abs(numpy.triu(r, 1)) > options.threshold).sum())


def sparse(x):
    n = x.shape[0]
    total = numpy.asarray(x.sum(axis=0, dtype=numpy.float64)).ravel()
    square = numpy.asarray(x.multiply(x).sum(axis=0, dtype=numpy.float64)).ravel()
    variance = square - total * total / n
    found = 0
    product = (x.T @ x).tocsr()
    # In blocks of rows, so that its entries in double precision do not exist all at once.
    for first in range(0, product.shape[0], 256):
        offsets = product.indptr[first : first + 257]
        entries = slice(offsets[0], offsets[-1])
        i = first + numpy.repeat(numpy.arange(len(offsets) - 1), numpy.diff(offsets))
        j = product.indices[entries]
        upper = (j > i) & (variance[i] > 0) & (variance[j] > 0)
        i, j = i[upper], j[upper]
        d = product.data[entries][upper].astype(numpy.float64)
        r = (d - total[i] * total[j] / n) / numpy.sqrt(variance[i] * variance[j])
        found += int((numpy.abs(r) > options.threshold).sum())
    return found


codes = scipy.sparse.hstack([read(layer) for layer in options.layer], format="csr")
full = codes.nnz == codes.shape[0] * codes.shape[1]
columns = codes.toarray() if full else codes
start = time.perf_counter()
edges = dense(columns) if full else sparse(columns)
seconds = time.perf_counter() - start
print(
    json.dumps(
        {
            "numpy": numpy.__version__,
            "scipy": scipy.__version__,
            "method": "np.corrcoef" if full else "scipy.sparse X.T @ X",
            "rows": codes.shape[0],
            "features": codes.shape[1],
            "edges": edges,
            "seconds": seconds,
        }
    )
)
