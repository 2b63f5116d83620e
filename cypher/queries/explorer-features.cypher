// Which features have the most correlates?
:param run => 'demo'
:param layer => null
:param site => null
:param set => null
:param skip => 0
:param limit => 50
MATCH (f:Feature {run: $run})
WHERE ($layer IS NULL OR f.layer = $layer) AND ($site IS NULL OR f.site = $site) AND ($set IS NULL OR f.sae = $set)
WITH f, COUNT { (f)-[:CORRELATES]-(:Feature) } AS degree
ORDER BY degree DESC, f.layer, f.depth, f.sae, f.index
WITH collect(f) AS found
UNWIND found[$skip..$skip + $limit] AS f
RETURN size(found) AS total,
       f {.key, .model, .hook, .layer, .site, .depth, .index, .sae, .density, .mean, .sd, .max, .rowsActive, .label, .explanation, .explanationSource, .neuronpedia, .bandLow, .bandHigh, .bandBreaks, .community, .pageRank, .strength, degree: COUNT { (f)-[:CORRELATES]-(:Feature) }} AS item
LIMIT $limit;
