"""Opens a run's own files, and its codes for delphi and Neuronpedia, with the newest versions of their readers.

    pip install numpy pandas pyarrow scipy safetensors sae-lens && pip install --no-deps eai-delphi
    steergraph export-codes --run RUN --format delphi --out DIR/delphi
    steergraph export-codes --run RUN --format neuronpedia --out DIR/neuronpedia
    python check_run.py RUN DIR
"""

import ast
import importlib.metadata
import importlib.util
import json
import pathlib
import sys

import numpy
import pandas
import pyarrow.parquet
import scipy.sparse
from safetensors.numpy import load_file


def version(package):
    return package + " " + importlib.metadata.version(package)


def tables(run):
    folder = run / "correlations"
    edges = pandas.read_parquet(folder / "edges.parquet")
    features = pandas.read_parquet(folder / "features.parquet")
    assert pyarrow.parquet.read_table(folder / "edges.parquet").num_rows == len(edges)
    assert dict(pyarrow.parquet.read_schema(folder / "edges.parquet").metadata)[b"format"] == b"steergraph.edges"
    csv = pandas.read_csv(folder / "edges.csv.gz")
    pandas.testing.assert_frame_equal(csv, edges, check_dtype=False, rtol=1e-12)
    place = {(row.layer, row.index_): n for n, row in enumerate(features.rename(columns={"index": "index_"}).itertuples())}
    m = scipy.sparse.load_npz(folder / "adjacency.npz").tocsr()
    assert m.shape == (len(features), len(features)) and abs(m - m.T).max() == 0 and m.nnz == 2 * len(edges)
    named = edges.set_axis([c.lower() for c in edges.columns], axis=1)
    a, b = [[place[p] for p in zip(named[end + "_layer"], named[end + "_index"])] for end in ("source", "target")]
    assert numpy.array_equal(numpy.asarray(m[a, b]).ravel(), named["r"].to_numpy())
    for file in sorted(folder.glob("*.npy")):
        assert numpy.isfinite(numpy.load(file)).all(), file
    print(f"{version('pandas')}, {version('pyarrow')}, {version('scipy')}, {version('numpy')}: {len(edges)} edges, alike in "
          f"edges.parquet, edges.csv.gz and adjacency.npz; {len(features)} features; {len(list(folder.glob('*.npy')))} matrices")


def codes(run):
    """The codes of each set as a scipy matrix, with the token and the document of each row."""
    parts = [load_file(f) for f in sorted((run / "tokens").glob("*.safetensors"))]
    ids, documents = (numpy.concatenate([p[name] for p in parts]) for name in ("ids", "document"))
    sets = {}
    for folder in sorted((run / "codes").iterdir()):
        if folder.is_dir():
            rows = []
            for file in sorted(folder.glob("*.safetensors")):
                part = load_file(file)
                rows.append(scipy.sparse.csr_matrix(
                    (part["values"], part["indices"], part["indptr"]), shape=(len(part["indptr"]) - 1, width(file))))
            sets[folder.name] = scipy.sparse.vstack(rows).tocsr()
            assert sets[folder.name].shape[0] == len(ids)
    print(f"{version('safetensors')}: codes {({name: m.shape for name, m in sets.items()})}")
    return sets, ids, documents


def width(file):
    from safetensors import safe_open

    with safe_open(file, "numpy") as opened:
        return int(opened.metadata()["d_sae"])


def delphi(folder, sets):
    """delphi's own TensorBuffer, without the packages that its module imports for other things."""
    import torch

    package = pathlib.Path(importlib.util.find_spec("delphi").submodule_search_locations[0])
    source = ast.parse((package / "latents" / "loader.py").read_text())
    buffer = next(n for n in source.body if isinstance(n, ast.ClassDef) and n.name == "TensorBuffer")
    wide = next(n for n in ast.parse((package / "utils.py").read_text()).body
                if isinstance(n, ast.FunctionDef) and n.name == "to_int64_tensor")
    for node in ast.walk(ast.Module([buffer, wide], [])):
        if isinstance(node, ast.AnnAssign) and node.target.id in ("latents", "_tokens"):
            node.annotation = ast.Constant("tensor")
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for argument in node.args.args:
                argument.annotation = None
    scope = {"np": numpy, "torch": torch, "load_file": load_file, "Latent": lambda module, latent: latent,
             "ActivationData": lambda locations, activations: (locations, activations),
             "LatentData": lambda latent, module, activations: (latent, activations)}
    exec(compile(ast.fix_missing_locations(ast.parse("from dataclasses import dataclass")), "", "exec"), scope)
    exec(compile(ast.fix_missing_locations(ast.Module([wide, buffer], [])), "loader.py", "exec"), scope)
    for module in sorted(folder.iterdir()):
        m, found, latents = sets[module.name].tocsc(), 0, 0
        for file in sorted(module.glob("*.safetensors")):
            for latent, (locations, activations) in scope["TensorBuffer"](str(file), module.name):
                ours = m[:, latent].data
                assert numpy.allclose(numpy.sort(activations.float().numpy()), numpy.sort(ours), rtol=1e-3), (module, latent)
                found += len(ours)
                latents += 1
        assert found == m.nnz, (module, found, m.nnz)
        print(f"{version('eai-delphi')}: {module.name}: {latents} latents, {found} activations")


def neuronpedia(folder, sets):
    features = pandas.concat(pandas.read_json(f, lines=True) for f in sorted(folder.glob("*/*/features/*.jsonl.gz")))
    activations = pandas.concat(pandas.read_json(f, lines=True) for f in sorted(folder.glob("*/*/activations/*.jsonl.gz")))
    for hook, here in features.groupby("hookName"):
        m = sets[hook].tocsc()
        assert len(here) == m.shape[1]
        density = numpy.diff(m.indptr) / m.shape[0]
        assert numpy.allclose(here.sort_values("index")["frac_nonzero"].to_numpy(), density, atol=1e-9)
    assert (activations["values"].map(max) - activations["maxValue"]).abs().max() < 1e-6
    assert (activations["tokens"].map(len) == activations["values"].map(len)).all()
    print(f"{version('pandas')}: Neuronpedia's batches: {len(features)} features, {len(activations)} activations")


def saes(run):
    from sae_lens import SAE

    for folder in sorted((run / "sae").iterdir()):
        if (folder / "cfg.json").exists():
            sae = SAE.load_from_disk(str(folder))
            print(f"{version('sae-lens')}: {folder.name}: {sae.cfg.architecture()}, W_dec {tuple(sae.W_dec.shape)}")


if __name__ == "__main__":
    run_folder, exports = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    tables(run_folder)
    encoded, _, _ = codes(run_folder)
    neuronpedia(exports / "neuronpedia", encoded)
    delphi(exports / "delphi", encoded)
    saes(run_folder)
