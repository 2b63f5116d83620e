// 1,601 features: a hub, and 1,600 that correlate with it and with their next three
MERGE (m:Model {id: 'wide'}) SET m.dModel = 8, m.layers = 6
MERGE (r:Run {id: 'wide'})
SET r.model = 'wide', r.rows = 10000, r.threshold = 0.1, r.documents = 100, r.minDocuments = 1,
    r.createdAt = '2026-02-01T10:00:00Z'
MERGE (r)-[:OF_MODEL]->(m);
MATCH (r:Run {id: 'wide'})
UNWIND range(0, 1600) AS i
WITH r, i, CASE i WHEN 0 THEN 2 ELSE i % 6 END AS layer
CREATE (f:Feature {key: 'wide/wide@' + layer + '-res-8:' + i, run: 'wide', model: 'wide', layer: layer, index: i,
  hook: 'blocks.' + layer + '.hook_resid_post', sae: 'res-8', density: 0.01, mean: 0.1, sd: 0.3, max: 2.0, rowsActive: 100,
  label: 'word' + i, community: i % 12})-[:IN_RUN]->(r);
MATCH (hub:Feature {run: 'wide', index: 0}), (f:Feature {run: 'wide'}) WHERE f.index > 0
WITH hub, f, 0.2 + 0.0004 * f.index AS r
CREATE (hub)-[:CORRELATES {r: r, strength: r, sign: 1, cost: -log(r), mi: 0.01, n11: 50, documents: 20, span: abs(f.layer - hub.layer)}]->(f);
MATCH (a:Feature {run: 'wide'}), (b:Feature {run: 'wide'}) WHERE a.index > 0 AND b.index - a.index IN [1, 2, 3]
WITH a, b, CASE WHEN (a.index + b.index) % 5 = 0 THEN -0.4 ELSE 0.4 END AS r
CREATE (a)-[:CORRELATES {r: r, strength: abs(r), sign: toInteger(sign(r)), cost: -log(abs(r)), mi: 0.01, n11: 50, documents: 20,
  span: abs(b.layer - a.layer)}]->(b);
CALL db.awaitIndexes(60)
