// Communities: how large are they, what are they called, and in which layers do they lie?
// Columns: number, community, size, layers, sites
:param run => 'demo'
:param limit => 50

MATCH (f:Feature {run: $run})
WHERE f.community IS NOT NULL
WITH f.community AS number, f.layer AS layer, size(f.communityPath) - 1 AS level, count(*) AS features,
     collect(DISTINCT f.site) AS here
ORDER BY number, layer
WITH number, level, sum(features) AS size, collect(layer + ': ' + features) AS layers, collect(here) AS found
MATCH (c:Community {id: $run + '/' + level + '/' + number})
RETURN number, c.label AS community, size, layers,
       reduce(sites = [], here IN found | sites + [s IN here WHERE NOT s IN sites]) AS sites
ORDER BY number
LIMIT $limit;
