// A small graph: 48 features of eight themes and a hub in three layers, with texts and two levels of communities
MERGE (m:Model {id: 'tiny-bert'}) SET m.dModel = 384, m.layers = 6
MERGE (r:Run {id: 'sample'})
SET r.model = 'tiny-bert', r.rows = 20000, r.threshold = 0.1, r.documents = 800, r.minDocuments = 3,
    r.createdAt = '2026-02-01T10:00:00Z'
MERGE (r)-[:OF_MODEL]->(m)
MERGE (old:Run {id: 'older'})
SET old.model = 'tiny-bert', old.rows = 10, old.threshold = 0.5, old.documents = 2, old.minDocuments = 1,
    old.createdAt = '2026-01-01T10:00:00Z',
    old.outliers = 'Outliers, of extraordinary norm at some hook point: 3 tokens, which are no rows.'
MERGE (old)-[:OF_MODEL]->(m);

UNWIND [
  {n: 0, w: ['river', 'stream', 'water', 'bank', 'flow', 'lake'], c: 'noun.object'},
  {n: 1, w: ['bird', 'wing', 'feather', 'finch', 'nest', '##wren'], c: 'noun.animal'},
  {n: 2, w: ['law', 'court', 'judge', 'crime', 'legal', '##ation'], c: 'noun.act'},
  {n: 3, w: ['music', 'song', 'piano', 'tone', 'chord', 'melody'], c: 'noun.communication'},
  {n: 4, w: ['disease', 'blood', 'fever', '##itis', 'lung', 'infection'], c: 'noun.state'},
  {n: 5, w: ['number', 'three', 'hundred', '0', 'sum', 'digit'], c: 'noun.quantity'},
  {n: 6, w: ['bread', 'dough', 'bake', 'flour', 'cake', 'sauce'], c: 'noun.food'},
  {n: 7, w: ['army', 'war', 'soldier', 'rifle', 'troops', 'battle'], c: 'noun.group'}] AS theme
UNWIND [1, 3, 5] AS layer
UNWIND [0, 1] AS twin
WITH theme, layer, twin, 100 * theme.n + 10 * layer + twin AS index
MATCH (r:Run {id: 'sample'})
CREATE (f:Feature {
  key: 'sample/tiny-bert@' + layer + '-res-batchtopk-1024:' + index, run: 'sample', model: 'tiny-bert',
  hook: 'blocks.' + layer + '.hook_resid_post', layer: layer, index: index, sae: 'res-batchtopk-1024',
  density: 0.0011 * (theme.n + 1) + 0.0004 * layer, mean: 0.011 * (theme.n + 1), sd: 0.21 + 0.02 * layer,
  max: 3.2 + 0.31 * theme.n + 0.12 * layer, rowsActive: toInteger(20000 * (0.0011 * (theme.n + 1) + 0.0004 * layer)),
  label: theme.w[twin] + ', ' + theme.w[(twin + layer) % 6] + ', ' + theme.w[(twin + 2 + layer / 2) % 6],
  community: theme.n, communityPath: [theme.n * 2 + twin, theme.n], pageRank: 0.15 + 0.1 * (5 - layer) + 0.01 * theme.n,
  activationsFrom: 0.75, activations: [3, 7 + theme.n, 2, 1]})
CREATE (f)-[:IN_RUN]->(r)
FOREACH (_ IN CASE WHEN layer = 1 THEN [1] ELSE [] END | SET f:L1)
FOREACH (_ IN CASE WHEN layer = 3 THEN [1] ELSE [] END | SET f:L3)
FOREACH (_ IN CASE WHEN layer = 5 THEN [1] ELSE [] END | SET f:L5);

MATCH (r:Run {id: 'sample'})
CREATE (:Feature:L3 {
  key: 'sample/tiny-bert@3-res-batchtopk-1024:999', run: 'sample', model: 'tiny-bert', hook: 'blocks.3.hook_resid_post',
  layer: 3, index: 999, sae: 'res-batchtopk-1024', density: 0.312, mean: 0.4, sd: 0.8, max: 2.1, rowsActive: 6240,
  label: 'of, the, a', community: 0, communityPath: [0, 0], pageRank: 1.2})-[:IN_RUN]->(r);

MATCH (f:Feature {key: 'sample/tiny-bert@3-res-batchtopk-1024:230'})
SET f.topTokens = [' estuary', '\n', ' quay'], f.topLogits = [1.25, 0.5, 0.25],
    f.bottomTokens = ['phony', ''], f.bottomLogits = [-0.75, -0.5],
    f.neuronpedia = 'https://www.neuronpedia.org/tiny-bert/3-res-x/230',
    f.explanations = ['where ships lie', 'harbours and bays'], f.explanation = 'where ships lie',
    f.explanationSource = 'delphi, llama-70b'
CREATE (:Explanation {id: 'one', run: 'sample', text: 'harbours and bays', source: 'Neuronpedia', model: 'gpt-4o-mini',
                      method: 'oai_token-act-pair'})-[:OF]->(f),
       (:Explanation {id: 'two', run: 'sample', text: 'where ships lie', source: 'delphi', model: 'llama-70b',
                      scoreNames: ['detection', 'fuzz'], scores: [0.75, 0.5]})-[:OF]->(f);

MATCH (a:Feature {run: 'sample'}), (b:Feature {run: 'sample'})
WHERE (a.layer < b.layer OR a.layer = b.layer AND a.index < b.index) AND a.index <> 999 AND b.index <> 999
WITH a, b, CASE
    WHEN a.community = b.community THEN 0.93 - 0.11 * (b.layer - a.layer) - 0.17 * abs(a.index % 10 - b.index % 10) - 0.01 * a.community
    WHEN (a.community + 1) % 8 = b.community THEN 0.16 + 0.01 * a.community
    WHEN (a.community + 4) % 8 = b.community AND b.layer = 5 THEN -0.12 - 0.03 * a.community
    ELSE 0.0 END AS r
WHERE abs(r) >= 0.1
CREATE (a)-[:CORRELATES {
  r: r, strength: abs(r), sign: toInteger(sign(r)), cost: -log(abs(r)), mi: 0.004 * r * r, nmi: 0.3 * r * r,
  n11: toInteger(120 * abs(r)), documents: toInteger(60 * abs(r)), span: b.layer - a.layer}]->(b);

MATCH (hub:Feature {index: 999}), (f:Feature {run: 'sample'})
WHERE f.index <> 999
WITH CASE WHEN f.layer < 3 OR f.layer = 3 AND f.index < 999 THEN f ELSE hub END AS a,
     CASE WHEN f.layer < 3 OR f.layer = 3 AND f.index < 999 THEN hub ELSE f END AS b, 0.1 + 0.0001 * f.index AS r
CREATE (a)-[:CORRELATES {r: r, strength: r, sign: 1, cost: -log(r), mi: 0.0007, nmi: 0.01, n11: 90, documents: 70, span: b.layer - a.layer}]->(b);

MATCH (a:Feature {key: 'sample/tiny-bert@1-res-batchtopk-1024:210'}), (idle:Feature {key: 'sample/tiny-bert@1-res-batchtopk-1024:10'})
SET a.steered = 0.5, a.raised = [' law', '\n'], a.lowered = ['the'], idle.steered = 0.5
WITH a
UNWIND [
  {b: '3-res-batchtopk-1024:230', effect: 1.5, se: 0.125}, {b: '5-res-batchtopk-1024:250', effect: -0.25, se: 0.0625},
  {b: '3-res-batchtopk-1024:630', effect: 0.5, se: 0.1}] AS x
MATCH (b:Feature {key: 'sample/tiny-bert@' + x.b})
CREATE (a)-[:MOVES {effect: x.effect, se: x.se, z: x.effect / x.se, documents: 40, strength: 0.5}]->(b);
MATCH (a:Feature {key: 'sample/tiny-bert@3-res-batchtopk-1024:630'}), (b:Feature {key: 'sample/tiny-bert@5-res-batchtopk-1024:250'})
SET a.steered = 0.25
CREATE (a)-[:MOVES {effect: 1.0, se: 0.25, z: 4.0, documents: 40, strength: 0.25}]->(b);

UNWIND [
  {n: 0, d: 1, c: 'noun.object', t: ['[CLS]', 'a', 'bank', 'beside', 'a', 'river', 'or', 'stream', ';', 'the', 'water', "'", 's', 'edge', '[SEP]']},
  {n: 0, d: 2, c: 'noun.object', t: ['[CLS]', 'the', 'lake', 'into', 'which', 'the', 'river', 'flow', '##s', '[SEP]']},
  {n: 1, d: 3, c: 'noun.animal', t: ['[CLS]', 'any', 'small', 'song', '##bird', 'such', 'as', 'a', 'finch', 'or', 'bird', 'with', 'a', 'short', 'wing', '(', 'the', 'wren', ')', '[SEP]']},
  {n: 1, d: 4, c: null, t: ['▁A', '▁bird', '▁builds', '▁its', '▁nest', ',', '▁and', '▁a', '▁feather', '▁wing', '.']},
  {n: 2, d: 5, c: 'noun.act', t: ['The', 'Ġcourt', 'Ġand', 'Ġits', 'Ġjudge', 'Ġapply', 'Ġthe', 'Ġlaw', 'ĠâĢĶ', 'Ġcrime', 's', '.', 'Ċ']},
  {n: 3, d: 6, c: 'noun.communication', t: ['[CLS]', 'a', 'song', 'for', 'the', 'piano', ',', 'in', 'its', 'own', 'music', 'and', 'tone', '<', 'b', '>', '[SEP]']},
  {n: 4, d: 7, c: 'noun.state', t: ['[CLS]', 'a', 'disease', 'of', 'the', 'blood', 'with', 'fever', 'and', 'bro', '##nch', '##itis', '[SEP]']},
  {n: 5, d: 8, c: 'noun.quantity', t: ['[CLS]', 'the', 'number', 'that', 'is', 'the', 'sum', 'of', 'three', 'hundred', 'and', '0', '.', '5', '[SEP]']},
  {n: 6, d: 9, c: 'noun.food', t: ['[CLS]', 'bread', 'of', 'dough', ':', 'bake', 'the', 'flour', 'in', 'a', 'cake', 'tin', '[SEP]']},
  {n: 7, d: 10, c: 'noun.group', t: ['[CLS]', 'an', 'army', 'at', 'war', ';', 'soldier', 'and', 'troops', '[SEP]']}] AS x
CREATE (c:Context {id: 'sample/' + x.d, run: 'sample', document: x.d, category: x.c, tokens: x.t,
  text: reduce(s = '', t IN x.t | s + ' ' + t)})
WITH x, c
MATCH (f:Feature {run: 'sample', community: x.n}) WHERE f.index <> 999
WITH x, c, f, [t IN x.t | CASE WHEN any(w IN split(f.label, ', ') WHERE t ENDS WITH w) THEN f.max * (0.35 + 0.6 / size(t)) ELSE 0.0 END] AS activations
WITH c, f, activations, reduce(m = 0.0, v IN activations | CASE WHEN v > m THEN v ELSE m END) AS value
WHERE value > 0
WITH c, f, activations, value ORDER BY f.key, value DESC
WITH f, collect({c: c, activations: activations, value: value}) AS hits
UNWIND range(0, size(hits) - 1) AS i
WITH f, i, hits[i] AS hit, hits[i].c AS c
CREATE (f)-[:FIRES_ON {rank: i + 1, value: hit.value, activations: hit.activations,
  token: head([j IN range(0, size(hit.activations) - 1) WHERE hit.activations[j] = hit.value])}]->(c);

MATCH (f:Feature {run: 'sample'})
UNWIND [0, 1] AS level
WITH level, f.communityPath[level] AS number, collect(f) AS members
CREATE (c:Community {id: 'sample/' + level + '/' + number, run: 'sample', level: level, number: number, size: size(members), label: members[0].label})
FOREACH (f IN members | CREATE (f)-[:MEMBER_OF]->(c));

// A label of documents correlates with features, too, and is no edge between these.
CREATE (l:Label {id: 'sample/noun.food', run: 'sample', name: 'noun.food', documents: 40})
WITH l
MATCH (f:Feature {run: 'sample'})
WHERE f.community = 6 OR f.index IN [230, 999]
CREATE (l)-[:CORRELATES {r: 0.43, auroc: 0.8, documents: 30, share: 0.75}]->(f);
