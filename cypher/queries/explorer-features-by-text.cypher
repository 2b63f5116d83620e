// Which features have these words in their label, their explanations or their top tokens? The words are a Lucene query
:param run => 'demo'
:param layer => null
:param site => null
:param set => null
:param index => 'feature_text'
:param words => 'river'
:param skip => 0
:param limit => 50
CALL db.index.fulltext.queryNodes($index, $words) YIELD node AS f, score
WHERE f.run = $run AND ($layer IS NULL OR f.layer = $layer) AND ($site IS NULL OR f.site = $site) AND ($set IS NULL OR f.sae = $set)
WITH f, score, COUNT { (f)-[:CORRELATES]-(:Feature) } AS degree
ORDER BY score DESC, degree DESC, f.layer, f.depth, f.sae, f.index
WITH collect(f) AS found
UNWIND found[$skip..$skip + $limit] AS f
RETURN size(found) AS total,
       f {.key, .model, .hook, .layer, .site, .depth, .index, .sae, .density, .mean, .sd, .max, .rowsActive, .label, .explanation, .explanationSource, .neuronpedia, .bandLow, .bandHigh, .bandBreaks, .community, .pageRank, .strength, degree: COUNT { (f)-[:CORRELATES]-(:Feature) }} AS item
LIMIT $limit;
