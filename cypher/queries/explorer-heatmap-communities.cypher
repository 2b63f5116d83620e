// Which communities have the most features in a layer?
:param run => 'demo'
:param layer => 3
:param limit => 30
MATCH (f:Feature {run: $run, layer: $layer})
WHERE f.community IS NOT NULL
WITH f.community AS community, count(*) AS features
RETURN community, features
ORDER BY features DESC, community LIMIT $limit;
