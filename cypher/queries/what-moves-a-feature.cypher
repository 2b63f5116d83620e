// What moves a feature: steering which others changes it, and does it correlate with them?
// Without a key: the run's feature that most others move. r is missing where no correlation passed the threshold.
// Columns: moved, layer, steered, effect, se, z, documents, strength, r, key
:param run => 'demo'
:param key => null
:param limit => 25

MATCH (b:Feature {run: $run})
WHERE $key IS NULL OR b.key = $key
MATCH (b)<-[m:MOVES]-(:Feature)
WITH b, count(m) AS movers
ORDER BY movers DESC, b.key
LIMIT 1
MATCH (b)<-[m:MOVES]-(a:Feature)
OPTIONAL MATCH (a)-[c:CORRELATES]-(b)
RETURN b.label AS moved, a.layer AS layer, a.label AS steered, m.effect AS effect, m.se AS se, m.z AS z,
       m.documents AS documents, m.strength AS strength, c.r AS r, a.key AS key
ORDER BY abs(effect) DESC, key
LIMIT $limit;
