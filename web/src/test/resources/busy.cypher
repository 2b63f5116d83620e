// 2,501 features that all correlate with a hub and with their next five, so that the hub's neighbourhood is the whole
MERGE (m:Model {id: 'busy'}) SET m.dModel = 8, m.layers = 6
MERGE (r:Run {id: 'busy'})
SET r.model = 'busy', r.rows = 10000, r.threshold = 0.1, r.documents = 100, r.minDocuments = 1,
    r.createdAt = '2026-02-01T10:00:00Z'
MERGE (r)-[:OF_MODEL]->(m);
MATCH (r:Run {id: 'busy'})
UNWIND range(0, 2500) AS i
WITH r, i, CASE i WHEN 0 THEN 2 ELSE i % 6 END AS layer
CREATE (f:Feature {key: 'busy/busy@' + layer + '-res-8:' + i, run: 'busy', model: 'busy', layer: layer, index: i,
  hook: 'blocks.' + layer + '.hook_resid_post', sae: 'res-8', density: 0.01, mean: 0.1, sd: 0.3, max: 2.0, rowsActive: 100,
  label: 'word' + i, community: i % 12})-[:IN_RUN]->(r);
MATCH (hub:Feature {run: 'busy', index: 0}), (f:Feature {run: 'busy'}) WHERE f.index > 0
WITH hub, f, 0.2 + 0.0002 * f.index AS r
CREATE (hub)-[:CORRELATES {r: r, strength: r, sign: 1, cost: -log(r), mi: 0.01, n11: 50, documents: 20, span: abs(f.layer - hub.layer)}]->(f);
MATCH (f:Feature {run: 'busy'}) WHERE f.index > 0
WITH f ORDER BY f.index
WITH collect(f) AS around
UNWIND range(0, size(around) - 6) AS i
CALL (around, i) {
  UNWIND range(1, 5) AS step
  WITH around[i] AS a, around[i + step] AS b
  CREATE (a)-[:CORRELATES {r: 0.4, strength: 0.4, sign: 1, cost: 0.9, mi: 0.01, n11: 50, documents: 20,
    span: abs(b.layer - a.layer)}]->(b)
};
CALL db.awaitIndexes(60)
