// A feature's contexts: in which texts does it fire most, and on which token?
// Without a key: the run's feature with the largest sum of |r|.
// Columns: feature, rank, value, token, text, category, context
:param run => 'demo'
:param key => null
:param limit => 20

MATCH (f:Feature {run: $run})
WHERE $key IS NULL OR f.key = $key
OPTIONAL MATCH (f)-[c:CORRELATES]-(:Feature)
WITH f, sum(c.strength) AS strength
ORDER BY strength DESC, f.key
LIMIT 1
MATCH (f)-[e:FIRES_ON]->(x:Context)
RETURN f.label AS feature, e.rank AS rank, e.value AS value, x.tokens[e.token] AS token, x.text AS text,
       x.category AS category, x.id AS context
ORDER BY rank
LIMIT $limit;
