// Which features belong to a community? The most central first
:param run => 'demo'
:param number => 0
:param layer => null
:param site => null
:param set => null
:param skip => 0
:param limit => 100
MATCH (f:Feature {run: $run, community: $number})
WHERE ($layer IS NULL OR f.layer = $layer) AND ($site IS NULL OR f.site = $site) AND ($set IS NULL OR f.sae = $set)
WITH f ORDER BY f.pageRank DESC, f.layer, f.depth, f.sae, f.index
WITH collect(f) AS found
UNWIND found[$skip..$skip + $limit] AS f
RETURN size(found) AS total,
       f {.key, .model, .hook, .layer, .site, .depth, .index, .sae, .density, .mean, .sd, .max, .rowsActive, .label, .community, .pageRank, .strength, degree: COUNT { (f)-[:CORRELATES]-(:Feature) }} AS item
LIMIT $limit;
