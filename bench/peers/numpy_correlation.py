"""All correlations above a threshold with numpy, scipy and SuiteSparse:GraphBLAS. Dense columns: np.corrcoef, or the float32
product of normalised columns (gemm). Sparse ones: X.T @ X by scipy.sparse, and r of its entries; or by GraphBLAS, the product
alone. Reading the files is not timed. Prints one line of JSON."""

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
parser.add_argument("--method", choices=["corrcoef", "gemm", "scipy", "graphblas"], required=True)
parser.add_argument("--threads", type=int, default=2)
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


def gemm(x):
    z = x - x.mean(axis=0, dtype=numpy.float64).astype(numpy.float32)
    z /= numpy.sqrt((z * z).sum(axis=0, dtype=numpy.float64)).astype(numpy.float32)
    r = z.T @ z
    return int((numpy.abs(numpy.triu(r, 1)) > options.threshold).sum())


def graphblas(x):
    import graphblas

    graphblas.init("suitesparse", blocking=True)
    graphblas.ss.config["nthreads"] = options.threads
    matrix = graphblas.io.from_scipy_sparse(x)
    start = time.perf_counter()
    product = matrix.T.mxm(matrix, graphblas.semiring.plus_times).new()
    product.wait()
    return None, time.perf_counter() - start


METHODS = {"corrcoef": dense, "gemm": gemm, "scipy": sparse, "graphblas": graphblas}
NAMES = {
    "corrcoef": "np.corrcoef",
    "gemm": "numpy float32 product",
    "scipy": "scipy.sparse X.T @ X",
    "graphblas": "GraphBLAS X.T @ X",
}

codes = scipy.sparse.hstack([read(layer) for layer in options.layer], format="csr")
columns = codes.toarray() if options.method in ("corrcoef", "gemm") else codes
start = time.perf_counter()
edges = METHODS[options.method](columns)
seconds = time.perf_counter() - start
if isinstance(edges, tuple):
    edges, seconds = edges
print(
    json.dumps(
        {
            "numpy": numpy.__version__,
            "scipy": scipy.__version__,
            "method": NAMES[options.method],
            "rows": codes.shape[0],
            "features": codes.shape[1],
            "edges": edges,
            "seconds": seconds,
        }
    )
)
