"""Opens exports with software that is not ours and compares what it finds.

    EXPORT_PEERS=DIR mvn -pl analytics -am test -Dtest=SubgraphExportTest -Dsurefire.failIfNoSpecifiedTests=false
    pip install networkx igraph scipy pandas ndex2 && pip install --no-deps circuit-tracer
    python check_exports.py DIR              # the graph
    python check_exports.py --recipe DIR [RUN]     # what "steergraph export --format recipe --out DIR" wrote, and the run whose SAEs
                                                   # it was made of; needs torch, lm-eval, sae-lens, gguf
"""

import importlib.metadata
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


def recipe(folder, run):
    import torch
    from safetensors.torch import load_file

    recipe = json.load(open(folder / "recipe.json"))
    tensors = load_file(folder / "vectors.safetensors")
    for hook in sorted({f["hook"] for f in recipe["features"]}):
        here = [f for f in recipe["features"] if f["hook"] == hook]
        assert tensors[hook + ".features"].tolist() == [f["index"] for f in here]
        total = (tensors[hook + ".coefficients"][:, None] * tensors[hook + ".vectors"]).sum(0)
        assert torch.allclose(total, tensors[hook + ".sum"], rtol=1e-4, atol=1e-5)
        if run:
            from sae_lens import SAE

            sae = SAE.load_from_disk(run / "sae" / hook)
            for f, vector in zip(here, tensors[hook + ".vectors"]):
                assert torch.allclose(vector, sae.W_dec[f["index"]] * f["maxActivation"], rtol=1e-5), f
            print(f"SAELens: {len(here)} vectors of {hook} are its decoder rows times the largest activation")
    print("safetensors:", {name: tuple(t.shape) for name, t in tensors.items()})

    steered(folder, recipe, tensors)
    if (folder / "lm-eval.csv").exists():
        named(folder / "lm-eval.csv", recipe)
    if (folder / "control-vector.gguf").exists():
        control(folder / "control-vector.gguf", tensors)
    if (folder / "neuronpedia-steer.json").exists():
        body = json.load(open(folder / "neuronpedia-steer.json"))
        assert all(abs(f["strength"]) <= 300 for f in body["features"])
        assert len(body["features"]) == len(recipe["features"])


def control(file, tensors):
    """A control vector against the vectors of vectors.safetensors: direction.L is added to the output of block L, never 0."""
    import gguf
    import torch

    reader = gguf.GGUFReader(file)
    said = {name: field.contents() for name, field in reader.fields.items()}
    want = {}
    for name, total in tensors.items():
        if name.endswith(".sum") and name.startswith("blocks."):
            _, layer, site, _ = name.split(".", 3)
            block = {"hook_resid_post": int(layer), "hook_mlp_out": int(layer), "hook_resid_pre": int(layer) - 1}.get(site, 0)
            if block > 0:
                want[block] = want.get(block, 0) + total
    assert said["general.architecture"] == "controlvector" and said["controlvector.layer_count"] == len(want)
    found = {int(t.name.removeprefix("direction.")): torch.tensor(t.data) for t in reader.tensors}
    assert found.keys() == want.keys()
    assert all(torch.allclose(found[block], want[block], rtol=1e-5, atol=1e-6) for block in want)
    print(f"gguf {importlib.metadata.version('gguf')}: a control vector for {said['controlvector.model_hint']}, blocks {sorted(found)}")


# Where a vector that is added at a hook point of GPT-2 comes in again: the input of a module, or the output of one.
def gpt2_input(model, hook):
    _, layer, site = hook.split(".")
    layer = int(layer)
    blocks = model.transformer.h
    after = blocks[layer + 1] if layer + 1 < len(blocks) else model.transformer.ln_f
    return {"hook_resid_pre": (blocks[layer], "in"), "hook_resid_post": (after, "in"),
            "hook_attn_out": (blocks[layer].attn.resid_dropout, "out"), "hook_mlp_out": (blocks[layer].mlp.dropout, "out")}[site]


def steered(folder, recipe, tensors):
    """lm-evaluation-harness' own class with a tiny GPT-2, against the vectors of vectors.safetensors added by other hooks."""
    import lm_eval
    import tokenizers
    import torch
    import transformers
    from lm_eval.models.hf_steered import SteeredModel

    hooks = sorted({f["hook"] for f in recipe["features"]})
    d = tensors[hooks[0] + ".sum"].numel()
    torch.manual_seed(1)
    layers = 2 + max(int(h.split(".")[1]) for h in hooks)
    config = transformers.GPT2Config(vocab_size=20, n_positions=16, n_embd=d, n_layer=layers, n_head=1, bos_token_id=0, eos_token_id=0)
    model = transformers.GPT2LMHeadModel(config).eval()
    words = tokenizers.Tokenizer(tokenizers.models.WordLevel({f"w{i}": i for i in range(20)}, unk_token="w0"))
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=words, unk_token="w0", eos_token="w0", pad_token="w0")
    ids = torch.arange(1, 11)[None]
    plain = model(ids).logits

    content = torch.load(folder / "lm-eval.pt", weights_only=True)
    harness = SteeredModel(pretrained=model, steer_path=str(folder / "lm-eval.pt"), tokenizer=tokenizer, device="cpu")
    got = harness._model_call(ids)

    handles = []
    for hook in hooks:
        module, side = gpt2_input(model, hook)
        add = tensors[hook + ".sum"]
        if side == "in":
            handles.append(module.register_forward_pre_hook(lambda m, args, add=add: (args[0] + add, *args[1:])))
        else:
            handles.append(module.register_forward_hook(lambda m, args, out, add=add: out + add))
    want = model(ids).logits
    for handle in handles:
        handle.remove()
    assert (want - plain).abs().max() > 1e-3, "the vectors do nothing"
    worst = (got - want).abs().max().item()
    assert worst < 1e-5, worst
    assert torch.equal(model(ids).logits, plain)
    print(f"lm-eval {importlib.metadata.version('lm_eval')}: SteeredModel steers {sorted(content)} for {len(hooks)} hook points; "
          f"logits move by {(want - plain).abs().max().item():.3g}, differ by {worst:.1e} from vectors.safetensors added by hand")


def named(file, recipe):
    """What the harness looks up with SAELens: the release and id must be in SAELens' list, at the place of the recipe."""
    import pandas
    import yaml

    releases = yaml.safe_load(source_of("sae_lens", "pretrained_saes.yaml").read_text())
    rows = pandas.read_csv(file)
    for row in rows.itertuples():
        found = [s for s in releases[row.sparse_model]["saes"] if str(s["id"]) == row.sae_id]
        place = releases[row.sparse_model]["repo_id"] + "/" + found[0]["path"]
        here = [f for f in recipe["features"] if f["index"] == row.feature_index and f["sae"] == place]
        assert len(here) == 1 and abs(here[0]["coefficient"] * here[0]["maxActivation"] - row.steering_coefficient) < 1e-9
    print(f"sae-lens {importlib.metadata.version('sae_lens')}: lists the SAEs of all {len(rows)} rows of lm-eval.csv")


if __name__ == "__main__":
    if sys.argv[1] == "--recipe":
        recipe(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None)
    else:
        graph(pathlib.Path(sys.argv[1]))
