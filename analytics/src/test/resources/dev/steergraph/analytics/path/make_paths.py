"""Writes paths.json: a graph of features and, by networkx, its best paths under several conditions. Needs networkx."""

import itertools
import json
import math
import random
from pathlib import Path

import networkx as nx

rng = random.Random(11)
features = [{"key": f"f{i:02}", "layer": rng.randrange(4), "community": rng.randrange(2)} for i in range(40)]
layer = {f["key"]: f["layer"] for f in features}
community = {f["key"]: f["community"] for f in features}
hops = [
    {"source": a["key"], "target": b["key"], "r": round(rng.choice([1, 1, 1, -1]) * rng.uniform(0.3, 0.99), 6)}
    for a, b in itertools.combinations(features, 2)
    if rng.random() < 0.22
]


def graph(min_abs_r, keep):
    g = nx.DiGraph()
    g.add_nodes_from(k for k in layer if keep(k))
    for hop in hops:
        for a, b in [(hop["source"], hop["target"]), (hop["target"], hop["source"])]:
            if layer[b] >= layer[a] and abs(hop["r"]) >= min_abs_r and keep(a) and keep(b):
                g.add_edge(a, b, cost=-math.log(abs(hop["r"])), r=hop["r"])
    return g


def ordered(g, source, query):
    if "maxHops" in query:
        paths = nx.all_simple_paths(g, source, query["to"], cutoff=query["maxHops"])
        cost = lambda p: nx.path_weight(g, p, "cost")
        return sorted(paths, key=cost)[: query["k"]]
    return list(itertools.islice(nx.shortest_simple_paths(g, source, query["to"], weight="cost"), query["k"]))


def best(query):
    found = []
    for source in query["from"]:
        others = set(query["from"]) - {source}
        inside = query.get("community")
        g = graph(
            query.get("minAbsR", 0),
            lambda k: k not in others
            and k not in query.get("excluded", [])
            and (inside is None or community[k] == inside),
        )
        try:
            for path in ordered(g, source, query):
                product = math.prod(g.edges[a, b]["r"] for a, b in itertools.pairwise(path))
                found.append({"keys": path, "signedProduct": product})
        except nx.NetworkXNoPath:
            pass
    return sorted(found, key=lambda p: -abs(p["signedProduct"]))[: query["k"]]


low = [f["key"] for f in features if f["layer"] == 0]
high = [f["key"] for f in features if f["layer"] == 3]
same = [k for k in high if community[k] == community[low[0]]][0]
queries = [
    {"from": [low[0]], "to": high[0], "k": 25},
    {"from": [low[1]], "to": high[1], "k": 25, "minAbsR": 0.6},
    {"from": [low[2]], "to": high[2], "k": 20, "maxHops": 3},
    {"from": low[:3], "to": high[-1], "k": 20},
    {"from": [low[0]], "to": high[0], "k": 15, "excluded": [f["key"] for f in features if f["layer"] == 1][:3]},
    {"from": [low[0]], "to": same, "k": 15, "community": community[low[0]]},
    {"from": [high[0]], "to": low[0], "k": 5},
]
for query in queries:
    query["paths"] = best(query)
text = json.dumps({"features": features, "hops": hops, "queries": queries}, indent=None, separators=(",", ":"))
Path(__file__).with_name("paths.json").write_text(text.replace('},{"', '},\n{"') + "\n")
