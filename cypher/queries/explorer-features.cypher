// Which features are there? Those with the most correlates first, unless another order is asked for
:param run => 'demo'
:param layer => null
:param site => null
:param set => null
:param layerFrom => null
:param layerTo => null
:param densityFrom => null
:param densityTo => null
:param community => null
:param category => null
:param sort => 'match'
:param descending => true
:param skip => 0
:param limit => 50
MATCH (f:Feature {run: $run})
WHERE ($layer IS NULL OR f.layer = $layer) AND ($site IS NULL OR f.site = $site) AND ($set IS NULL OR f.sae = $set)
  AND ($layerFrom IS NULL OR f.layer >= $layerFrom) AND ($layerTo IS NULL OR f.layer <= $layerTo)
  AND ($densityFrom IS NULL OR f.density >= $densityFrom) AND ($densityTo IS NULL OR f.density <= $densityTo)
  AND ($community IS NULL OR f.community = $community)
  AND ($category IS NULL OR EXISTS { (f)-[:FIRES_ON]->(x:Context) WHERE toLower(x.category) STARTS WITH toLower($category) })
WITH f, COUNT { (f)-[:CORRELATES]-(:Feature) } AS degree
WITH f, degree, CASE $sort WHEN 'feature' THEN coalesce(f.depth, 16 * f.layer) WHEN 'label' THEN toLower(f.label) WHEN 'density' THEN f.density WHEN 'max' THEN f.max
       WHEN 'correlates' THEN degree WHEN 'community' THEN f.community END AS by
ORDER BY by IS NULL, CASE WHEN $descending THEN by END DESC, CASE WHEN NOT $descending THEN by END,
  degree DESC, f.layer, f.depth, f.sae, f.index
WITH collect(f) AS found
UNWIND found[$skip..$skip + $limit] AS f
RETURN size(found) AS total,
       f {.key, .model, .hook, .layer, .site, .depth, .index, .sae, .density, .mean, .sd, .max, .rowsActive, .label, .explanation, .explanationSource, .neuronpedia, .bandLow, .bandHigh, .bandBreaks, .community, .pageRank, .strength, degree: COUNT { (f)-[:CORRELATES]-(:Feature) }} AS item
LIMIT $limit;
