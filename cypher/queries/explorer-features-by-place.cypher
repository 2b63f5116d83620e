// Which features have this layer and index? Of one set, or of every one that the layer has
:param run => 'demo'
:param layer => 3
:param index => 650
:param sae => null
:param skip => 0
:param limit => 50
MATCH (f:Feature {run: $run, layer: $layer, index: $index})
WHERE $sae IS NULL OR f.sae = $sae
WITH f ORDER BY f.depth, f.sae
WITH collect(f) AS found
UNWIND found[$skip..$skip + $limit] AS f
RETURN size(found) AS total,
       f {.key, .model, .hook, .layer, .site, .depth, .index, .sae, .density, .mean, .sd, .max, .rowsActive, .label, .explanation, .explanationSource, .neuronpedia, .bandLow, .bandHigh, .bandBreaks, .community, .pageRank, .strength, degree: COUNT { (f)-[:CORRELATES]-(:Feature) }} AS item
LIMIT $limit;
