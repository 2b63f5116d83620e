// Which features have these words in their label, their explanations, their top tokens, or the texts in which they fire?
// words and inTexts are Lucene queries of the same words, plain; found in labels, explanations and top tokens come first, then
// those that fire most strongly on a token that begins with a word, then those that fire somewhere else in a text with the words.
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
:param index => 'feature_text'
:param words => 'river'
:param texts => true
:param inTexts => 'river'
:param plain => ['river']
:param skip => 0
:param limit => 50
CALL () {
  CALL db.index.fulltext.queryNodes($index, $words) YIELD node AS f, score
  WHERE f.run = $run
  RETURN f, 2 AS rank, score, null AS text
  UNION ALL
  WITH 1 AS one WHERE $texts
  CALL db.index.fulltext.queryNodes('context_text', $inTexts) YIELD node AS c, score
  WHERE c.run = $run
  WITH c, score ORDER BY score DESC, c.id LIMIT 2000
  MATCH (f:Feature)-[e:FIRES_ON]->(c)
  WITH f, c, score, toLower(trim(replace(replace(c.tokens[e.token], '▁', ' '), 'Ġ', ' '))) AS token
  RETURN f, CASE WHEN size(token) > 1 AND any(word IN $plain WHERE word STARTS WITH token OR token STARTS WITH word) THEN 1 ELSE 0 END AS rank,
         score, c.text AS text
}
WITH f, rank, score, text
WHERE ($layer IS NULL OR f.layer = $layer) AND ($site IS NULL OR f.site = $site) AND ($set IS NULL OR f.sae = $set)
  AND ($layerFrom IS NULL OR f.layer >= $layerFrom) AND ($layerTo IS NULL OR f.layer <= $layerTo)
  AND ($densityFrom IS NULL OR f.density >= $densityFrom) AND ($densityTo IS NULL OR f.density <= $densityTo)
  AND ($community IS NULL OR f.community = $community)
  AND ($category IS NULL OR EXISTS { (f)-[:FIRES_ON]->(x:Context) WHERE toLower(x.category) STARTS WITH toLower($category) })
WITH f, rank, score, text ORDER BY rank DESC, score DESC
WITH f, collect({rank: rank, score: score, text: text})[0] AS best, COUNT { (f)-[:CORRELATES]-(:Feature) } AS degree
WITH f, best, degree, CASE $sort WHEN 'feature' THEN coalesce(f.depth, 16 * f.layer) WHEN 'label' THEN toLower(f.label) WHEN 'density' THEN f.density WHEN 'max' THEN f.max
       WHEN 'correlates' THEN degree WHEN 'community' THEN f.community END AS by
ORDER BY by IS NULL, CASE WHEN $descending THEN by END DESC, CASE WHEN NOT $descending THEN by END,
  best.rank DESC, best.score DESC, degree DESC, f.layer, f.depth, f.sae, f.index
WITH collect({f: f, best: best}) AS found
UNWIND found[$skip..$skip + $limit] AS one
WITH size(found) AS total, one.f AS f, one.best AS best
RETURN total,
       f {.key, .model, .hook, .layer, .site, .depth, .index, .sae, .density, .mean, .sd, .max, .rowsActive, .label, .explanation, .explanationSource, .neuronpedia, .bandLow, .bandHigh, .bandBreaks, .community, .pageRank, .strength, degree: COUNT { (f)-[:CORRELATES]-(:Feature) },
          match: CASE best.rank WHEN 1 THEN 'token' WHEN 0 THEN 'text' ELSE
            CASE WHEN any(word IN $plain WHERE toLower(f.label) CONTAINS word) THEN 'label'
                 WHEN any(word IN $plain WHERE any(e IN coalesce(f.explanations, []) WHERE toLower(e) CONTAINS word)) THEN 'explanation'
                 ELSE 'promotes' END END,
          matchedText: best.text} AS item
LIMIT $limit;
