"""Writes saelens-releases.tsv: how SAELens calls SAEs that lie on the hub. Needs sae-lens (6.54.12).

    python make_releases.py >.../analytics/src/main/resources/dev/steergraph/analytics/exchange/recipe/saelens-releases.tsv
    python make_releases.py --check FILE       # every SAE of the installed list gets a name that the list has for it
"""

import collections
import importlib.util
import pathlib
import re
import sys

import yaml

# The hooks at which runs have features; SAELens also lists SAEs of others.
OTHER_HOOKS = re.compile(r"hook_z|hook_resid_mid|transcoder|clt|hook_q|hook_k|hook_v")
NUMBER = re.compile(r"\d+")


def listed():
    """(repository, path in it, release, id) of every SAE; where several releases hold one, the release with its own path first."""
    package = importlib.util.find_spec("sae_lens").submodule_search_locations[0]
    releases = yaml.safe_load((pathlib.Path(package) / "pretrained_saes.yaml").read_text())
    saes = [(r["repo_id"], str(sae["path"]), name, str(sae["id"])) for name, r in releases.items() for sae in r["saes"]
            if not OTHER_HOOKS.search(name + str(sae["id"]))]
    return sorted(saes, key=lambda sae: (not sae[1].endswith(sae[3]), "canonical" in sae[3], len(sae[2])))


def escaped(text):
    return re.sub(r"([.+*?()\[\]{}|^$\\])", r"\\\1", text)


def rule(rows):
    """One regular expression and its replacement for all these rows, whose paths differ in numbers only."""
    paths = [NUMBER.findall(path) for path, _ in rows]
    ids = [NUMBER.findall(id_) for _, id_ in rows]
    varying = [k for k in range(len(paths[0])) if len({p[k] for p in paths}) > 1]
    pieces = NUMBER.split(rows[0][0])
    pattern = escaped(pieces[0])
    for k, piece in enumerate(pieces[1:]):
        pattern += ("([0-9]+)" if k in varying else paths[0][k]) + escaped(piece)
    if len({len(i) for i in ids}) > 1 or len({tuple(NUMBER.split(i)) for _, i in rows}) > 1:
        return None
    pieces = NUMBER.split(rows[0][1])
    replacement = pieces[0].replace("$", r"\$")
    for j, piece in enumerate(pieces[1:]):
        same = [n for n, k in enumerate(varying) if all(i[j] == p[k] for i, p in zip(ids, paths))]
        if same:
            replacement += "${g%d}" % same[-1]
        elif len({i[j] for i in ids}) == 1:
            replacement += ids[0][j]
        else:
            return None
        replacement += piece
    for n in range(len(varying)):
        pattern = pattern.replace("([0-9]+)", "(?<g%d>[0-9]+)" % n, 1)
    return pattern, replacement


def rules():
    groups = collections.OrderedDict()
    for repo, path, release, id_ in listed():
        groups.setdefault((repo, release, NUMBER.sub("#", path), NUMBER.sub("#", id_)), []).append((path, id_))
    taken = set()
    for (repo, release, _, _), rows in groups.items():
        rows = [row for row in rows if (repo, row[0]) not in taken]
        if not rows:
            continue
        taken.update((repo, path) for path, _ in rows)
        common = rule(rows)
        for pattern, replacement in [common] if common else [(escaped(p), i.replace("$", r"\$")) for p, i in rows]:
            yield repo, pattern, release, replacement


def check(file):
    names = collections.defaultdict(set)
    for repo, path, release, id_ in listed():
        names[repo, path].add((release, id_))
    lines = [line.split("\t") for line in file.read_text().splitlines() if not line.startswith("#")]
    for (repo, path), allowed in names.items():
        for r, pattern, release, replacement in lines:
            found = r == repo and re.fullmatch(pattern.replace("(?<", "(?P<"), path)
            if found:
                name = (release, re.sub(r"\$\{(\w+)\}", lambda g: found[g[1]], replacement))
                assert name in allowed, (repo, path, name, allowed)
                break
        else:
            raise AssertionError((repo, path))
    print(len(names), "places on the hub have their names, by", len(lines), "rules")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--check"]:
        check(pathlib.Path(sys.argv[2]))
    else:
        print("# repository, place in it, release, id of the SAE in the release; from SAELens' list of pretrained SAEs")
        for line in rules():
            print("\t".join(line))
