// Which communities have the most features in a layer, or a set of it?
:param run => 'demo'
:param layer => 3
:param site => null
:param set => null
:param limit => 30
MATCH (f:Feature {run: $run, layer: $layer})
WHERE f.community IS NOT NULL AND ($site IS NULL OR f.site = $site) AND ($set IS NULL OR f.sae = $set)
WITH f.community AS community, count(*) AS features
RETURN community, features
ORDER BY features DESC, community LIMIT $limit;
