// A small run with several sets in one layer: 40 features of four themes, at two sites of layer 3, one of which has a narrow and
// a wide set, and in layer 5
MERGE (m:Model {id: 'two-sets'}) SET m.dModel = 384, m.layers = 6
MERGE (r:Run {id: 'sets'})
SET r.model = 'two-sets', r.rows = 20000, r.threshold = 0.1, r.documents = 800, r.minDocuments = 3, r.createdAt = '2026-02-01T10:00:00Z'
MERGE (r)-[:OF_MODEL]->(m);

UNWIND [
  {layer: 3, site: 'mlp_out', depth: 56, sae: 'mlp-32', width: 8},
  {layer: 3, site: 'resid_post', depth: 58, sae: 'res-128', width: 16},
  {layer: 3, site: 'resid_post', depth: 58, sae: 'res-32', width: 8},
  {layer: 5, site: 'resid_post', depth: 90, sae: 'res-32', width: 8}] AS set
UNWIND range(0, set.width - 1) AS i
MATCH (r:Run {id: 'sets'})
WITH r, set, i, [['river', 'stream', 'bank'], ['bird', 'wing', 'nest'], ['law', 'court', 'judge'], ['song', 'piano', 'tone']][i % 4] AS words
CREATE (f:Feature:$('L' + set.layer) {
  key: 'sets/two-sets@' + set.layer + '-' + set.sae + ':' + i, run: 'sets', model: 'two-sets', hook: 'blocks.' + set.layer + '.hook_' + set.site,
  layer: set.layer, site: set.site, depth: set.depth, sae: set.sae, index: i, density: 0.002 * (1 + i), mean: 0.01, sd: 0.2,
  max: 3.0 + 0.1 * i, rowsActive: 40 * (1 + i), label: words[i % 3] + ', ' + words[(i + 1) % 3], community: i % 4, communityPath: [i % 4],
  pageRank: 0.15 + 0.01 * set.depth, activationsFrom: 0.75, activations: [3, 7, 2, 1]})-[:IN_RUN]->(r);

MATCH (a:Feature {run: 'sets'}), (b:Feature {run: 'sets'})
WHERE a.depth < b.depth OR a.depth = b.depth AND (a.sae < b.sae OR a.sae = b.sae AND a.index < b.index)
WITH a, b, CASE
    WHEN a.community = b.community THEN 0.95 - 0.01 * (b.depth - a.depth) - 0.02 * abs(a.index - b.index)
    WHEN (a.community + 2) % 4 = b.community AND b.layer = 5 THEN -0.2 - 0.01 * a.index
    ELSE 0.0 END AS r
WHERE abs(r) >= 0.1
CREATE (a)-[:CORRELATES {r: r, strength: abs(r), sign: toInteger(sign(r)), cost: -log(abs(r)), mi: 0.01, nmi: 0.1, n11: 30, documents: 20,
  span: b.layer - a.layer}]->(b);

UNWIND [
  {n: 0, c: 'noun.object', t: ['the', 'bank', 'of', 'a', 'river', 'or', 'stream']}, {n: 1, c: 'noun.animal', t: ['a', 'bird', 'with', 'one', 'wing']},
  {n: 2, c: 'noun.act', t: ['the', 'judge', 'at', 'court']}, {n: 3, c: 'noun.communication', t: ['a', 'song', 'for', 'piano']}] AS x
CREATE (c:Context {id: 'sets/' + x.n, run: 'sets', document: x.n, category: x.c, tokens: x.t, text: reduce(s = '', t IN x.t | s + ' ' + t)})
WITH x, c
MATCH (f:Feature {run: 'sets', community: x.n})
CREATE (f)-[:FIRES_ON {rank: 1, value: f.max, token: 1, activations: [i IN range(0, size(x.t) - 1) | CASE WHEN i = 1 THEN f.max ELSE 0.0 END]}]->(c);

MATCH (f:Feature {run: 'sets'})
WITH f.community AS number, collect(f) AS members
CREATE (c:Community {id: 'sets/0/' + number, run: 'sets', level: 0, number: number, size: size(members), label: members[0].label})
FOREACH (f IN members | CREATE (f)-[:MEMBER_OF]->(c));
CALL db.awaitIndexes(60)
