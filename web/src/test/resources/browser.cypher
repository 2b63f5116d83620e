// Beside the small graph and in its run, what it lacks for a query of the guide to have rows
MATCH (f:Feature {run: 'sample'})
SET f.site = 'resid_post', f.depth = 16 * f.layer + 10;

// A feature that comes apart into two, one with a general and a specific counterpart, one that nothing goes with, and two that
// are called the same.
MATCH (r:Run {id: 'sample'})
UNWIND [['whole', 3, 901, 0.02], ['part', 5, 902, 0.01], ['twin', 5, 903, 0.01], ['below', 1, 904, 0.03],
        ['general', 3, 905, 0.03], ['specific', 3, 906, 0.01], ['twin', 3, 907, 0.01]] AS row
CREATE (f:Feature:$('L' + row[1]) {key: 'sample/odd@' + row[1] + '-res-odd:' + row[2], run: 'sample', model: 'tiny-bert', layer: row[1],
  index: row[2], hook: 'blocks.' + row[1] + '.hook_resid_post', site: 'resid_post', depth: 16 * row[1] + 10, sae: 'res-odd', label: row[0],
  density: row[3], mean: 0.1, sd: 0.2, max: 9.0, rowsActive: toInteger(1000 * row[3])})-[:IN_RUN]->(r)
CREATE (c:Context {id: 'sample/odd/' + row[2], run: 'sample', text: 'an odd ' + row[0], tokens: ['an', 'odd', row[0]], document: row[2],
  category: 'noun.animal'})
CREATE (f)-[:FIRES_ON {rank: 1, value: 9.0, token: 2, activations: [0.0, 0.0, 9.0]}]->(c);

UNWIND [[901, 902, 0.6], [901, 903, 0.55], [904, 905, 0.8], [904, 906, 0.5], [905, 903, 0.4]] AS row
MATCH (a:Feature {run: 'sample', index: row[0]}), (b:Feature {run: 'sample', index: row[1]})
CREATE (a)-[:CORRELATES {r: row[2], strength: row[2], sign: 1, cost: -log(row[2]), mi: 0.2, nmi: 0.3, n11: 9, documents: 7,
  span: b.layer - a.layer}]->(b);

MATCH (a:Feature {run: 'sample', index: 905}), (b:Feature {run: 'sample', index: 906})
CREATE (a)-[:CORRELATES {r: -0.1, strength: 0.1, sign: -1, cost: -log(0.1), mi: 0.2, nmi: 0.3, n11: 0, documents: 0, span: 0,
  decoderCosine: 0.5}]->(b);

MATCH (f:Feature {run: 'sample', index: 901})
SET f.topTokens = [' lake', ' River'], f.topLogits = [0.75, 0.5], f.bottomTokens = ['x'], f.bottomLogits = [-0.5];

MATCH (f:Feature {run: 'sample'}) WHERE f.index IN [901, 904, 905]
SET f.steered = 0.5;

UNWIND [[901, 902, 1.5], [901, 903, 0.5], [904, 905, 0.8], [905, 903, 0.7], [905, 902, -0.6]] AS row
MATCH (a:Feature {run: 'sample', index: row[0]}), (b:Feature {run: 'sample', index: row[1]})
CREATE (a)-[:MOVES {effect: row[2], z: 10 * row[2], se: 0.1, documents: 50, strength: 0.5}]->(b);

MATCH (a:Feature {run: 'sample', index: 901}), (b:Feature {run: 'sample', index: 902})
CREATE (v:Review {verdict: 'same', note: 'both odd', at: datetime('2026-01-02T00:00:00Z')})-[:OF]->(a)
CREATE (v)-[:OF]->(b);

// The feature that correlates most fires on something, and one community fires often enough on texts of a category.
MATCH (hub:Feature {run: 'sample', index: 999}), (c:Context {run: 'sample', document: 1})
CREATE (hub)-[:FIRES_ON {rank: 1, value: 2.1, token: 1, activations: [0.0, 2.1]}]->(c);

UNWIND range(1, 4) AS n
CREATE (c:Context {id: 'sample/dish/' + n, run: 'sample', document: 950 + n, category: 'noun.food', tokens: ['a', 'dish'], text: 'a dish'})
WITH c, n
MATCH (f:Feature {run: 'sample'})
WHERE f.index IN [610, 611, 630, 631, 650, 651]
CREATE (f)-[:FIRES_ON {rank: 10 + n, value: 1.0, token: 1, activations: [0.0, 1.0]}]->(c);
