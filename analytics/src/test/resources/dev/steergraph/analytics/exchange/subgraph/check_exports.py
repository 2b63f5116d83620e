"""Opens exports with software that is not ours and compares what it finds.

    EXPORT_PEERS=DIR mvn -pl analytics -am test -Dtest=SubgraphExportTest -Dsurefire.failIfNoSpecifiedTests=false
    pip install networkx igraph scipy pandas ndex2 && pip install --no-deps circuit-tracer
    python check_exports.py DIR              # the graph
    python check_exports.py --recipe DIR     # what "steergraph export --format recipe --out DIR" wrote; needs torch, lm-eval
"""

import ast
import importlib.util
import json
import pathlib
import sys


def source_of(package, *parts):
    """A file of an installed package, without running the package."""
    found = importlib.util.find_spec(package)
    return pathlib.Path(found.submodule_search_locations[0]).joinpath(*parts)


def graph(folder):
    import igraph
    import networkx
    import pandas
    import scipy.sparse
    from ndex2.cx2 import CX2Network

    ours = json.load(open(folder / "graph.json"))
    want = {frozenset((e["source"], e["target"])): e["r"] for e in ours["edges"]}
    keys = [f["key"] for f in ours["features"]]

    def same(name, nodes, edges):
        edges = {frozenset(pair): r for pair, r in edges}
        assert set(nodes) == set(keys), name
        assert edges.keys() == want.keys(), name
        assert all(abs(edges[p] - want[p]) < 1e-12 for p in want), name
        print(f"{name}: {len(keys)} nodes, {len(want)} edges")

    for name, read in (("graph.graphml", networkx.read_graphml), ("graph.gexf", networkx.read_gexf)):
        g = read(folder / name)
        same("networkx " + networkx.__version__ + ", " + name, g, [((a, b), d["r"]) for a, b, d in g.edges(data=True)])
        assert all(abs(d["weight"] - abs(d["r"])) < 1e-12 for _, _, d in g.edges(data=True))
        assert all(isinstance(d["layer"], int) for _, d in g.nodes(data=True))
    g = networkx.node_link_graph(
        {"directed": False, "multigraph": False, "graph": {}, "nodes": ours["features"], "edges": ours["edges"]},
        name="key", edges="edges")
    same("networkx, graph.json as node-link data", g, [((a, b), d["r"]) for a, b, d in g.edges(data=True)])

    g = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    id_ = g.vs["id"]
    same("igraph " + igraph.__version__ + ", graph.graphml", id_,
         [((id_[e.source], id_[e.target]), e["r"]) for e in g.es])

    nodes = pandas.read_csv(folder / "graph.csv/nodes.csv")
    edges = pandas.read_csv(folder / "graph.csv/edges.csv")
    same("pandas " + pandas.__version__ + ", nodes.csv and edges.csv", nodes["key"],
         [((e.source, e.target), e.r) for e in edges.itertuples()])

    m = scipy.sparse.load_npz(folder / "graph.npz/adjacency.npz").tocoo()
    rows = pandas.read_csv(folder / "graph.npz/nodes.csv")["key"]
    assert abs(m - m.T).max() == 0
    same("scipy " + scipy.__version__ + ", adjacency.npz", rows,
         [((rows[i], rows[j]), r) for i, j, r in zip(m.row, m.col, m.data)])

    net = CX2Network()
    net.create_from_raw_cx2(str(folder / "graph.cx2"))
    name = {i: n["v"]["name"] for i, n in net.get_nodes().items()}
    same("ndex2, graph.cx2", name.values(), [((name[e["s"]], name[e["t"]]), e["v"]["r"]) for e in net.get_edges().values()])

    spec = importlib.util.spec_from_file_location(
        "graph_models", source_of("circuit_tracer", "frontend", "graph_models.py"))
    models = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(models)
    circuit = models.Model.model_validate_json(open(folder / "graph.circuit_tracer").read())
    key = {f"{f['layer']}_{f['index']}_0": f["key"] for f in ours["features"]}
    for f, node in zip(ours["features"], circuit.nodes):
        expected = models.Node.feature_node(f["layer"], 0, f["index"], activation=f["max"])
        assert node.model_dump(exclude={"clerp"}) == expected.model_dump(exclude={"clerp"})
    links = [models.Link.model_validate(link) for link in circuit.links]
    same("circuit-tracer's pydantic models", [key[n.node_id] for n in circuit.nodes],
         [((key[e.source], key[e.target]), e.weight) for e in links])


def recipe(folder):
    import torch
    from safetensors.torch import load_file

    recipe = json.load(open(folder / "recipe.json"))
    tensors = load_file(folder / "vectors.safetensors")
    for hook in sorted({f["hook"] for f in recipe["features"]}):
        here = [f for f in recipe["features"] if f["hook"] == hook]
        assert tensors[hook + ".features"].tolist() == [f["index"] for f in here]
        total = (tensors[hook + ".coefficients"][:, None] * tensors[hook + ".vectors"]).sum(0)
        assert torch.allclose(total, tensors[hook + ".sum"], rtol=1e-4, atol=1e-5)
        saes = {f["sae"] for f in here}
        for place in saes:
            if (pathlib.Path(place) / "cfg.json").exists():
                from sae_lens import SAE

                sae = SAE.load_from_disk(place)
                for f, vector in zip(here, tensors[hook + ".vectors"]):
                    assert torch.allclose(vector, sae.W_dec[f["index"]] * f["maxActivation"], rtol=1e-5), f
                print(f"SAELens: {len(here)} vectors of {hook} are its decoder rows times the largest activation")
    print("safetensors:", {name: tuple(t.shape) for name, t in tensors.items()})

    # lm-eval's own parser, with its SAELens loader replaced by one that also takes folders: the parser is what is tested.
    code = source_of("lm_eval", "models", "hf_steered.py").read_text()
    model = next(n for n in ast.parse(code).body if isinstance(n, ast.ClassDef) and n.name == "SteeredModel")
    parser = next(n for n in model.body if isinstance(n, ast.FunctionDef) and n.name == "derive_steer_config")
    parser.decorator_list = []
    scope = {"Path": pathlib.Path}
    exec(compile(ast.fix_missing_locations(ast.Module([parser], [])), "hf_steered.py", "exec"), scope)
    import sae_lens

    sae_lens.SAE.from_pretrained = staticmethod(lambda release, sae_id: (sae_lens.SAE.load_from_disk(release),))
    config = scope["derive_steer_config"](None, str(folder / "lm-eval.csv"))
    for module, steer in config.items():
        print("lm-eval:", module, steer["action"], steer["steering_coefficient"], tuple(steer["steering_vector"].shape))
    body = json.load(open(folder / "neuronpedia-steer.json"))
    assert all(abs(f["strength"]) <= 300 for f in body["features"])
    assert len(body["features"]) == len(recipe["features"])


if __name__ == "__main__":
    if sys.argv[1] == "--recipe":
        recipe(pathlib.Path(sys.argv[2]))
    else:
        graph(pathlib.Path(sys.argv[1]))
