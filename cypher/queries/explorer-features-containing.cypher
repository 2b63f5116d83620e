// Which features have this text, letter for letter, in their label? For what the full-text index splits or drops
:param run => 'demo'
:param layer => null
:param site => null
:param set => null
:param text => '##ing'
:param skip => 0
:param limit => 50
MATCH (f:Feature {run: $run})
WHERE ($layer IS NULL OR f.layer = $layer) AND ($site IS NULL OR f.site = $site) AND ($set IS NULL OR f.sae = $set)
  AND toLower(f.label) CONTAINS toLower($text)
WITH f, COUNT { (f)-[:CORRELATES]-(:Feature) } AS degree
ORDER BY degree DESC, f.layer, f.depth, f.sae, f.index
WITH collect(f) AS found
UNWIND found[$skip..$skip + $limit] AS f
RETURN size(found) AS total,
       f {.key, .model, .hook, .layer, .site, .depth, .index, .sae, .density, .mean, .sd, .max, .rowsActive, .label, .explanation, .explanationSource, .neuronpedia, .bandLow, .bandHigh, .bandBreaks, .community, .pageRank, .strength, degree: COUNT { (f)-[:CORRELATES]-(:Feature) }} AS item
LIMIT $limit;
