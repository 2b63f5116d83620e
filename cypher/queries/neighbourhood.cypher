// A feature's neighbourhood: what goes with it, and how do these hang together?
// Without a key: the run's feature with the largest sum of |r|. Returns a graph; Neo4j Browser draws it.
// Columns: f, neighbour, edges
:param run => 'demo'
:param key => null
:param limit => 30

MATCH (f:Feature {run: $run})
WHERE $key IS NULL OR f.key = $key
MATCH (f)-[c:CORRELATES]-(:Feature)
WITH f, sum(c.strength) AS strength
ORDER BY strength DESC, f.key
LIMIT 1
MATCH (f)-[c:CORRELATES]-(neighbour:Feature)
WITH f, c, neighbour
ORDER BY c.strength DESC, neighbour.key
LIMIT $limit
WITH f, collect(neighbour) AS neighbours
UNWIND neighbours AS neighbour
RETURN f, neighbour,
       COLLECT { MATCH (neighbour)-[e:CORRELATES]-(other) WHERE other = f OR other IN neighbours RETURN e } AS edges
LIMIT $limit;
