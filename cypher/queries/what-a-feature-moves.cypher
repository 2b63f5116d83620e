// What does a feature move when it is steered, and does it correlate with that?
// Without a key: the run's feature that moves most. r is missing where no correlation passed the threshold.
// Columns: steered, layer, moved, effect, se, z, documents, strength, r, key
:param run => 'demo'
:param key => null
:param limit => 25

MATCH (a:Feature {run: $run})
WHERE $key IS NULL OR a.key = $key
MATCH (a)-[m:MOVES]->(:Feature)
WITH a, count(m) AS moved
ORDER BY moved DESC, a.key
LIMIT 1
MATCH (a)-[m:MOVES]->(b:Feature)
OPTIONAL MATCH (a)-[c:CORRELATES]-(b)
RETURN a.label AS steered, b.layer AS layer, b.label AS moved, m.effect AS effect, m.se AS se, m.z AS z,
       m.documents AS documents, m.strength AS strength, c.r AS r, b.key AS key
ORDER BY abs(effect) DESC, key
LIMIT $limit;
